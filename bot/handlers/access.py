"""Turning away whom the operator did not let in, before any other handler sees the update."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import Chat, Update
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.handlers.context import Context
from bot.settings import AllowList
from bot.telegram import sender
from bot.views.reply import Reply
from bot.views.translations import Translations

_LOG = logging.getLogger(__name__)


class AccessControl:
    """Lets in whom `access` allows, and `admins` everywhere but in groups that are not listed."""

    def __init__(
        self, access: AllowList, admins: Collection[int], translations: Translations
    ) -> None:
        self._access, self._admins, self._translations = access, frozenset(admins), translations

    async def admit(self, update: Update, _: Context) -> None:
        """Let an update pass, or end its way here: said no to, and the group left."""
        user, chat = update.effective_user, update.effective_chat
        group = chat.id if chat and chat.type != Chat.PRIVATE else None
        if self._access.allows(user.id if user else None, group):
            return
        if group is None and user and user.id in self._admins:
            return
        try:
            await self._turn_away(update, group)
        except TelegramError as error:
            _LOG.info("somebody could not be told that the bot is not for them: %s", error)
        raise ApplicationHandlerStop

    async def _turn_away(self, update: Update, group: int | None) -> None:
        if group is not None:
            _LOG.info("leaving the chat %d, which is not among ALLOWED_CHATS", group)
            await update.get_bot().leave_chat(group)
            return
        user = update.effective_user
        no = self._translations.for_reader(user.language_code if user else None)("not_for_you")
        if update.callback_query:
            await sender.answer(update.callback_query, no.text)
        elif update.inline_query:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif update.message:
            await sender.send(Reply(no), update.message)
