"""What is kept of people goes after a while, for good; and only by a clock that may be believed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot.storage.storage import SECONDS, Storage

_LOG = logging.getLogger(__name__)

JUMP = 2 * SECONDS
"""A clock that moved on by more seconds since the last look is not believed at once."""
GRACE = 1 * SECONDS
"""Seconds that the bot runs on, by a clock that nobody sets, before it believes it."""

_MOVED = "SELECT strftime('%s', 'now') - believed FROM clock"
_BELIEVE = "UPDATE clock SET believed = CAST(strftime('%s', 'now') AS INTEGER)"


class Retention:
    """Deletes from a storage what is older than `days` (0: nothing).

    A clock that jumped ahead would have everything deleted. So one that has moved by more than two
    days since the last look (the bot may have been off as long) is believed after a day in which
    the bot runs: meanwhile nothing is deleted, and the operator can set it right.
    """

    def __init__(
        self, storage: Storage, days: int, ticking: Callable[[], float] = time.monotonic
    ) -> None:
        self._storage, self._days, self._ticking = storage, days, ticking
        self._doubted_since: float | None = None

    async def clean(self) -> int:
        """Delete what is old, and see that it is gone from the files; return how much it was."""
        gone = 0
        if self._days and await self._is_clock_believed():
            gone = await self._storage.expire(self._days)
        await self._storage.inbox.prune()
        await self._storage.checkpoint()
        return gone

    async def _is_clock_believed(self) -> bool:
        [(moved,)] = await self._storage.execute(_MOVED)
        if moved <= JUMP:
            self._doubted_since = None
        elif self._is_doubtful(moved):
            return False
        await self._storage.execute(_BELIEVE)
        return True

    def _is_doubtful(self, moved: int) -> bool:
        if self._doubted_since is None:
            self._doubted_since = self._ticking()
            days = moved / SECONDS
            _LOG.warning("the clock moved on by %.1f days; nothing is deleted for a day", days)
        return self._ticking() - self._doubted_since < GRACE
