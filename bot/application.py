"""python-telegram-bot's Application: every handler is registered here and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from functools import partial
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.groups import FromPeople, ToUs
from bot.handlers import Handlers
from bot.health import Heartbeat
from bot.languages import is_choice
from bot.polling import Polling, persistently
from bot.settings import Settings
from bot.transport import Transport
from bot.turns import Turns

_LOG = logging.getLogger(__name__)

PLACES = 24
"""How many updates are handled at once; 16 to 32 were measured to be enough."""

_STOPPING = 3.0
"""Seconds that the answers in hand are given when the process is asked to stop."""

Telegram = Application[Any, Any, Any, Any, Any, Any]


def build(settings: Settings, handlers: Handlers) -> Telegram:
    """Build the application: transport, turns, and a handler for everything."""
    application = (
        ApplicationBuilder()
        .token(settings.token or "")
        .base_url(settings.api_url)
        .base_file_url(settings.api_url.removesuffix("/bot") + "/file/bot")
        .request(Transport(PLACES))
        .get_updates_request(Transport(1))
        .concurrent_updates(Turns(PLACES))
        .updater(None)
        .post_init(partial(handlers.present, settings.policy.admins))
        .build()
    )
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


async def serve(application: Telegram, heartbeat: Heartbeat) -> None:
    """Receive and answer until SIGTERM or SIGINT; InvalidToken when Telegram refuses the token."""
    serving = asyncio.create_task(run(application, heartbeat))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await serving
    _LOG.info("stopped")


async def run(application: Telegram, heartbeat: Heartbeat) -> None:
    """Receive and answer until cancelled, then finish what is in hand; InvalidToken at first."""
    polling = Polling(application.bot, application.update_queue, heartbeat)
    try:
        await persistently(application.initialize, fatal=(InvalidToken,))
        await application.start()
        introduce(application)
        _LOG.info("polling as @%s", application.bot.username)
        await polling.run()
    finally:
        await _stop(application, polling)


async def _stop(application: Telegram, polling: Polling) -> None:
    """Finish what is in hand, for a few seconds; then go."""
    turns = application.update_processor
    try:
        async with asyncio.timeout(_STOPPING):
            await asyncio.gather(_confirm(polling), _finish(application))
    except TimeoutError:
        _LOG.warning("stopped with %d updates unanswered", turns.current_concurrent_updates)
    await turns.shutdown()
    await application.shutdown()
    await application.bot.shutdown()


async def _confirm(polling: Polling) -> None:
    try:
        await polling.confirm()
    except TelegramError as error:
        _LOG.warning("the last updates may come twice: %s", error)


async def _finish(application: Telegram) -> None:
    if application.running:
        await application.stop()
