"""Polling: every update once and in order, whatever goes wrong in between."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from telegram import Bot, Update
from telegram.error import InvalidToken, NetworkError, RetryAfter

from bot import polling
from bot.health import Heartbeat
from bot.polling import Polling, persistently
from bot.transport import Transport
from tests.telegram import FakeTelegram


@pytest.fixture
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_FIRST_PAUSE", 0.01)


@pytest.mark.usefixtures("_hasty")
async def test_every_update_comes_once_and_in_order(tmp_path: Path) -> None:
    queue: asyncio.Queue[object] = asyncio.Queue()
    heartbeat = Heartbeat(tmp_path / "heartbeat")
    async with FakeTelegram() as telegram:
        bot = Bot(
            telegram.token,
            telegram.base_url,
            request=Transport(1),
            get_updates_request=Transport(1),
        )
        async with bot:
            receiving = Polling(bot, queue, heartbeat)
            task = asyncio.create_task(receiving.run())
            for number in range(250):
                if number % 100 == 0:
                    telegram.faults.garble("getUpdates")
                    telegram.faults.drop("getUpdates")
                    telegram.faults.cut("getUpdates")
                telegram.say(str(number))
            updates = [await asyncio.wait_for(queue.get(), 5) for _ in range(250)]
            task.cancel()
            await receiving.confirm()
            assert telegram.updates.pending == []
    texts = [one.message.text for one in updates if isinstance(one, Update) and one.message]
    assert texts == [str(number) for number in range(250)]
    assert heartbeat.age() is not None


@pytest.mark.usefixtures("_hasty")
async def test_a_call_is_made_until_it_succeeds() -> None:
    trouble = [NetworkError("down"), RetryAfter(0), ValueError("strange"), InvalidToken()]

    async def call() -> str:
        if trouble:
            raise trouble.pop()
        return "done"

    assert await persistently(call) == "done"


async def test_a_fatal_error_is_raised() -> None:
    async def call() -> None:
        raise InvalidToken

    with pytest.raises(InvalidToken):
        await persistently(call, fatal=(InvalidToken,))
