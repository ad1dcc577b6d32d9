"""How fast one may ask: so many requests a minute, whenever in the minute they come."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import monotonic

_MINUTE = 60.0
_REMEMBERED = 10_000
"""Of more people and groups than this, those who have long rested are let go."""


class Throttle:
    """Lets each person have `per_minute` requests in a row, and then one as often as they refill.

    A group as a whole has as many. 0 lets everybody do as they like. (The generic cell rate
    algorithm: a time for each.)
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._interval = _MINUTE / per_minute if per_minute else 0.0
        self._clock = clock
        self._full: dict[int, float] = {}

    def wait(self, *askers: int) -> int:
        """Count a request of `askers`, a person and perhaps the group; return 0.

        When one of them has asked too much it is not counted: return the seconds to wait.
        """
        now = self._clock()
        full = {
            asker: max(self._full.get(asker, now), now) + self._interval for asker in set(askers)
        }
        over = max(full.values()) - now - _MINUTE
        if over > 1e-6:  # noqa: PLR2004 -- what adding up fractions may leave
            return math.ceil(over)
        self._full |= full
        if len(self._full) > _REMEMBERED:
            self._full = {one: time for one, time in self._full.items() if time > now}
        return 0
