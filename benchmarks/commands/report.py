"""`report`: what is answered how well, with and without each part, written to docs/quality.md."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.commands import evaluate
from benchmarks.parts import variants
from benchmarks.peers import OURS
from benchmarks.quality import bars, page
from retrieval.commands.arguments import PROJECT

HEAD = """\
Written by `python -m benchmarks report`. Beside each figure stands where it lies with 95 %
confidence (bootstrap over the questions): two figures whose ranges overlap much are not told apart
by so few questions.

![What each part is worth](quality.svg)
"""
MARK = "<!-- figures -->"
"""What stands above it in the page is written by hand, and kept."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--into", type=Path, default=PROJECT / "docs", metavar="DIR", help="where it goes"
    )
    evaluate.add_sets(parser)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Measure, and write quality.md and quality.svg; yield their names."""
    arguments.all = True
    measured = evaluate.measure(arguments, [OURS, *variants()])
    table = arguments.into / "quality.md"
    above = table.read_text("utf-8").partition(MARK)[0] if table.exists() else "# Quality\n\n"
    table.write_text("\n".join([f"{above}{MARK}\n{HEAD}", *page(measured), ""]), "utf-8")
    picture = arguments.into / "quality.svg"
    picture.write_text(bars(measured), "utf-8")
    yield from (table.name, picture.name)
