"""`input`: what bad input costs to answer: 200 × 和, five subjects, 2,000 characters."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from statistics import median

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
    lines = [[one.kind, *map(_figure, _spread(one.times)), _begun(one.answer)] for one in found]
    yield f"{len(library.articles):,} reports, {library.passages:,} passages"
    yield from table([["input", "least ms", "median", "most", "answer"], *lines])
    yield f"worst median: {max(median(one.times) for one in found):.1f} ms of processor time"


def _spread(times: Sequence[float]) -> tuple[float, float, float]:
    """Return the least, the median and the most: on a busy machine the least tells most."""
    return min(times), median(times), max(times)


def _figure(milliseconds: float) -> str:
    return f"{milliseconds:.1f}"


def _begun(answer: str) -> str:
    """Return how an answer begins, in a line."""
    return " ".join(answer.split())[:_SHOWN]
