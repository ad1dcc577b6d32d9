"""What happens to chats themselves: a group moves, or the bot is shut out."""

from __future__ import annotations

import logging

from telegram import ChatMember, Update

from bot.handlers.context import message_of
from bot.storage.conversations import Conversations
from bot.telegram.outgoing import Handled

_LOG = logging.getLogger(__name__)

_OUT = (ChatMember.BANNED, ChatMember.LEFT)


class MembershipHandlers:
    """Keeps what is remembered of chats in step with them."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def moved(self, update: Update) -> Handled:
        """Go along with a group that has become a supergroup; both of its ids are told."""
        message = message_of(update)
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await self._conversations.move(old, new)
        return Handled()

    async def changed(self, update: Update) -> Handled:
        """Forget a chat that has shut us out: a group we were thrown out of, a reader's block."""
        change = update.my_chat_member
        if change and change.new_chat_member.status in _OUT:
            _LOG.info("no longer in a %s", change.chat.type)
            await self._conversations.leave(change.chat.id)
        return Handled()
