"""Places for so many at once; whoever came first has the next one that is free."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush


class Places:
    """So many places. Unlike a semaphore's, they go by a number: the least has the next one."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._turns = 0

    @asynccontextmanager
    async def place(self, number: int) -> AsyncIterator[None]:
        """Wait for a place, and hold it."""
        await self._take(number)
        try:
            yield
        finally:
            self._give_back()

    async def _take(self, number: int) -> None:
        if self._free:
            self._free -= 1
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._turns += 1
        heappush(self._waiting, (number, self._turns, future))
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._give_back()
            raise

    def _give_back(self) -> None:
        while self._waiting:
            _, _, future = heappop(self._waiting)
            if not future.done():
                future.set_result(None)
                return
        self._free += 1
