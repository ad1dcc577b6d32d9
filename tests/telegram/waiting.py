"""Waiting for something to become true, without polling."""

# ruff: noqa: ASYNC109 - whoever waits in a test says how long, and gets Unanswered

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds to wait for the bot, when a test does not say."""


class Unanswered(AssertionError):  # noqa: N818 - it is a finding, not an error
    """The bot did not do in time what was waited for."""


class Tide:
    """Turns whenever anything happens; whoever waits then looks again."""

    def __init__(self) -> None:
        self._waiters: list[asyncio.Future[None]] = []

    def turn(self) -> None:
        """Wake everybody who waits."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def until(self, find: Callable[[], T | None], timeout: float, what: str) -> T:
        """Return what `find` finds as soon as it is not None; Unanswered after `timeout` s."""
        try:
            async with asyncio.timeout(timeout):
                while (found := find()) is None:
                    waiter = asyncio.get_running_loop().create_future()
                    self._waiters.append(waiter)
                    await waiter
        except TimeoutError:
            message = f"waited {timeout} s for {what}"
            raise Unanswered(message) from None
        return found
