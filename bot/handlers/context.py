"""What every handler needs of an update: its message, who asks in which language, whose buttons."""

from __future__ import annotations

from typing import Any

from telegram import Chat, Message, Update, User
from telegram.constants import ChatID
from telegram.ext import CallbackContext

from bot.services.request import LanguageChoice, Request
from bot.storage.conversations import Conversation
from bot.views.translations import Translation

_STAND_INS = {ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL, ChatID.SERVICE_CHAT}

Context = CallbackContext[Any, Any, Any, Any]
"""What python-telegram-bot gives a handler beside the update."""


class Requests:
    """Makes requests of the chats and users of updates."""

    def __init__(self, languages: LanguageChoice) -> None:
        self._languages = languages

    async def request(self, chat: Chat | None, user: User | None) -> Request:
        """Return who asks; 0 stands for a chat or a person whom Telegram does not tell."""
        conversation = Conversation(chat.id if chat else 0, user.id if user else 0)
        in_group = bool(chat and chat.type != Chat.PRIVATE)
        words = await self.words(user)
        return Request(conversation, words, in_group, user.language_code if user else None)

    async def words(self, user: User | None) -> Translation:
        """Return the words of the language somebody chose, or else of the one they use."""
        if user is None:
            return await self._languages.words(None, None)
        return await self._languages.words(user.id, user.language_code)


def owner(user: User | None) -> int:
    """Return whose the buttons are; 0, anybody's, where Telegram does not tell who asked."""
    return user.id if user and not user.is_bot and user.id not in _STAND_INS else 0


def message_of(update: Update) -> Message:
    """Return the message, new or edited, that an update brings; TypeError when it brings none."""
    message = update.message or update.edited_message
    if message is None:
        reason = "a handler of messages was given something else"
        raise TypeError(reason)
    return message
