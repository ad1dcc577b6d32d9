"""Who reads in the web waits in a line of its own, so that nobody in Telegram waits behind them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

WAITING = 200
"""So many may wait; more are asked to come back."""

PATIENCE = 5.0
"""Seconds that somebody waits for their turn."""

REST, LONGEST_REST = 2.0, 1.0
"""While others wait, nobody has the next turn for so many times as long as the last one took, and
so many seconds at most: that is the time of Telegram."""


class BusyError(Exception):
    """Too many wait already, or it has taken too long."""


class Gate:
    """Lets one in at a time, and rests in between: then the library answers Telegram alone."""

    def __init__(self) -> None:
        self._turn, self._waiting = asyncio.Semaphore(1), 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn, and have it for what is done within; BusyError."""
        if self._waiting >= WAITING:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(PATIENCE):
                await self._turn.acquire()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            yield
        finally:
            rest = min(REST * (loop.time() - began), LONGEST_REST) if self._waiting else 0.0
            loop.call_later(rest, self._turn.release)
