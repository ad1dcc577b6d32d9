"""Access: everybody, or those the operator lists; others are told so, their groups are left."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import application
from bot.access import Access
from bot.desk.desk import Desk
from bot.journal import Journal
from bot.metrics import Metrics
from bot.policy import Policy
from bot.service import Service
from bot.settings import Settings
from retrieval.library import Library
from tests.telegram import FakeTelegram

QUESTION = "望月桥全长多少米?"
NO = "抱歉，这个机器人只为指定的人和群服务。"


@asynccontextmanager
async def guarded(
    telegram: FakeTelegram, library: Library, access: Access, admins: frozenset[int] = frozenset()
) -> AsyncIterator[None]:
    """Our bot, with a door."""
    async with Journal(":memory:") as journal:
        policy = Policy(admins=admins)
        settings = Settings(telegram.token, telegram.base_url, access=access, policy=policy)
        desk, metrics = Desk(library, journal, policy), Metrics()
        bot = application.build(settings, desk, metrics)
        running = asyncio.create_task(Service(settings, bot, journal, metrics).run())
        yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        desk.close()


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


@pytest.mark.parametrize(
    ("access", "user", "group", "allowed"),
    [
        (Access(), 1, None, True),
        (Access(), None, -5, True),
        (Access(users=frozenset({1})), 1, None, True),
        (Access(users=frozenset({1})), 2, None, False),
        (Access(users=frozenset({1})), 1, -5, False),
        (Access(chats=frozenset({-5})), 2, -5, True),
        (Access(chats=frozenset({-5})), 2, -6, False),
        (Access(chats=frozenset({-5, 2})), 2, None, True),
        (Access(chats=frozenset({-5})), None, None, False),
    ],
)
def test_who_is_let_in(access: Access, user: int | None, group: int | None, allowed: bool) -> None:  # noqa: FBT001
    assert access.allows(user, group) is allowed


async def test_strangers_are_told_and_the_listed_are_answered(
    telegram: FakeTelegram, library: Library
) -> None:
    stranger = telegram.user("路人")
    async with guarded(telegram, library, Access(users=frozenset({telegram.reader.id}))):
        telegram.say(QUESTION, user=stranger)
        assert (await telegram.reply(telegram.private(stranger))).text == NO
        telegram.say(QUESTION)
        assert "全长42米" in (await telegram.reply()).text
        assert telegram.refusals() == []


async def test_an_admin_may_always_ask(telegram: FakeTelegram, library: Library) -> None:
    admins = frozenset({telegram.reader.id})
    async with guarded(telegram, library, Access(users=frozenset({7})), admins):
        telegram.say(QUESTION)
        assert "全长42米" in (await telegram.reply()).text


async def test_a_group_that_is_not_listed_is_left(telegram: FakeTelegram, library: Library) -> None:
    ours, other = telegram.group("自己人"), telegram.group("别人")
    async with guarded(telegram, library, Access(chats=frozenset({ours.id}))):
        telegram.command("ask", QUESTION, chat=other)
        await telegram.called("leaveChat")
        telegram.command("ask", QUESTION, chat=ours)
        assert "全长42米" in (await telegram.reply(ours)).text
    assert telegram.world.status(other, telegram.bot) == "left"
    assert telegram.world.status(ours, telegram.bot) == "member"
    assert not telegram.world.sent.get(other.id)


async def test_a_button_pressed_by_a_stranger_stops_spinning(
    telegram: FakeTelegram, library: Library
) -> None:
    async with guarded(telegram, library, Access()):
        telegram.say(QUESTION)
        page = await telegram.reply()
    async with guarded(telegram, library, Access(users=frozenset({7}))):
        pressed = telegram.press(page.buttons[0], page)
        assert (await pressed.answer()).text == NO
