from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp import ClientError, ClientSession
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from tests.telegram import FakeTelegram


async def test_fails_as_often_as_said_and_only_where_said(fake: FakeTelegram, bot: Bot) -> None:
    other = fake.user("别人")
    fake.say("你好", user=other)
    fault = fake.faults.fail("sendMessage", retry_after=7, chat=fake.reader.id, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
            await bot.send_message(fake.reader.id, "x")
        await bot.send_message(other.id, "y")
    await bot.send_message(fake.reader.id, "x")
    assert (fault.hits, len(await fake.replies(count=1))) == (2, 1)


async def test_fails_until_lifted(fake: FakeTelegram, bot: Bot) -> None:
    with fake.faults.fail(code=401, times=None):
        for _ in range(3):
            with pytest.raises(InvalidToken):
                await bot.get_me()
    await bot.get_me()


async def test_bad_gateway(fake: FakeTelegram, bot: Bot) -> None:
    fake.faults.fail("getUpdates", code=502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.get_updates()


async def test_dropped_is_not_done_and_lost_is(fake: FakeTelegram, bot: Bot) -> None:
    fake.faults.drop("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(fake.reader.id, "dropped")
    fake.faults.lose("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(fake.reader.id, "lost")
    assert (await fake.reply()).text == "lost"


async def test_answer_is_cut_in_the_middle(fake: FakeTelegram, bot: Bot) -> None:
    fake.faults.cut("getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    fake.faults.cut("getMe")
    address = f"{fake.base_url}{fake.token}/getMe"
    async with ClientSession() as session, session.get(address) as response:
        assert int(response.headers["Content-Length"]) > 100
        with pytest.raises(ClientError):
            await response.read()
    assert len(await bot.get_updates()) == 1


async def test_answer_is_no_json(fake: FakeTelegram, bot: Bot) -> None:
    fake.faults.garble("getMe")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.get_me()


async def test_answer_is_late_slow_or_never_comes(fake: FakeTelegram, bot: Bot) -> None:
    fake.faults.delay("getMe", seconds=0.2)
    began = time.monotonic()
    await bot.get_me()
    assert time.monotonic() - began >= 0.2
    fake.faults.dribble("getMe", pace=1000)
    began = time.monotonic()
    await bot.get_me()
    assert time.monotonic() - began >= 0.2
    with fake.faults.hang("getMe") as fault, pytest.raises(TimedOut):
        await bot.get_me(read_timeout=0.2)
    assert fault.hits == 1


async def test_what_hangs_goes_on_when_lifted(fake: FakeTelegram, bot: Bot) -> None:
    with fake.faults.hang("getMe"):
        late = asyncio.create_task(bot.get_me())
        await asyncio.sleep(0.1)
        assert not late.done()
    assert (await late).id == fake.bot.id


async def test_outage_and_return_on_the_same_port(fake: FakeTelegram, bot: Bot) -> None:
    before = fake.base_url
    await fake.stop()
    with pytest.raises(NetworkError):
        await bot.get_me()
    await fake.start()
    assert fake.base_url == before
    assert len(await bot.get_updates()) == 1
