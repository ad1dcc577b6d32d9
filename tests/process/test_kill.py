"""Killed with -9 at random moments under load: the short form of `python -m tests.long.kill`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.long.kill import torture


def test_a_bot_that_is_killed_again_and_again_answers_everything(tmp_path: Path) -> None:
    count = asyncio.run(torture(rounds=3, seed=7, home=tmp_path))
    assert (count.lost, count.unexcused, count.broken, count.leaks) == (0, 0, 0, 0), str(count)
    assert count.asked >= 30
