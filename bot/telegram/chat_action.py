"""Being seen at work: Telegram shows “typing…”, but only when an answer takes its time."""

from __future__ import annotations

import asyncio
import logging

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.sender import topic

_LOG = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds after which people begin to wonder."""

_SHOWN = 4.5
"""Seconds after which it is shown again; Telegram shows it for five."""


class TypingIndicator:
    """Shows in the chat of a message that it is being answered, from half a second on.

    Use as an async context manager, around the answering.
    """

    __slots__ = ("_later", "_showing", "_to")

    def __init__(self, to: Message) -> None:
        self._to = to
        self._later: asyncio.TimerHandle
        self._showing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        """Begin to wait."""
        self._later = asyncio.get_running_loop().call_later(PATIENCE, self._begin)

    async def __aexit__(self, *_: object) -> None:
        """Show it no longer."""
        self._later.cancel()
        if self._showing:
            self._showing.cancel()
            await asyncio.wait([self._showing])

    def _begin(self) -> None:
        self._showing = asyncio.create_task(_show(self._to))


async def _show(to: Message) -> None:
    while True:
        try:
            await to.get_bot().send_chat_action(
                to.chat.id, ChatAction.TYPING, message_thread_id=topic(to)
            )
        except TelegramError as error:  # the answer itself will tell whether anything is wrong
            _LOG.debug("typing could not be shown: %s", error)
        await asyncio.sleep(_SHOWN)
