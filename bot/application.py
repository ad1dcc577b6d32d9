"""python-telegram-bot's Application: every handler is registered here and nowhere else."""

from __future__ import annotations

from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.doorman import Doorman
from bot.groups import FromPeople, ToUs
from bot.handlers import Handlers
from bot.languages import is_choice
from bot.metrics import Metrics
from bot.settings import Settings
from bot.transport import Transport
from bot.turns import Turns
from bot.words import Voices

CONNECTIONS = 24
"""How many requests are made at once; 16 to 32 were measured to be enough."""

PLACES = 256
"""How many updates are handled at once; most of them wait, some as long as Telegram tells them."""

Telegram = Application[Any, Any, Any, Any, Any, Any]


def build(settings: Settings, handlers: Handlers, metrics: Metrics) -> Telegram:
    """Build the application: transport, turns, and a handler for everything."""
    application = (
        ApplicationBuilder()
        .token(settings.token or "")
        .base_url(settings.api_url)
        .base_file_url(settings.api_url.removesuffix("/bot") + "/file/bot")
        .request(Transport(CONNECTIONS, metrics.trouble))
        .get_updates_request(Transport(1, metrics.trouble))
        .concurrent_updates(Turns(PLACES))
        .updater(None)
        .post_init(partial(handlers.present, settings.policy.admins))
        .build()
    )
    doorman = Doorman(settings.access, settings.policy.admins, Voices())
    application.add_handler(TypeHandler(Update, doorman.admit), group=-1)
    register(application, handlers)
    return application


def register(application: Telegram, handlers: Handlers) -> None:
    """Say which handler answers what; the first that fits is taken."""
    new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    said = (new | filters.UpdateType.EDITED_MESSAGE) & FromPeople()
    addressed = said & (private | (filters.ChatType.GROUPS & ToUs()))
    worded = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handlers(
        [
            CommandHandler(handlers.commands, handlers.command, said),
            MessageHandler(addressed & worded, handlers.question),
            MessageHandler(said & private & filters.COMMAND, handlers.unknown_command),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE & FromPeople(), handlers.guest),
            InlineQueryHandler(handlers.inline),
            MessageHandler(filters.StatusUpdate.MIGRATE, handlers.moved),
            MessageHandler(new & said & private & ~filters.StatusUpdate.ALL, handlers.wordless),
            ChatMemberHandler(handlers.membership, ChatMemberHandler.MY_CHAT_MEMBER),
            CallbackQueryHandler(handlers.language, is_choice),
            CallbackQueryHandler(handlers.button),
        ]
    )
    application.add_error_handler(handlers.failed)


def introduce(application: Telegram) -> None:
    """Begin to set menus and descriptions, beside everything else."""
    if application.post_init:
        application.create_task(application.post_init(application), name="menus")
