"""Run the bot with a wall clock that jumps: on SIGUSR1 a day ahead, on SIGUSR2 a year back.

Python's clock, that is; SQLite and the kernel keep theirs, and the monotonic clock goes on.
"""

from __future__ import annotations

import signal
import sys
import time

from bot.__main__ import main

AHEAD, BACK = 24 * 60 * 60, -365 * 24 * 60 * 60


def _jump(seconds: int) -> None:
    now, now_ns = time.time, time.time_ns
    time.time = lambda: now() + seconds
    time.time_ns = lambda: now_ns() + seconds * 1_000_000_000


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, lambda *_: _jump(AHEAD))
    signal.signal(signal.SIGUSR2, lambda *_: _jump(BACK))
    sys.exit(main())
