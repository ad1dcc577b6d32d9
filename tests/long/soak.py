"""An hour's load in minutes: `python -m tests.long.soak`. Memory, files and tasks stay flat.

The slope is that of a straight line through the samples of the second half, when caches are full.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

from aiohttp import ClientSession

from tests.long.kill import QUESTIONS
from tests.support.running import PATIENCE, RunningBot
from tests.telegram import FakeTelegram

ASKERS, SAMPLES = 50, 40
_GAUGES = ("process_resident_memory_bytes", "process_open_fds", "wenbao_tasks")


@dataclass(frozen=True, slots=True)
class Sample:
    """After so many updates: bytes of memory, open files, tasks of the event loop."""

    updates: int
    memory: float
    files: float
    tasks: float


async def soak(updates: int, home: Path) -> list[Sample]:
    """Have so many updates answered, and look at the bot in between."""
    async with FakeTelegram() as telegram, RunningBot(home, telegram) as bot:
        people = [telegram.user(f"读者{number}") for number in range(ASKERS)]
        samples = []
        for start in range(0, updates, updates // SAMPLES):
            for number in range(start, min(start + updates // SAMPLES, updates)):
                telegram.say(QUESTIONS[number % len(QUESTIONS)], user=people[number % ASKERS])
            await telegram.called("sendMessage", start + updates // SAMPLES, PATIENCE * 2)
            await asyncio.sleep(0.2)
            samples.append(await sample(bot, start + updates // SAMPLES))
        await bot.stop()
    return samples


def slope(samples: Sequence[Sample]) -> float:
    """Return how many bytes of memory an update costs for good."""
    half = samples[len(samples) // 2 :]
    line = linear_regression([one.updates for one in half], [one.memory for one in half])
    return line.slope


async def sample(bot: RunningBot, updates: int) -> Sample:
    """Look at a bot after so many updates."""
    address = f"http://127.0.0.1:{bot.port}/metrics"
    async with ClientSession() as session, session.get(address) as response:
        page = await response.text()
    found = (re.search(rf"^{name} (\S+)$", page, re.MULTILINE) for name in _GAUGES)
    memory, files, tasks = (float(one[1]) if one else 0.0 for one in found)
    return Sample(updates, memory, files, tasks)


def main() -> int:
    """Read the command line, and tell what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.soak", description=__doc__)
    parser.add_argument("--updates", type=int, default=20_000)
    said = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        samples = asyncio.run(soak(max(said.updates, SAMPLES), Path(folder)))
    first, last = samples[len(samples) // 2], samples[-1]
    sys.stdout.write(
        f"{last.updates} updates in {time.monotonic() - began:.0f} s\n"
        f"memory {first.memory / 1e6:.1f} -> {last.memory / 1e6:.1f} MB in the second half, "
        f"{slope(samples):.0f} bytes an update\n"
        f"files {first.files:.0f} -> {last.files:.0f}, "
        f"tasks {first.tasks:.0f} -> {last.tasks:.0f}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
