"""Being seen at work: Telegram shows “typing…”, but only when an answer takes its time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.delivery import topic

_LOG = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds after which people begin to wonder."""

_SHOWN = 4.5
"""Seconds after which it is shown again; Telegram shows it for five."""


@asynccontextmanager
async def typing(to: Message) -> AsyncIterator[None]:
    """Show in the chat of a message that it is being answered, from half a second on."""
    showing: list[asyncio.Task[None]] = []
    loop = asyncio.get_running_loop()
    later = loop.call_later(PATIENCE, lambda: showing.append(loop.create_task(_show(to))))
    try:
        yield
    finally:
        later.cancel()
        for task in showing:
            task.cancel()
            await asyncio.wait([task])


async def _show(to: Message) -> None:
    while True:
        try:
            await to.get_bot().send_chat_action(
                to.chat.id, ChatAction.TYPING, message_thread_id=topic(to)
            )
        except TelegramError as error:  # the answer itself will tell whether anything is wrong
            _LOG.debug("typing could not be shown: %s", error)
        await asyncio.sleep(_SHOWN)
