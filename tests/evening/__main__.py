"""python -m tests.evening: the evening for whoever wants to watch; `--write` keeps it."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.evening.page import Page
from tests.evening.scenes import SCENES
from tests.evening.stage import Stage, stage

TRANSCRIPT = Path(__file__).with_name("transcript.txt")


async def play(home: Path, page: Page) -> Stage:
    """Play the evening, the bot's folders below `home`; return the stage as it was left."""
    async with stage(home, page) as here:
        for scene in SCENES:
            await scene(here)
    return here


def main() -> int:
    """Play the evening in this terminal; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.evening", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TRANSCRIPT.name} anew")
    writes = parser.parse_args().write
    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    page = Page(sys.stdout, colours=colours)
    try:
        with tempfile.TemporaryDirectory() as home:
            asyncio.run(play(Path(home), page))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # nobody watches any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    if writes:
        TRANSCRIPT.write_text("\n".join(page.lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
