"""How often we write, and how much at once: no more than Telegram allows, oldest first.

The limits are those of https://core.telegram.org/bots/faq ("My bot is hitting limits").
"""

from __future__ import annotations

import asyncio
import math
from bisect import insort
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from time import monotonic

from telegram.error import RetryAfter

_CHAT_SECONDS = 1.0
_GROUP, _GROUP_SECONDS = 20, 60.0
_SECOND = 1.0005
"""Seconds that count as one: clocks do not run equally fast, and the quickest way is learned.

Where as much is to be sent as may be, what is more is lost for good, each second anew.
"""

_CAUGHT_UP = 10
"""So many messages may follow at once when the bot was kept from sending for a moment."""

_TICK = 1e-6
"""Seconds that are not worth waiting for."""

_DOUBT, _LEAST_TRUST = 0.8, 0.4
"""How much of the quickest way is taken for granted, less by as much after each refusal, and how
much always."""

_MOMENT = 0.01
"""Seconds until it is looked again whether a request is still under way."""

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
        self._order = asyncio.Lock()
        self._under_way = 0
        self._counted: list[float] = []
        self._quickest, self._trust = math.inf, _DOUBT
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
        answer comes as most of the quickest request took in all: then a message is not taken for
        early because the one that it follows by a second was slow to arrive. Each RetryAfter tells
        that this may have been too long, as no request was the quickest both there and back.
        """
        async with self._order:
            while (wait := self._wait()) > _TICK:  # noqa: ASYNC110 -- the time is known
                await asyncio.sleep(wait)
            began = self._begun()
        counted: float | None = None
        try:
            yield
            ended = self._clock()
            self._quickest = min(self._quickest, ended - began)
            counted = ended - self._quickest * self._trust
        except RetryAfter:
            self._next -= self._interval
            self._trust = max(_LEAST_TRUST, self._trust * _DOUBT)
            raise
        except BaseException:
            counted = self._clock()
            raise
        finally:
            self._ended(counted)

    def _wait(self) -> float:
        """Return in how many seconds a message may go, as far as is known now.

        With those under way, fewer than are allowed were then counted within the second before.
        """
        now, room = self._clock(), self._overall - self._under_way
        if not self._overall:
            return 0.0
        if room <= 0:
            return _MOMENT
        free = self._counted[-room] + _SECOND if len(self._counted) >= room else 0.0
        return max(self._next, free) - now

    def _begun(self) -> float:
        """Note that a message goes now; return the time."""
        now = self._clock()
        self._next = max(self._next, now - _CAUGHT_UP * self._interval) + self._interval
        self._under_way += 1
        return now

    def _ended(self, counted: float | None) -> None:
        """Note when a message that was under way was counted, at the latest; None: it was not."""
        self._under_way -= 1
        if counted is not None:
            insort(self._counted, counted)
            del self._counted[: -self._overall or None]

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
