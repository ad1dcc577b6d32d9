"""`import`: the text of newspaper pages in, article files out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from retrieval.commands.arguments import warn_of
from retrieval.commands.errors import CommandError
from retrieval.importing.importer import import_pages


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the text of a page")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="the folder of article files"
    )


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a line for each article; say on standard error what is unsure."""
    report = import_pages(arguments.files, arguments.into)
    yield from map(str, report.imported)
    warn_of(report.problems)
    if report.refused:
        raise CommandError("\n".join(map(str, report.refused)))
