"""Polling: every update is accepted in order before it is acknowledged, whatever goes wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot.telegram import receive, retry
from bot.telegram.receive import Heartbeat, Polling, Webhook
from bot.telegram.retry import persistently
from bot.telegram.transport import Transport
from tests.telegram import FakeTelegram


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_FIRST_PAUSE", 0.01)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    receiving, rest = Transport(1), Transport(1)
    async with Bot(fake.token, fake.base_url, request=rest, get_updates_request=receiving) as bot:
        yield bot


class Taken:
    """What was accepted; the first `refusals` times it is not."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.updates: asyncio.Queue[Any] = asyncio.Queue()

    async def accept(self, updates: Sequence[object]) -> None:
        if self.refusals:
            self.refusals -= 1
            message = "the disk is full"
            raise OSError(message)
        for update in updates:
            await self.updates.put(update)

    async def texts(self, count: int) -> list[str]:
        async with asyncio.timeout(10):
            return [(await self.updates.get())["message"]["text"] for _ in range(count)]


async def test_every_update_comes_once_and_in_order(fake: FakeTelegram, bot: Bot) -> None:
    taken, heartbeat = Taken(), Heartbeat()
    receiving = Polling(bot, taken.accept, heartbeat)
    task = asyncio.create_task(receiving.run())
    for number in range(250):
        if number % 100 == 0:
            fake.faults.garble("getUpdates")
            fake.faults.drop("getUpdates")
            fake.faults.cut("getUpdates")
        fake.say(str(number))
    assert await taken.texts(250) == [str(number) for number in range(250)]
    task.cancel()
    await receiving.finish()
    assert fake.updates.pending == []
    assert heartbeat.age() is not None


async def test_what_comes_fast_comes_together(fake: FakeTelegram, bot: Bot) -> None:
    taken = Taken()
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    await fake.called("getUpdates")
    began = time.monotonic()
    for number in range(60):
        fake.say(str(number))
        await asyncio.sleep(0.01)
    assert await taken.texts(60) == [str(number) for number in range(60)]
    took = time.monotonic() - began
    task.cancel()
    assert fake.count("getUpdates") <= 2 + took / receive.TOGETHER


async def test_who_asks_after_a_silence_waits_for_nobody(
    fake: FakeTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "TOGETHER", 0.5)
    taken = Taken()
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    for text in ("一", "二"):
        await asyncio.sleep(0.6)
        asked = time.monotonic()
        fake.say(text)
        assert await taken.texts(1) == [text]
        assert time.monotonic() - asked < 0.4
    task.cancel()


async def test_who_has_more_than_comes_at_once_is_asked_again_at_once(
    fake: FakeTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "TOGETHER", 60.0)
    taken = Taken()
    for number in range(250):
        fake.say(str(number))
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    assert await taken.texts(250) == [str(number) for number in range(250)]
    task.cancel()


async def test_nothing_is_acknowledged_before_it_is_accepted(fake: FakeTelegram, bot: Bot) -> None:
    taken = Taken(refusals=3)
    fake.say("等一等")
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    assert await taken.texts(1) == ["等一等"]
    assert fake.count("getUpdates") >= 4
    await fake.taken()
    task.cancel()


async def test_updates_that_are_counted_anew_from_below_are_not_missed(
    fake: FakeTelegram, bot: Bot
) -> None:
    """After a quiet week Telegram's ids go on from a random number."""
    taken = Taken()
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    fake.say("高")
    assert await taken.texts(1) == ["高"]
    await fake.taken()
    await asyncio.sleep(0.1)
    task.cancel()
    offsets = [call.arguments.get("offset") for call in fake.calls_of("getUpdates")]
    assert offsets[:2] == [None, str(fake.updates.first_id + 1)]


async def test_a_poll_that_hangs_is_given_up_and_made_anew(
    fake: FakeTelegram, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "PERIOD", timedelta(seconds=0.1))
    monkeypatch.setattr(receive, "_GRACE", timedelta(seconds=0.2))
    taken = Taken()
    hanging = fake.faults.hang("getUpdates", times=2)
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    fake.say("听见了吗")
    assert await taken.texts(1) == ["听见了吗"]
    assert hanging.hits == 2
    task.cancel()


async def test_a_webhook_set_by_somebody_else_is_taken_away(fake: FakeTelegram, bot: Bot) -> None:
    taken = Taken()
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    await fake.called("getUpdates")
    await bot.set_webhook("http://127.0.0.1:9/")
    fake.say("在吗")
    assert await taken.texts(1) == ["在吗"]
    task.cancel()


@pytest.mark.parametrize("answer", [b'{"ok":true,"result":{}}', b'{"ok":true,"result":7}', b"[]"])
async def test_an_answer_that_is_no_list_is_asked_for_again(
    fake: FakeTelegram, bot: Bot, answer: bytes
) -> None:
    taken = Taken()
    fake.faults.garble("getUpdates", body=answer)
    fake.say("好")
    task = asyncio.create_task(Polling(bot, taken.accept, Heartbeat()).run())
    assert await taken.texts(1) == ["好"]
    task.cancel()


async def test_a_call_is_made_until_it_succeeds() -> None:
    trouble = [NetworkError("down"), RetryAfter(0), ValueError("strange"), InvalidToken()]

    async def call() -> str:
        if trouble:
            raise trouble.pop()
        return "done"

    assert await persistently("it", call) == "done"


async def test_a_fatal_error_is_raised_and_one_that_does_not_pass() -> None:
    async def call() -> None:
        raise InvalidToken

    with pytest.raises(InvalidToken):
        await persistently("it", call, fatal=(InvalidToken,))
    with pytest.raises(InvalidToken):
        await persistently("it", call, passing=NetworkError)


async def test_pauses_grow_until_they_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_FIRST_PAUSE", 1.0)
    pauses: list[float] = []

    async def hurry(seconds: float) -> None:
        pauses.append(seconds)

    async def call() -> None:
        if len(pauses) < 12:
            message = "down"
            raise NetworkError(message)

    monkeypatch.setattr(asyncio, "sleep", hurry)
    await persistently("it", call)
    assert pauses[:3] == [1.0, 1.5, 2.25]
    assert pauses[-1] == max(pauses) == 30.0


async def test_what_was_received_is_acknowledged_at_the_end(fake: FakeTelegram, bot: Bot) -> None:
    taken = Taken()
    receiving = Polling(bot, taken.accept, Heartbeat())
    fake.say("最后一句")
    await receiving._receive()  # noqa: SLF001
    assert fake.updates.pending
    await receiving.finish()
    assert fake.updates.pending == []


def info(pending: int, error: int | None = None, url: str = "http://x") -> WebhookInfo:
    date = None if error is None else dt.datetime.fromtimestamp(error, dt.UTC)
    return WebhookInfo(url, False, pending, last_error_date=date, last_error_message="refused")  # noqa: FBT003


class Told:
    """A bot whose webhook is as `infos` tell, one after the other."""

    def __init__(self, *infos: WebhookInfo) -> None:
        self.infos = list(infos)

    async def get_webhook_info(self) -> WebhookInfo:
        return self.infos.pop(0)


@pytest.mark.parametrize(
    ("infos", "is_heard", "beats"),
    [
        ([info(0)], False, True),
        ([info(5)], False, True),  # it waits, but nothing failed: it is being posted
        ([info(5, 100)], False, False),
        ([info(0, 100)], False, True),  # what had failed has come since
        ([info(5, 100)], True, True),
    ],
)
async def test_a_webhook_that_telegram_cannot_reach_is_not_well(
    infos: list[WebhookInfo], *, is_heard: bool, beats: bool
) -> None:
    heartbeat = Heartbeat()
    webhook = Webhook(Told(*infos * 2), "http://x", "secret", heartbeat)  # type: ignore[arg-type]
    webhook._url = "http://x"  # noqa: SLF001
    assert heartbeat.age() is None
    await webhook._confirm()  # noqa: SLF001
    if is_heard:
        webhook.heard()
    await webhook._confirm()  # noqa: SLF001
    assert (heartbeat.age() is not None) is beats
