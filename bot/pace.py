"""How fast one person may ask: so many requests a minute, whenever in the minute they come."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import monotonic

_MINUTE = 60.0
_REMEMBERED = 10_000
"""Of more people than this, those who have long rested are let go."""


class Pace:
    """Lets each person have `per_minute` requests in a row, and then one as often as they refill.

    0 lets everybody do as they like. (The generic cell rate algorithm: a time for each person.)
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._interval = _MINUTE / per_minute if per_minute else 0.0
        self._clock = clock
        self._full: dict[int, float] = {}

    def wait(self, person: int) -> int:
        """Count a request; return 0, or how many seconds are to be waited before the next."""
        now = self._clock()
        full = max(self._full.get(person, now), now) + self._interval
        over = full - now - _MINUTE
        if over > 1e-6:  # noqa: PLR2004 -- what adding up fractions may leave
            return math.ceil(over)
        self._full[person] = full
        if len(self._full) > _REMEMBERED:
            self._full = {one: time for one, time in self._full.items() if time > now}
        return 0
