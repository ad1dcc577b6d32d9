"""`index`: the reports and their index into a folder, to be opened in a blink."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from retrieval.commands.arguments import add_corpus, positive, warn_of
from retrieval.commands.errors import CommandError, warn
from retrieval.index.archive.array_file import DamagedError
from retrieval.index.archive.building import Builder
from retrieval.index.open_index import on_disk
from retrieval.library import Library

_INTERVAL = 5.0
"""Seconds between two lines where there is no terminal to write over."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="the folder of the index"
    )
    parser.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="processes at work (%(default)s)"
    )
    parser.add_argument("--verify", action="store_true", help="check every byte of the index too")
    add_corpus(parser, indexed=True)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Build the index or bring it up to date; yield what is there then."""
    builder = Builder(arguments.jobs, warn, Progress())
    stock = on_disk(arguments.corpus, arguments.into, builder)
    warn_of(stock.problems)
    if arguments.verify and stock.archive:
        try:
            stock.archive.verify()
        except DamagedError as error:
            message = f"{error}; remove the folder, and index again"
            raise CommandError(message) from error
    # Finds the operating point, which the first answer would wait for.
    Library(stock)
    shelf = stock.store
    yield f"{len(shelf.articles)} reports, {len(shelf)} paragraphs, version {shelf.version()}"


class Progress:
    """Tells on standard error how much is done, how fast, and how long the rest will take."""

    def __init__(self) -> None:
        self._began = self._said = monotonic()
        self._over = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` characters are analysed."""
        now = monotonic()
        if not self._over and now - self._said < _INTERVAL:
            return
        self._said = now
        rate = max(done / (now - self._began), 1.0)
        left = (total - done) / rate
        share = f"{done / max(total, 1):4.0%} of {total:,} characters"
        line = f"{share}, {rate:,.0f} a second, {left:.0f} s left"
        end = "\n" if done == total or not self._over else ""
        sys.stderr.write(f"\r\x1b[K{line}{end}" if self._over else f"{line}{end}")
        sys.stderr.flush()
