"""Telegram's people as readers: who asks, in which language, and whose the buttons are."""

from __future__ import annotations

from telegram import Chat, User
from telegram.constants import ChatID

from bot.desk.reader import Reader
from bot.desk.speech import Speech
from bot.journal import Conversation
from bot.replies.words import Words

_STAND_INS = {ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL, ChatID.SERVICE_CHAT}


class Readers:
    """Knows readers by the chats and users of an update."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    async def reader(self, chat: Chat | None, user: User | None) -> Reader:
        """Return who asks; 0 stands for a chat or a person whom Telegram does not tell."""
        conversation = Conversation(chat.id if chat else 0, user.id if user else 0)
        in_group = bool(chat and chat.type != Chat.PRIVATE)
        words = await self.words(user)
        return Reader(conversation, words, in_group, user.language_code if user else None)

    async def words(self, user: User | None) -> Words:
        """Return the words of the language somebody chose, or else of the one they use."""
        if user is None:
            return await self._speech.words(None, None)
        return await self._speech.words(user.id, user.language_code)


def owner(user: User | None) -> int:
    """Return whose the buttons are; 0, anybody's, where Telegram does not tell who asked."""
    return user.id if user and not user.is_bot and user.id not in _STAND_INS else 0
