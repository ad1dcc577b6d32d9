"""How often we write, and how much at once: no more than Telegram allows, oldest first.

The limits are those of https://core.telegram.org/bots/faq ("My bot is hitting limits").
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from time import monotonic

_CHAT_SECONDS = 1.0
_GROUP, _GROUP_SECONDS = 20, 60.0
_SECOND = 1.002
"""Seconds that count as one: some messages travel faster than those before them."""

_CAUGHT_UP = 3
"""So many messages may follow at once when the bot was kept from sending for a moment."""

_REMEMBERED = 10_000
"""Of more chats than this, those that have long been quiet are let go."""


class RateLimiter:
    """Tells when a message may be sent: `overall` a second, evenly, and so many to each chat.

    0: no limit is kept, as for a Bot API server without any.
    """

    def __init__(self, overall: int, clock: Callable[[], float] = monotonic) -> None:
        self._interval = _SECOND / overall if overall else 0.0
        self._clock = clock
        self._next = 0.0
        self._starts: deque[float] = deque(maxlen=overall or 1)
        self._sent: dict[str, deque[float]] = {}

    def in_chat(self, chat: str) -> float:
        """Return in how many seconds a chat may have a message."""
        sent = self._sent.get(chat)
        if not (self._interval and sent):
            return 0.0
        is_full = chat.startswith("-") and len(sent) == sent.maxlen
        free = sent[0] + _GROUP_SECONDS if is_full else 0.0
        return max(0.0, free - self._clock(), sent[-1] + _CHAT_SECONDS - self._clock())

    def in_all(self) -> float:
        """Take the next moment that is free; return in how many seconds that is."""
        now = self._clock()
        is_full = self._interval and len(self._starts) == self._starts.maxlen
        start = max(now, self._next, self._starts[0] + _SECOND if is_full else 0.0)
        self._next = max(self._next, now - _CAUGHT_UP * self._interval) + self._interval
        self._starts.append(start)
        return start - now

    def arrived(self, chat: str) -> None:
        """Note that a message has now arrived in a chat."""
        if not self._interval:
            return
        now = self._clock()
        self._sent.setdefault(chat, deque(maxlen=_GROUP)).append(now)
        if len(self._sent) > _REMEMBERED:
            quiet = now - _GROUP_SECONDS
            self._sent = {chat: sent for chat, sent in self._sent.items() if sent[-1] > quiet}


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
