"""Let Telegram fail for a minute in every way, and count: `python -m tests.long.outage`.

The long form of the fault table (tests/process/test_faults.py), each row with a bot of its own, all
of them side by side: it takes two minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from aiohttp import ClientSession

from tests.support.running import PATIENCE, RunningBot
from tests.support.trial import Count, Row, Trial, assert_discreet, living_through

MINUTE = 60.0
PERIOD = 5.0
"""Seconds between two questions while Telegram fails."""


def failing(method: str, code: int = 500, retry_after: int = 0) -> Row:
    """Questions asked during a minute in which every request fails."""

    async def row(trial: Trial) -> None:
        faults, until = trial.telegram.faults, time.monotonic() + MINUTE
        with faults.fail(method, times=None, code=code, retry_after=retry_after) as fault:
            while time.monotonic() < until:
                trial.ask()
                await asyncio.sleep(PERIOD)
        assert fault.hits

    return row


async def hanging(trial: Trial) -> None:
    """`getUpdates` hangs: within a minute the bot says itself that it is not well, and heals."""
    with trial.telegram.faults.hang("getUpdates"):
        trial.ask()  # the poll that is under way ends
        began = time.monotonic()
        trial.ask()
        async with asyncio.timeout(MINUTE):
            await _until(trial.bot, 503)
        sys.stdout.write(f"healthz 503 after {time.monotonic() - began:.0f} s")
        began = time.monotonic()
    async with asyncio.timeout(MINUTE):
        await _until(trial.bot, 200)
    sys.stdout.write(f", 200 again {time.monotonic() - began:.0f} s after it was lifted\n")


ROWS: dict[str, Row] = {
    "500 to everything": failing("*", 500),
    "502 when receiving": failing("getUpdates", 502),
    "502 when answering": failing("sendMessage", 502),
    "401 to everything": failing("*", 401),
    "429 of 30 s": failing("sendMessage", retry_after=30),
    "getUpdates hangs": hanging,
}


async def outage(row: Row, home: Path) -> Count:
    """Have one bot live through a row."""
    async with living_through(home) as trial:
        await row(trial)
        count = await trial.count(PATIENCE * 2)
        assert_discreet(trial)
        return count


async def _until(bot: RunningBot, status: int) -> None:
    async with ClientSession() as session:
        while True:
            async with session.get(f"http://127.0.0.1:{bot.port}/healthz") as response:
                if response.status == status:
                    return
            await asyncio.sleep(0.5)


async def _all(names: list[str], folder: Path) -> list[Count]:
    homes = [folder / str(number) for number in range(len(names))]
    return await asyncio.gather(
        *(outage(ROWS[name], home) for name, home in zip(names, homes, strict=True))
    )


def main() -> int:
    """Read the command line; the exit status is 0 when nothing was lost or answered twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.outage", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="all of them by default")
    names = parser.parse_args().rows or list(ROWS)
    with tempfile.TemporaryDirectory() as folder:
        counts = asyncio.run(_all(names, Path(folder)))
    for name, count in zip(names, counts, strict=True):
        sys.stdout.write(f"{name}: {count}\n")
    return 1 if any(count.lost or count.doubled for count in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
