"""What every handler needs of an update: its message, who asks in which language, whose buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram import Chat, ChatMember, MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatID

from bot.services.request import LanguageChoice, Request
from bot.storage.conversations import Conversation
from bot.telegram.filters import asker
from bot.telegram.outgoing import Handled, topic
from bot.views.translations import Translation

_STAND_INS = {ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL, ChatID.SERVICE_CHAT}

Handler = Callable[[Update], Awaitable[Handled]]
"""What answers an update of some kind."""


class Requests:
    """Makes requests of updates."""

    def __init__(self, languages: LanguageChoice) -> None:
        self._languages = languages

    async def request(self, update: Update, at: MaybeInaccessibleMessage | None) -> Request:
        """Return who asks at a message; 0 stands for whom or what Telegram does not tell."""
        user, chat = update.effective_user, at.chat if at else None
        conversation = Conversation(chat.id if chat else 0, asker(update), topic(at) or 0)
        in_group = bool(chat and chat.type != Chat.PRIVATE)
        code = user.language_code if user else None
        words = await self._languages.words_in(conversation, code)
        return Request(
            conversation,
            words,
            in_group,
            code,
            can_be_told=chat is not None and update.guest_message is None,
        )

    async def words(self, update: Update) -> Translation:
        """Return the words of the language that who asks has chosen, or else uses."""
        user = update.effective_user
        return await self._languages.words(asker(update), user.language_code if user else None)


async def as_member(request: Request, at: MaybeInaccessibleMessage | None, who: int) -> Request:
    """Return a request with whether who asks may decide for the group; TelegramError.

    Who writes in the name of the group itself is one of its administrators.
    """
    if not request.in_group or at is None:
        return request
    if who == at.chat.id:
        return replace(request, is_chat_admin=True)
    member = await at.get_bot().get_chat_member(at.chat.id, who)
    is_admin = member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
    return replace(request, is_chat_admin=is_admin)


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
