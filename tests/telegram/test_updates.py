from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest
from aiohttp import ClientSession, web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from tests.telegram import FakeTelegram

Received = list[tuple[str | None, int]]


def texts(updates: Sequence[Update]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_update_stays_until_a_later_offset_acknowledges_it(
    fake: FakeTelegram, bot: Bot
) -> None:
    fake.say("二")
    first = await bot.get_updates(limit=1)
    again = await bot.get_updates()
    assert (texts(first), texts(again)) == (["你好"], ["你好", "二"])
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert (texts(rest), fake.updates.acknowledged) == (["二"], 1)
    assert texts(await bot.get_updates(offset=-1)) == ["二"]


async def test_long_poll_waits_and_returns_at_once_when_something_comes(
    fake: FakeTelegram, bot: Bot
) -> None:
    fake.updates.drop()
    began = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - began < 10
    asyncio.get_running_loop().call_later(0.1, fake.say, "来了")
    began = time.monotonic()
    assert texts(await bot.get_updates(timeout=30)) == ["来了"]
    assert time.monotonic() - began < 10


async def test_newer_get_updates_ends_the_older_one(fake: FakeTelegram, bot: Bot) -> None:
    fake.updates.drop()
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await fake.called("getUpdates")
    await asyncio.sleep(0.05)
    async with Bot(fake.token, base_url=fake.base_url) as rival:
        newer = asyncio.create_task(rival.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        fake.say("给新的")
        assert texts(await newer) == ["给新的"]


async def test_only_kinds_asked_for_are_queued(fake: FakeTelegram, bot: Bot) -> None:
    asked = fake.say("?")
    fake.react(asked, "👍")
    assert [u.message_reaction for u in await bot.get_updates()] == [None, None]
    await bot.get_updates(offset=-1, allowed_updates=["message_reaction"])
    fake.react(asked, "👍")
    fake.say("没人听")
    updates = await bot.get_updates(offset=fake.updates.pending[0].id + 1)
    assert [bool(update.message_reaction) for update in updates] == [True]


async def test_update_can_come_twice_and_can_be_nonsense(fake: FakeTelegram, bot: Bot) -> None:
    [update] = await bot.get_updates()
    fake.updates.repeat()
    again = await bot.get_updates(offset=update.update_id + 1)
    assert [u.update_id for u in again] == [update.update_id]
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    fake.updates.push({"message": {"text": "no chat, no date"}})
    with pytest.raises(KeyError):
        await bot.get_updates(offset=update.update_id + 1)


async def test_wrong_token_is_unauthorized(fake: FakeTelegram) -> None:
    address = f"{fake.base_url}110201543:wrong/getMe"
    async with ClientSession() as session, session.get(address) as response:
        assert response.status == 401


async def test_path_that_is_none_is_404(fake: FakeTelegram) -> None:
    async with ClientSession() as session, session.get(f"{fake.base_url}/no/where") as response:
        assert response.status == 404


@pytest.fixture
async def received() -> Received:
    return []


@pytest.fixture
async def hook(received: Received) -> AsyncIterator[str]:
    """The bot's own server: fails once, then takes everything."""

    async def take(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        received.append((secret, (await request.json())["update_id"]))
        return web.Response(status=500 if len(received) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_webhook_gets_each_update_until_it_takes_it(
    fake: FakeTelegram, bot: Bot, hook: str, received: Received
) -> None:
    fake.world.webhook_pause = 0.05
    fake.say("二")
    await bot.set_webhook(hook, secret_token="s3cret")  # noqa: S106 - of this test
    await fake.taken()
    first, second = (wire["update_id"] for wire in fake.updates.log)
    assert received == [("s3cret", first), ("s3cret", first), ("s3cret", second)]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (hook, 0)
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_webhook_ends_a_long_poll(fake: FakeTelegram, bot: Bot, hook: str) -> None:
    fake.updates.drop()
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await fake.called("getUpdates")
    await asyncio.sleep(0.05)
    await bot.set_webhook(hook)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("https://example.org:8080/", "", "Webhook can be set up only on ports"),
        ("http://example.org/", "", "An HTTPS URL must be provided for webhook"),
        ("https://example.org/", "a b", "secret token contains unallowed characters"),
        ("https://example.org/", "a" * 257, "secret token is too long"),
    ],
)
async def test_webhook_is_refused(
    fake: FakeTelegram, bot: Bot, url: str, secret: str, why: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.set_webhook(url, secret_token=secret)
    assert fake.world.webhook is None
