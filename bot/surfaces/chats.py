"""What happens to chats themselves: a group moves, or the bot is shut out."""

from __future__ import annotations

import logging
from typing import Any

from telegram import ChatMember, Update
from telegram.ext import CallbackContext

from bot.journal import Journal
from bot.surfaces import messages

_LOG = logging.getLogger(__name__)

_OUT = (ChatMember.BANNED, ChatMember.LEFT)

Context = CallbackContext[Any, Any, Any, Any]


class Chats:
    """Keeps what is remembered of chats in step with them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def moved(self, update: Update, _: Context) -> None:
        """Go along with a group that has become a supergroup; both of its ids are told."""
        message = messages.of(update)
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await self._journal.move(old, new)

    async def membership(self, update: Update, _: Context) -> None:
        """Forget a chat that has shut us out: a group we were thrown out of, a reader's block."""
        change = update.my_chat_member
        if change and change.new_chat_member.status in _OUT:
            _LOG.info("no longer in a %s", change.chat.type)
            await self._journal.leave(change.chat.id)
