"""Who reads in the web waits in a line of its own, so that nobody in Telegram waits behind them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

WAITING = 200
"""So many may wait; more are asked to come back."""

PATIENCE = 5.0
"""Seconds that somebody waits for their turn."""

REST = 2.0
"""After a turn nobody has one for so many times as long as it took: the time of others."""


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
            loop.call_later(REST * (loop.time() - began), self._turn.release)
