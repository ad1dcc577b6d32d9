"""Our HTTP beneath the real Bot: what it carries, and how it fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, strategies as st
from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData

from bot.telegram import transport
from bot.telegram.transport import Transport
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


async def test_text_and_nested_values_arrive_as_they_were(bot: Bot, telegram: FakeTelegram) -> None:
    telegram.say("好")
    sent = await bot.send_message(telegram.reader.id, "“引”&<b>%+ 👍🏽")
    assert sent.text == "“引”&<b>%+ 👍🏽"
    assert (await telegram.reply()).text == sent.text


async def test_what_no_utf_8_can_carry_is_replaced(bot: Bot, telegram: FakeTelegram) -> None:
    telegram.say("好")
    assert (await bot.send_message(telegram.reader.id, "半\ud83d个")).text == "半?个"


@given(st.dictionaries(st.from_regex(r"[a-z_]+", fullmatch=True), st.text(), min_size=1))
def test_a_form_is_read_back_as_it_was(fields: dict[str, str]) -> None:
    written = transport._form(fields)  # noqa: SLF001 -- its own law
    assert dict(parse_qsl(written.decode())) == {key: text for key, text in fields.items() if text}


async def test_a_file_is_uploaded(bot: Bot, telegram: FakeTelegram) -> None:
    telegram.say("好")
    document = InputFile("桥。".encode(), filename="a.txt")
    sent = await bot.send_document(telegram.reader.id, document, caption="字")
    assert sent.document
    assert sent.document.file_size == 6


@pytest.mark.parametrize(
    ("code", "kind"),
    [(400, BadRequest), (401, InvalidToken), (502, NetworkError), (500, NetworkError)],
)
async def test_refusals_are_the_errors_they_are_with_httpx(
    bot: Bot, telegram: FakeTelegram, code: int, kind: type[Exception]
) -> None:
    telegram.faults.fail("getMe", code=code)
    with pytest.raises(kind):
        await bot.get_me()


async def test_a_request_for_patience_says_how_long(bot: Bot, telegram: FakeTelegram) -> None:
    telegram.faults.fail("getMe", retry_after=7)
    with pytest.raises(RetryAfter, match="0:00:07"):
        await bot.get_me()


async def test_silence_times_out(
    bot: Bot, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ", 0.05)
    monkeypatch.setattr(transport, "WRITE", 0.05)
    monkeypatch.setattr(transport, "CONNECT", 0.05)
    telegram.faults.hang("getMe", times=1)
    with pytest.raises(TimedOut):
        await bot.get_me()
    assert (await bot.get_me()).username == telegram.bot.username


async def test_a_dropped_connection_does_not_tell_the_address(
    bot: Bot, telegram: FakeTelegram
) -> None:
    telegram.faults.drop("getMe")
    with pytest.raises(NetworkError) as caught:
        await bot.get_me()
    assert telegram.token not in f"{caught.value!r} {caught.value.__cause__!r}"


async def test_before_and_after_its_life_it_refuses(telegram: FakeTelegram) -> None:
    pool = Transport(1)
    with pytest.raises(NetworkError, match="not initialized"):
        await pool.post(f"{telegram.base_url}1/getMe", RequestData())
    await pool.initialize()
    await pool.initialize()
    await pool.shutdown()
    await pool.shutdown()
    await asyncio.sleep(0)
