"""Receiving updates by long polling that never gives up.

python-telegram-bot's own Updater goes deaf for good when Telegram once answers 401, and its
process lives on; here whatever goes wrong is tried again, and the heartbeat tells meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, Update
from telegram.error import RetryAfter

from bot.health import Heartbeat

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")

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

_FIRST_PAUSE, _GROWTH, _LONGEST_PAUSE = 1.0, 1.5, 30.0


class Polling:
    """Puts every update that Telegram has for `bot` into `queue`, in order.

    Every completed round trip is told to `heartbeat`.
    """

    def __init__(self, bot: Bot, queue: asyncio.Queue[object], heartbeat: Heartbeat) -> None:
        self._bot = bot
        self._queue = queue
        self._heartbeat = heartbeat
        self._offset: int | None = None

    async def run(self) -> None:
        """Receive until cancelled."""
        await persistently(self._drop_webhook)
        while True:
            await persistently(self._receive)

    async def confirm(self) -> None:
        """Tell Telegram what has been received, so that it is not sent again at the next start."""
        if self._offset is not None:
            await self._fetch(timedelta(0))

    async def _drop_webhook(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _receive(self) -> None:
        for update in await self._fetch(PERIOD):
            self._offset = update.update_id + 1
            await self._queue.put(update)

    async def _fetch(self, period: timedelta) -> tuple[Update, ...]:
        updates = await self._bot.get_updates(
            offset=self._offset, timeout=period, allowed_updates=UPDATES
        )
        self._heartbeat.beat()
        return updates


async def persistently(
    call: Callable[[], Awaitable[_T]], fatal: tuple[type[Exception], ...] = ()
) -> _T:
    """Make a call until it succeeds, with growing pauses; only a `fatal` error is raised."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return await call()
        except fatal:
            raise
        except RetryAfter as error:
            _LOG.warning("Telegram asks for patience: %s", error)
            await asyncio.sleep(patience(error))
        except Exception as error:  # noqa: BLE001 -- a malformed update raises anything
            _LOG.warning("Telegram, next try in %.0f s: %s: %s", pause, type(error).__name__, error)
            await asyncio.sleep(pause)
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)


def patience(error: RetryAfter) -> float:
    """Return the seconds Telegram asks us to wait."""
    delay = error.retry_after
    return delay if isinstance(delay, int) else delay.total_seconds()
