"""Who asks, and what a command is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.journal import Conversation
from bot.reply import Reply
from bot.words import Words


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: their conversation, their language, and whether they are in a group."""

    conversation: Conversation
    words: Words
    in_group: bool = False


Command = Callable[[Reader, str], Awaitable[Reply]]
"""What a command does: from a reader and the text after the command to a reply."""
