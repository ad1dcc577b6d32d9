"""Our HTTP beneath the real Bot: what it carries, how it fails, and what is known then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData

from bot.telegram import transport
from bot.telegram.transport import NotSentError, Transport, was_sent
from tests.support.running import free_port
from tests.telegram import FakeTelegram


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    pool = Transport(4), Transport(1)
    bot = Bot(telegram.token, telegram.base_url, request=pool[0], get_updates_request=pool[1])
    async with bot:
        yield bot


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("CONNECT", "POOL", "READ", "WRITE"):
        monkeypatch.setattr(transport, step, 0.1)


async def test_text_and_nested_values_arrive_as_they_were(bot: Bot, telegram: FakeTelegram) -> None:
    telegram.say("好")
    sent = await bot.send_message(telegram.reader.id, "“引”&<b>%+ 👍🏽")
    assert sent.text == "“引”&<b>%+ 👍🏽"
    assert (await telegram.reply()).text == sent.text


async def test_a_file_is_uploaded(bot: Bot, telegram: FakeTelegram) -> None:
    telegram.say("好")
    document = InputFile("桥。".encode(), filename="a.txt")
    sent = await bot.send_document(telegram.reader.id, document, caption="字")
    assert sent.document
    assert sent.document.file_size == 6


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (502, NetworkError),
        (500, NetworkError),
    ],
)
async def test_a_refusal_is_known_not_to_be_done(
    bot: Bot, telegram: FakeTelegram, code: int, kind: type[Exception]
) -> None:
    telegram.faults.fail("getMe", code=code)
    with pytest.raises(kind) as caught:
        await bot.get_me()
    assert was_sent(caught.value) is False


async def test_a_request_for_patience_says_how_long(bot: Bot, telegram: FakeTelegram) -> None:
    telegram.faults.fail("getMe", retry_after=7)
    with pytest.raises(RetryAfter, match="0:00:07") as caught:
        await bot.get_me()
    assert was_sent(caught.value) is False


async def test_a_gateway_that_waited_in_vain_does_not_know(
    bot: Bot, telegram: FakeTelegram
) -> None:
    telegram.faults.fail("getMe", code=504)
    with pytest.raises(TimedOut) as caught:
        await bot.get_me()
    assert was_sent(caught.value) is None


@pytest.mark.usefixtures("_impatient")
async def test_after_silence_nobody_knows(telegram: FakeTelegram) -> None:
    async with Bot(telegram.token, telegram.base_url, request=Transport(1)) as bot:
        telegram.faults.hang("getMe", times=1)
        with pytest.raises(TimedOut) as caught:
            await bot.get_me()
        assert was_sent(caught.value) is None
        assert (await bot.get_me()).username == telegram.bot.username


@pytest.mark.usefixtures("_impatient")
async def test_what_found_no_free_connection_was_not_sent(telegram: FakeTelegram) -> None:
    async with Bot(telegram.token, telegram.base_url, request=Transport(1)) as bot:
        telegram.faults.hang("getMe", times=1)
        first = asyncio.create_task(bot.get_me(read_timeout=2))
        await telegram.called("getMe", telegram.count("getMe") + 1)
        with pytest.raises(NotSentError) as caught:
            await bot.get_me()
        assert was_sent(caught.value) is False
        first.cancel()


async def test_what_reached_nobody_was_not_sent() -> None:
    pool = Transport(1)
    with pytest.raises(NotSentError, match="ConnectionRefusedError") as caught:
        await pool.post(f"http://127.0.0.1:{free_port()}/bot1/getMe", RequestData())
    await pool.shutdown()
    assert was_sent(caught.value) is False


async def test_a_dropped_connection_tells_neither_whether_nor_the_address(
    bot: Bot, telegram: FakeTelegram
) -> None:
    telegram.faults.drop("getMe")
    with pytest.raises(NetworkError) as caught:
        await bot.get_me()
    assert was_sent(caught.value) is None
    assert telegram.token not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_of_an_answer_that_cannot_be_read_nobody_knows() -> None:
    with pytest.raises(TelegramError) as caught:
        Transport.parse_json_payload(b"<html>")
    assert was_sent(caught.value) is None
    assert was_sent(RuntimeError()) is None


async def test_trouble_is_counted_by_its_kind(telegram: FakeTelegram) -> None:
    kinds: list[str] = []
    async with Bot(telegram.token, telegram.base_url, request=Transport(1, kinds.append)) as bot:
        kinds.clear()
        telegram.faults.fail("getMe", code=500)
        with pytest.raises(NetworkError):
            await bot.get_me()
        telegram.faults.drop("getMe")
        with pytest.raises(NetworkError):
            await bot.get_me()
    assert kinds == ["500", "network"]


async def test_its_life_may_begin_and_end_more_than_once(telegram: FakeTelegram) -> None:
    pool = Transport(1)
    for _ in range(2):
        await pool.initialize()
        await pool.initialize()
        await pool.post(f"{telegram.base_url}{telegram.token}/getMe", RequestData())
        await pool.shutdown()
        await pool.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await pool.post(f"{telegram.base_url}1/getMe", RequestData())
