"""Who asks, in which conversation and language; and what a command is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.storage.conversations import Conversation, Conversations
from bot.views import language_settings
from bot.views.callback_data import CallbackData
from bot.views.reply import Reply
from bot.views.translations import Translation, Translations


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message of ours under which a button is pressed: its text, what it quotes, its buttons.

    All is empty where that is not known.
    """

    text: str = ""
    quotes: tuple[str, ...] = ()
    presses: tuple[CallbackData, ...] = ()


_UNKNOWN = ShownMessage()


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks: their conversation, the words they are spoken to in, and where they are.

    `code` is the language of their Telegram (an IETF tag), as far as it is known; `question` the
    id of the message that asks, 0 when it has none. `is_chat_admin` is looked up only for what
    takes an administrator of the group. `can_be_told` where something can be told later unasked:
    in a chat of Telegram that the bot is in. `shown` is the message whose button is pressed.
    """

    conversation: Conversation
    words: Translation
    in_group: bool = False
    code: str | None = None
    question: int = 0
    is_chat_admin: bool = False
    can_be_told: bool = False
    shown: ShownMessage = _UNKNOWN


Command = Callable[[Request, str], Awaitable[Reply]]
"""What a command does: from a request and the text after the command to a reply."""


class LanguageChoice:
    """Knows the languages, and keeps who chose which."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations, self._translations = conversations, Translations()

    async def words(self, asker: int | None, code: str | None) -> Translation:
        """Return the words for somebody (None: nobody known) whose Telegram speaks `code`."""
        chosen = await self._conversations.language(asker) if asker is not None else None
        return self._translations.for_reader(code, chosen)

    async def words_in(self, conversation: Conversation, code: str | None) -> Translation:
        """Return the words for who asks in a conversation; what was told there is read along."""
        await self._conversations.look_up(conversation)
        return await self.words(conversation.asker, code)

    async def settings(self, request: Request, text: str = "") -> Reply:
        """Show the languages there are; speak the one that is typed, if it is one of them."""
        asker, number = request.conversation.asker, language_settings.meant(text)
        if number is not None:
            return await self.choose(request, number)
        chosen = await self._conversations.language(asker)
        return language_settings.settings(request.words, chosen, text).owned(asker)

    async def choose(self, request: Request, number: int) -> Reply:
        """Speak from now on as a button of the settings says, and show them so."""
        asker = request.conversation.asker
        await self._conversations.speak(asker, language_settings.numbered(number))
        words = await self.words(asker, request.code)
        return await self.settings(replace(request, words=words))
