"""How long an answer may take.

Whatever reads from the disk, or passage after passage in memory, gives up when the time is over.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic


class OutOfTimeError(Exception):
    """The time of the work under way is over."""


_UNTIL: ContextVar[float] = ContextVar("until", default=math.inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give what is done in this thread, from here to the end of the block, so many seconds."""
    token = _UNTIL.set(monotonic() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def left() -> float:
    """Return how many seconds are left, infinity where nobody waits."""
    return _UNTIL.get() - monotonic()


def hurry() -> None:
    """Go on; OutOfTimeError when the time is over."""
    if monotonic() > _UNTIL.get():
        raise OutOfTimeError
