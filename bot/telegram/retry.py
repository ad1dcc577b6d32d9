"""Trying again, with growing pauses, until it works: what the network does is no reason to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import RetryAfter

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")

_FIRST_PAUSE, _GROWTH, _LONGEST_PAUSE = 1.0, 1.5, 30.0


async def persistently(
    whom: str,
    call: Callable[[], Awaitable[_T]],
    fatal: tuple[type[Exception], ...] = (),
    passing: type[Exception] = Exception,
) -> _T:
    """Make a call on `whom` until it succeeds; `fatal` errors, and any not `passing`, are raised.

    A malformed answer raises anything: so any error passes, unless the caller knows better.
    """
    pause = _FIRST_PAUSE
    while True:
        try:
            return await call()
        except fatal:
            raise
        except RetryAfter as error:
            _LOG.warning("%s asks for patience: %s", whom, error.message)
            await asyncio.sleep(patience(error))
        except passing as error:
            _LOG.warning("%s, next try in %.0f s: %s: %s", whom, pause, type(error).__name__, error)
            await asyncio.sleep(pause)
            pause = min(pause * _GROWTH, _LONGEST_PAUSE)


def patience(error: RetryAfter) -> float:
    """Return the seconds Telegram asks us to wait."""
    delay = error.retry_after
    return delay if isinstance(delay, int) else delay.total_seconds()
