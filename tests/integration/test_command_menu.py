"""Menus and descriptions: set at the start, for each place and language, where they differ."""

from __future__ import annotations

import json

import pytest
from telegram import Bot

from bot.handlers import command_menu
from bot.services.dispatcher import Dispatcher
from bot.storage.storage import Storage
from bot.views.translations import LANGUAGES, Translations
from retrieval.library import Library
from tests.telegram import FakeTelegram

MENUS = command_menu.PRIVATE | command_menu.GROUPS | command_menu.ADMINS
SCOPES = ("all_private_chats", "all_group_chats")
UNLISTED = {"start", "id"}
"""What Telegram offers by itself, and what only an operator needs, who is told of it elsewhere."""
SETTING = ("setMyCommands", "setMyDescription", "setMyShortDescription")


def menu(telegram: FakeTelegram, scope: str, code: str) -> dict[str, str]:
    key = json.dumps({"type": scope})
    commands = telegram.world.profile.commands[key, code]
    return {command["command"]: command["description"] for command in commands}


async def test_every_place_and_language_has_its_menu_after_the_start(
    telegram: FakeTelegram,
) -> None:
    await telegram.called("setMyShortDescription", 3)
    for code, language in (("", "zh-Hans"), ("zh", "zh-Hans"), ("en", "en")):
        words = Translations()[language]
        for scope, wanted in zip(SCOPES, (command_menu.PRIVATE, command_menu.GROUPS), strict=True):
            said = {name: words.plain(key) for name, key in wanted.items()}
            assert menu(telegram, scope, code) == said
        profile = telegram.world.profile
        assert profile.descriptions[code] == words.plain("description").strip()
        assert profile.short_descriptions[code] == words.plain("short_description")
    assert telegram.refusals() == []


@pytest.fixture
async def bot(telegram: FakeTelegram) -> Bot:
    """A bot of the same token, after ours has introduced itself."""
    await telegram.called("setMyShortDescription", 3)
    return Bot(telegram.token, telegram.base_url)


async def test_what_is_set_already_is_not_set_again(telegram: FakeTelegram, bot: Bot) -> None:
    before = [telegram.count(method) for method in SETTING]
    async with bot:
        await command_menu.present(bot, Translations())
    assert [telegram.count(method) for method in SETTING] == before == [6, 3, 3]


async def test_admins_have_a_menu_of_their_own_once_they_have_written(
    telegram: FakeTelegram, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.say("您好")
    await telegram.reply()
    async with bot:
        await command_menu.present(bot, Translations(), [telegram.reader.id, 4711])
    key = json.dumps({"type": "chat", "chat_id": telegram.reader.id}, sort_keys=True)
    commands = telegram.world.profile.commands[key, "zh"]
    assert [c["command"] for c in commands] == [*command_menu.PRIVATE, *command_menu.ADMINS]
    assert "chat not found" in caplog.text.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits(language: str) -> None:
    words = Translations()[language]
    assert all(1 <= len(words.plain(key)) <= 256 for key in MENUS.values())
    assert len(words.plain("description")) <= 512
    assert len(words.plain("short_description")) <= 120


async def test_menus_have_all_the_commands_there_are(library: Library) -> None:
    async with Storage(":memory:") as storage:
        commands = Dispatcher(library, storage).commands
    # What reads the reports again is known where they are files: see `test_reload.py`.
    assert {*commands} > UNLISTED
    assert {*commands, "reload"} - UNLISTED == {*MENUS}
