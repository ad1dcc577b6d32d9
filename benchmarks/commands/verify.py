"""`verify`: how fast and how rightly quotations are checked."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from benchmarks.quotations.timing import draw, measure
from retrieval.commands.arguments import add_reports, open_library, positive
from retrieval.commands.errors import CommandError


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_reports(parser)
    parser.add_argument(
        "--count", type=positive, default=200, metavar="N", help="quotations drawn (%(default)s)"
    )


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a line for true quotations, and for those with one and three wrong characters."""
    library = open_library(arguments)
    if not library.articles:
        message = "no reports to draw quotations from"
        raise CommandError(message)
    for wrong in (0, 1, 3):
        samples = draw(library.articles, arguments.count, wrong)
        if samples:
            yield f"{len(samples)} with {wrong} wrong: {measure(library.verify, samples)}"
