"""How often we write, and how much at once: no more than Telegram allows, oldest first.

The limits are those of https://core.telegram.org/bots/faq ("My bot is hitting limits").
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from heapq import heappop, heappush
from time import monotonic

from telegram.error import RetryAfter

_CHAT_SECONDS = 1.0
_GROUP, _GROUP_SECONDS = 20, 60.0
_SECOND = 1.001
"""Seconds that count as one: clocks do not agree to the last."""

_CAUGHT_UP = 10
"""So many messages may follow at once when the bot was kept from sending for a moment."""

_REMEMBERED = 10_000
"""Of more chats than this, those that have long been quiet are let go."""


class RateLimiter:
    """Tells when a message may be sent: `overall` a second, evenly, and so many to each chat.

    0: no limit is kept, as for a Bot API server without any.
    """

    def __init__(self, overall: int, clock: Callable[[], float] = monotonic) -> None:
        self._overall, self._clock = overall, clock
        self._interval = _SECOND / overall if overall else 0.0
        self._next = 0.0
        self._turns: deque[_Turn] = deque(maxlen=2 * overall or 1)
        self._quickest = math.inf
        self._sent: dict[str, deque[float]] = {}

    def in_chat(self, chat: str) -> float:
        """Return in how many seconds a chat may have a message."""
        sent = self._sent.get(chat)
        if not (self._interval and sent):
            return 0.0
        is_full = chat.startswith("-") and len(sent) == sent.maxlen
        free = sent[0] + _GROUP_SECONDS if is_full else 0.0
        return max(0.0, free - self._clock(), sent[-1] + _CHAT_SECONDS - self._clock())

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a message may be sent, and send it; it counts unless RetryAfter is raised.

        Telegram counts it at some time between the two ends, at the latest as long before its
        answer comes as the quickest request took in all: then a message is not taken for early
        because the one that it follows by a second was slow to arrive.
        """
        turn = self._taken()
        await asyncio.sleep(turn.time - self._clock())
        began = self._clock()
        try:
            yield
        except RetryAfter:
            if turn in self._turns:
                self._turns.remove(turn)
            self._next -= self._interval
            raise
        ended = self._clock()
        self._quickest = min(self._quickest, ended - began)
        turn.time = max(turn.time, ended - self._quickest)

    def _taken(self) -> _Turn:
        """Take the next moment that is free."""
        now = self._clock()
        is_full = self._interval and len(self._turns) >= self._overall
        free = self._turns[-self._overall].time + _SECOND if is_full else 0.0
        turn = _Turn(max(now, self._next, free))
        self._next = max(self._next, now - _CAUGHT_UP * self._interval) + self._interval
        self._turns.append(turn)
        return turn

    def arrived(self, chat: str) -> None:
        """Note that a message has now arrived in a chat."""
        if not self._interval:
            return
        now = self._clock()
        self._sent.setdefault(chat, deque(maxlen=_GROUP)).append(now)
        if len(self._sent) > _REMEMBERED:
            quiet = now - _GROUP_SECONDS
            self._sent = {chat: sent for chat, sent in self._sent.items() if sent[-1] > quiet}


@dataclass(eq=False, slots=True)
class _Turn:
    """When a message is to be sent; once its answer has come, when it counts at the latest."""

    time: float


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
