"""python -m tests.evening: the evening for whoever wants to watch; `--write` keeps it."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from tests.evening.page import Page
from tests.evening.scenes import SCENES
from tests.evening.stage import Stage, stage

_NAMED = {scene.__name__: scene for scene in SCENES}
Scene = Callable[[Stage], Awaitable[None]]


def _at_once(shows: str) -> None:
    """Play a scene without waiting."""


TRANSCRIPT = Path(__file__).with_name("transcript.txt")


async def play(
    home: Path,
    page: Page,
    scenes: Sequence[Scene] = SCENES,
    before: Callable[[str], None] = _at_once,
) -> Stage:
    """Play the evening, the bot's folders below `home`; return the stage as it was left.

    `before` is told what each scene shows before it is played.
    """
    async with stage(home, page) as here:
        for scene in scenes:
            await asyncio.to_thread(before, scene.__doc__ or "")
            await scene(here)
    return here


def _wait(shows: str) -> None:
    """Wait for the return key before a scene; a pipe that ends lets all others play."""
    sys.stdout.write(f"\n▶ {shows}\n  ↵ ")
    sys.stdout.flush()
    sys.stdin.readline()


def main() -> int:
    """Play the evening in this terminal; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.evening", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {TRANSCRIPT.name} anew")
    parser.add_argument("--pause", action="store_true", help="wait for ↵ before each scene")
    parser.add_argument(
        "--scene", action="append", choices=sorted(_NAMED), default=[], help="only this; again"
    )
    arguments = parser.parse_args()
    writes, before = arguments.write, _wait if arguments.pause else _at_once
    scenes = [_NAMED[name] for name in arguments.scene] or SCENES
    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    page = Page(sys.stdout, colours=colours)
    try:
        with tempfile.TemporaryDirectory() as home:
            asyncio.run(play(Path(home), page, scenes, before))
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
