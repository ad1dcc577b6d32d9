"""python-telegram-bot's Application: every handler is registered here and nowhere else."""

from __future__ import annotations

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

from bot.desk.desk import Desk
from bot.metrics import Metrics
from bot.pace import Pace
from bot.rates import Rates
from bot.replies.words import Voices
from bot.settings import Settings
from bot.surfaces import menus
from bot.surfaces.chats import Chats
from bot.surfaces.doorman import Doorman
from bot.surfaces.elsewhere import Elsewhere
from bot.surfaces.failures import Failures
from bot.surfaces.groups import FromPeople, ToUs
from bot.surfaces.messages import Messages
from bot.surfaces.presses import Presses
from bot.surfaces.readers import Readers
from bot.transport import Transport
from bot.turns import Turns

CONNECTIONS = 24
"""How many requests are made at once; 16 to 32 were measured to be enough."""

PLACES = 256
"""How many updates are handled at once; most of them wait, some as long as Telegram tells them."""

Telegram = Application[Any, Any, Any, Any, Any, Any]


def build(settings: Settings, desk: Desk, metrics: Metrics) -> Telegram:
    """Build the application: transport, turns, and a handler for everything."""
    voices, admins = Voices(), desk.office.policy.admins
    application = (
        ApplicationBuilder()
        .token(settings.token or "")
        .base_url(settings.api_url)
        .base_file_url(settings.api_url.removesuffix("/bot") + "/file/bot")
        .request(Transport(CONNECTIONS, metrics.trouble))
        .get_updates_request(Transport(1, metrics.trouble))
        .rate_limiter(Rates(settings.per_second))
        .concurrent_updates(Turns(PLACES))
        .updater(None)
        .post_init(lambda application: menus.present(application.bot, voices, admins))
        .build()
    )
    if settings.access.is_limited:
        doorman = Doorman(settings.access, admins, voices)
        application.add_handler(TypeHandler(Update, doorman.admit), group=-1)
    register(application, desk)
    application.add_error_handler(Failures(voices, admins).failed)
    return application


def register(application: Telegram, desk: Desk) -> None:
    """Say which handler answers what; the first that fits is taken."""
    readers, pace = Readers(desk.speech), Pace(desk.office.policy.per_minute)
    messages, presses = Messages(desk, readers, pace), Presses(desk, readers, pace)
    elsewhere, chats = Elsewhere(desk, readers), Chats(desk.journal)
    new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    said = filters.UpdateType.MESSAGES & FromPeople()
    worded = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handlers(
        [
            CommandHandler(tuple(desk.commands), messages.command, said),
            MessageHandler(said & worded & ToUs(), messages.question),
            MessageHandler(said & private & filters.COMMAND, messages.unknown_command),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE & FromPeople(), elsewhere.guest),
            InlineQueryHandler(elsewhere.inline),
            MessageHandler(new & filters.StatusUpdate.MIGRATE, chats.moved),
            MessageHandler(new & said & private & ~filters.StatusUpdate.ALL, messages.wordless),
            ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER),
            CallbackQueryHandler(presses.press),
        ]
    )


def introduce(application: Telegram) -> None:
    """Begin to set menus and descriptions, beside everything else."""
    if application.post_init:
        application.create_task(application.post_init(application), name="menus")
