"""Who asks, and what a command is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.journal import Conversation
from bot.replies.reply import Reply
from bot.replies.words import Words


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: their conversation, the words they are spoken to in, and where they are.

    `code` is the language of their Telegram (an IETF tag), as far as it is known; `question` the
    id of the message that asks, 0 when it has none.
    """

    conversation: Conversation
    words: Words
    in_group: bool = False
    code: str | None = None
    question: int = 0


Command = Callable[[Reader, str], Awaitable[Reply]]
"""What a command does: from a reader and the text after the command to a reply."""
