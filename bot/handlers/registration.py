"""Which handler answers what: every handler is registered here and nowhere else."""

from __future__ import annotations

from telegram import Update
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.handlers import command_menu
from bot.handlers.access import AccessControl
from bot.handlers.callbacks import CallbackHandlers
from bot.handlers.context import Requests
from bot.handlers.errors import ErrorHandler
from bot.handlers.inline import InlineHandlers
from bot.handlers.membership import MembershipHandlers
from bot.handlers.messages import MessageHandlers
from bot.services.dispatcher import Dispatcher
from bot.settings import AllowList
from bot.telegram.application import TelegramApplication
from bot.telegram.filters import AddressedToBot, FromPerson
from bot.telegram.throttle import Throttle
from bot.views.translations import Translations


def register(application: TelegramApplication, dispatcher: Dispatcher, allowed: AllowList) -> None:
    """Have an application answer by `dispatcher`, and turn away whom `allowed` does not let in."""
    translations, admins = Translations(), dispatcher.policy.admins
    if allowed.is_limited:
        access = AccessControl(allowed, admins, translations)
        application.add_handler(TypeHandler(Update, access.admit), group=-1)
    _register_answers(application, dispatcher)
    application.add_error_handler(ErrorHandler(translations, admins).failed)
    application.post_init = lambda started: command_menu.present(started.bot, translations, admins)


def _register_answers(application: TelegramApplication, dispatcher: Dispatcher) -> None:
    """Say which handler answers what; the first that fits is taken."""
    requests, throttle = Requests(dispatcher.languages), Throttle(dispatcher.policy.per_minute)
    messages = MessageHandlers(dispatcher, requests, throttle)
    callbacks = CallbackHandlers(dispatcher, requests, throttle)
    inline = InlineHandlers(dispatcher, requests)
    membership = MembershipHandlers(dispatcher.storage.conversations)
    new, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    said = filters.UpdateType.MESSAGES & FromPerson()
    worded = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handlers(
        [
            CommandHandler(tuple(dispatcher.commands), messages.command, said),
            MessageHandler(said & worded & AddressedToBot(), messages.question),
            MessageHandler(said & private & filters.COMMAND, messages.unknown_command),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE & FromPerson(), inline.guest),
            InlineQueryHandler(inline.inline),
            MessageHandler(new & filters.StatusUpdate.MIGRATE, membership.moved),
            MessageHandler(new & said & private & ~filters.StatusUpdate.ALL, messages.wordless),
            ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER),
            CallbackQueryHandler(callbacks.press),
        ]
    )
