"""Who asks in the web waits in lines, so that nobody in Telegram waits behind them.

Each asker (a key of the interface, or all who read pages together) has a line of its own, and the
lines take turns: so whoever asks a hundred things at once takes nothing from the others.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

WAITING = 400
"""So many may wait in all; more are asked to come back."""

LINE = 150
"""So many may wait in one line."""

PATIENCE = 30.0
"""Seconds that somebody waits for their turn."""

REST, LONGEST_REST = 2.0, 1.0
"""While others wait, nobody has the next turn for so many times as long as the last one took, and
so many seconds at most: that is the time of Telegram."""

READERS = ""
"""The line of those who read pages."""

_LONGEST_ADVICE = 60
_OF_LAST = 0.1
"""How much the last turn tells of how long one takes."""

_Line = deque[asyncio.Future[None]]


class BusyError(Exception):
    """Too many wait already, or it has taken too long; it is better in so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"try again in {seconds} s")
        self.seconds = seconds


class Gate:
    """Lets one in at a time, and rests in between: then the library answers Telegram alone."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        """Whose turn is next stands first; a line that nobody stands in is not there."""
        self._is_taken = False
        self._pace = 0.0

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._lines.values()))

    @asynccontextmanager
    async def turn(self, line: str = READERS) -> AsyncIterator[None]:
        """Wait in a line for one's turn, and have it for what is done within; BusyError."""
        await self._enter(line)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            yield
        finally:
            took = loop.time() - began
            rest = min(REST * took, LONGEST_REST)
            self._pace += _OF_LAST * (took + rest - self._pace)
            loop.call_later(rest if self._lines else 0.0, self._next)

    async def _enter(self, line: str) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        if self._is_full(line):
            raise BusyError(self._advice(line))
        mine = asyncio.get_running_loop().create_future()
        self._lines.setdefault(line, deque()).append(mine)
        try:
            async with asyncio.timeout(PATIENCE):
                await mine
        except (TimeoutError, asyncio.CancelledError) as error:
            self._leave(line, mine)
            if isinstance(error, TimeoutError):
                raise BusyError(self._advice(line)) from None
            raise

    def _is_full(self, line: str) -> bool:
        """Whether a line, or all together, are so long that waiting would be in vain."""
        standing = len(self._lines.get(line, ()))
        return self.waiting >= WAITING or standing >= LINE or self._estimate(line) > PATIENCE

    def _leave(self, line: str, mine: asyncio.Future[None]) -> None:
        """Stop waiting; whoever was given the turn in this moment passes it on."""
        if mine.done() and not mine.cancelled():
            self._next()
            return
        standing = self._lines.get(line)
        if standing and mine in standing:
            standing.remove(mine)
            if not standing:
                del self._lines[line]

    def _next(self) -> None:
        """Give the turn to the first of the next line, which then stands behind the others."""
        while self._lines:
            line = next(iter(self._lines))
            standing = self._lines.pop(line)
            first = standing.popleft()
            if standing:
                self._lines[line] = standing
            if not first.done():
                first.set_result(None)
                return
        self._is_taken = False

    def _advice(self, line: str) -> int:
        """Return in how many seconds those who stand in a line now will have had their turns."""
        return min(max(1, math.ceil(self._estimate(line))), _LONGEST_ADVICE)

    def _estimate(self, line: str) -> float:
        """Return the seconds for which somebody who enters a line now would wait."""
        before = len(self._lines.get(line, ()))
        return self._pace * sum(min(before + 1, len(one)) for one in self._lines.values())
