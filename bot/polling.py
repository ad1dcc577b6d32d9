"""Receiving updates by long polling that never gives up and never hangs.

python-telegram-bot's own Updater goes deaf for good when Telegram once answers 401, and its
process lives on; here whatever goes wrong is tried again, and the heartbeat tells meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, TelegramError

from bot.health import Heartbeat
from bot.retrying import persistently

UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.MY_CHAT_MEMBER,
)
"""What Telegram is asked to send."""

PERIOD = timedelta(seconds=20)
"""How long Telegram holds a request that has nothing to answer; it allows up to 50 s."""

_GRACE = timedelta(seconds=15)
"""How much longer a round trip may take; then its connection is given up for a new one."""

Accept = Callable[[Sequence[object]], Awaitable[None]]
"""Takes updates as Telegram wrote them; returns when they may be acknowledged."""


class Polling:
    """Gives every update that Telegram has for `bot` to `accept`, before it is acknowledged.

    Every completed round trip is told to `heartbeat`.
    """

    def __init__(self, bot: Bot, accept: Accept, heartbeat: Heartbeat) -> None:
        self._bot = bot
        self._accept = accept
        self._heartbeat = heartbeat
        self._offset: int | None = None

    async def run(self) -> None:
        """Receive until cancelled."""
        await persistently("Telegram", self._drop_webhook)
        while True:
            await persistently("Telegram", self._receive)

    async def finish(self) -> None:
        """Tell Telegram what has been received, so that it is not sent again at the next start."""
        if self._offset is not None:
            await self._fetch(timedelta(0))

    async def _drop_webhook(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _receive(self) -> None:
        try:
            updates = await self._fetch(PERIOD)
        except Conflict as error:
            if "webhook" in error.message.lower():
                await self._drop_webhook()
            raise
        await self._accept(updates)
        # Nothing is left to acknowledge after an empty answer; and after a quiet week Telegram
        # counts anew, perhaps from below.
        self._offset = _behind(updates)

    async def _fetch(self, period: timedelta) -> Sequence[object]:
        # Bot.get_updates fails on a batch when one update in it is malformed; nothing public
        # returns what Telegram wrote.
        async with asyncio.timeout((period + _GRACE).total_seconds()):
            updates: Any = await self._bot._post(  # noqa: SLF001
                "getUpdates",
                {"offset": self._offset, "timeout": period, "allowed_updates": UPDATES},
                read_timeout=(period + _GRACE).total_seconds(),
            )
        if not isinstance(updates, list):
            message = f"a {type(updates).__name__} is no list of updates"
            raise TelegramError(message)
        self._heartbeat.beat()
        return updates


def _behind(updates: Sequence[object]) -> int | None:
    """Return the offset that acknowledges `updates`, None when there is nothing to acknowledge."""
    numbers = [one.get("update_id") for one in updates if isinstance(one, dict)]
    return max((number for number in numbers if isinstance(number, int)), default=-1) + 1 or None
