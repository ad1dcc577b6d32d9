"""Access: everybody, or those the operator lists; others are told so, their groups are left."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.policy import AllowList, Policy
from retrieval.library import Library
from tests.support.serving import running, settings_for
from tests.telegram import FakeTelegram

QUESTION = "望月桥全长多少米?"
NO = "抱歉，这个机器人只为指定的人和群服务。"


@asynccontextmanager
async def guarded(
    telegram: FakeTelegram,
    library: Library,
    access: AllowList,
    admins: frozenset[int] = frozenset(),
) -> AsyncIterator[None]:
    """Our bot, with a door."""
    settings = settings_for(telegram, access=access, policy=Policy(admins=admins))
    async with running(settings, library, ":memory:"):
        yield


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


@pytest.mark.parametrize(
    ("access", "user", "group", "allowed"),
    [
        (AllowList(), 1, None, True),
        (AllowList(), None, -5, True),
        (AllowList(users=frozenset({1})), 1, None, True),
        (AllowList(users=frozenset({1})), 2, None, False),
        (AllowList(users=frozenset({1})), 1, -5, False),
        (AllowList(chats=frozenset({-5})), 2, -5, True),
        (AllowList(chats=frozenset({-5})), 2, -6, False),
        (AllowList(chats=frozenset({-5, 2})), 2, None, True),
        (AllowList(chats=frozenset({-5})), None, None, False),
    ],
)
def test_who_is_let_in(
    access: AllowList,
    user: int | None,
    group: int | None,
    allowed: bool,  # noqa: FBT001
) -> None:
    assert access.allows(user, group) is allowed


async def test_strangers_are_told_and_the_listed_are_answered(
    telegram: FakeTelegram, library: Library
) -> None:
    stranger = telegram.user("路人")
    async with guarded(telegram, library, AllowList(users=frozenset({telegram.reader.id}))):
        telegram.say(QUESTION, user=stranger)
        assert (await telegram.reply(telegram.private(stranger))).text == NO
        telegram.say(QUESTION)
        assert "全长42米" in (await telegram.reply()).text
        assert telegram.refusals() == []


async def test_an_admin_may_always_ask(telegram: FakeTelegram, library: Library) -> None:
    admins = frozenset({telegram.reader.id})
    async with guarded(telegram, library, AllowList(users=frozenset({7})), admins):
        telegram.say(QUESTION)
        assert "全长42米" in (await telegram.reply()).text


async def test_a_group_that_is_not_listed_is_left(telegram: FakeTelegram, library: Library) -> None:
    ours, other = telegram.group("自己人"), telegram.group("别人")
    async with guarded(telegram, library, AllowList(chats=frozenset({ours.id}))):
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
    async with guarded(telegram, library, AllowList()):
        telegram.say(QUESTION)
        page = await telegram.reply()
    async with guarded(telegram, library, AllowList(users=frozenset({7}))):
        pressed = telegram.press(page.buttons[0], page)
        assert (await pressed.answer()).text == NO
