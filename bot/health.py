"""Whether the running bot is well: a round trip to Telegram was completed lately.

The bot keeps the time of its last round trip in a file; another process of the same machine reads
it (`python -m bot health`). The clock is the machine's monotonic one, which nobody sets.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path

_LOG = logging.getLogger(__name__)

LIMIT = 45.0
"""Seconds without a round trip after which the bot is not well; see `polling.PERIOD`."""


class Heartbeat:
    """The time of the last completed round trip to Telegram, kept in `file`."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def beat(self) -> None:
        """Note that a round trip has just been completed."""
        fresh = self._file.with_suffix(".new")
        try:
            fresh.write_text(str(time.monotonic()), encoding="ascii")
            fresh.replace(self._file)
        except OSError as error:
            _LOG.warning("the heartbeat could not be written: %s", error)

    def age(self) -> float | None:
        """Return the seconds since the last round trip; None when there was none since boot."""
        try:
            age = time.monotonic() - float(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
        return age if age >= 0 else None

    def diagnosis(self) -> tuple[bool, str]:
        """Return whether the bot is well, and a sentence that says why."""
        age = self.age()
        if age is None:
            return False, "no round trip to Telegram yet"
        return age <= LIMIT, f"last round trip to Telegram {age:.0f} s ago (at most {LIMIT:.0f})"
