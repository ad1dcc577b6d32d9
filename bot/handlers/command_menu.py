"""How the bot presents itself: the menus of commands and the descriptions, set where they differ.

A menu is no authorisation: what it shows to admins is checked again on each call.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.views.translations import ENGLISH, SIMPLIFIED, Translation, Translations

_LOG = logging.getLogger(__name__)

Menu = dict[str, str]
"""Commands in the order of the menu, and the keys of the sentences that describe them."""

PRIVATE: Menu = {
    "search": "menu_search",
    "verify": "menu_verify",
    "articles": "menu_articles",
    "read": "menu_read",
    "watch": "menu_watch",
    "watches": "menu_watches",
    "digest": "menu_digest",
    "changes": "menu_changes",
    "flag": "menu_flag",
    "who": "menu_who",
    "places": "menu_places",
    "trend": "menu_trend",
    "why": "menu_why",
    "random": "menu_random",
    "about": "menu_about",
    "settings": "menu_settings",
    "privacy": "menu_privacy",
    "forget": "menu_forget",
    "help": "menu_help",
}
GROUPS: Menu = {
    "ask": "menu_ask",
    "search": "menu_search",
    "verify": "menu_verify",
    "articles": "menu_articles",
    "read": "menu_read",
    "watch": "menu_watch",
    "help": "menu_help",
}
ADMINS: Menu = {
    "stats": "menu_stats",
    "unanswered": "menu_unanswered",
    "reload": "menu_reload",
    "publish": "menu_publish",
}
"""What admins have besides the menu of private chats."""

_SPOKEN = {"": SIMPLIFIED, "zh": SIMPLIFIED, "en": ENGLISH}
"""What each language of Telegram's gets: two letters or none, so 繁體 cannot be told apart."""


async def present(bot: Bot, translations: Translations, admins: Iterable[int] = ()) -> None:
    """Set menus and descriptions; what Telegram refuses is logged and left for the next start."""
    menus: list[tuple[BotCommandScope, Menu]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUPS),
        *((BotCommandScopeChat(admin), PRIVATE | ADMINS) for admin in admins),
    ]
    for code, language in _SPOKEN.items():
        words = translations[language]
        for scope, menu in menus:
            await _tried(_set_menu(bot, scope, code, _commands(words, menu)))
        await _tried(_set_description(bot, code, words.plain("description")))
        await _tried(_set_short_description(bot, code, words.plain("short_description")))


def _commands(words: Translation, menu: Menu) -> tuple[BotCommand, ...]:
    return tuple(BotCommand(name, words.plain(key)) for name, key in menu.items())


async def _set_menu(
    bot: Bot, scope: BotCommandScope, code: str, commands: tuple[BotCommand, ...]
) -> None:
    if await bot.get_my_commands(scope, code) != commands:
        await bot.set_my_commands(commands, scope, code)


async def _set_description(bot: Bot, code: str, text: str) -> None:
    if (await bot.get_my_description(code)).description != text:
        await bot.set_my_description(text, code)


async def _set_short_description(bot: Bot, code: str, text: str) -> None:
    if (await bot.get_my_short_description(code)).short_description != text:
        await bot.set_my_short_description(text, code)


async def _tried(setting: Awaitable[None]) -> None:
    try:
        await setting
    except TelegramError as error:
        _LOG.warning("not all of the menus could be set: %s", error)
