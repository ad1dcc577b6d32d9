"""`input`: what bad input costs to answer: 200 × 和, five subjects, 2,000 characters."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from benchmarks.openings.bad_input import measured
from benchmarks.report import table
from retrieval.commands.arguments import add_reports, open_library, positive

_SHOWN = 40
"""Characters of an answer that are shown."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_reports(parser)
    parser.add_argument("--times", type=positive, default=5, help="ask so often (%(default)s)")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a table, a line a kind of input, in milliseconds of processor time."""
    library = open_library(arguments)
    found = measured(library, arguments.times)
    lines = [
        [one.kind, f"{one.usual:.1f}", f"{max(one.times):.1f}", _begun(one.answer)] for one in found
    ]
    yield f"{len(library.articles):,} reports, {library.passages:,} passages"
    yield from table([["input", "median ms", "worst", "answer"], *lines])
    yield f"worst median: {max(one.usual for one in found):.1f} ms of processor time"


def _begun(answer: str) -> str:
    """Return how an answer begins, in a line."""
    return " ".join(answer.split())[:_SHOWN]
