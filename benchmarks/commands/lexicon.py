"""`lexicon`: make the large tables of the lexicon from their sources."""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from retrieval.commands.errors import CommandError
from retrieval.lexicon import files

TABLES = ("characters", "nouns", "synonyms", "word_likeness")
"""Modules of `benchmarks.lexicon`, imported only here: what they read is an extra, `tables`.

The last takes seven minutes of one processor."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "tables", nargs="*", metavar="TABLE", help=f"which of them ({', '.join(TABLES)}; all)"
    )
    parser.add_argument(
        "--into", type=Path, default=files.FOLDER, metavar="DIR", help="where the tables go"
    )


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Write each table; yield its name and size. CommandError where the extra is not installed."""
    for name in arguments.tables or TABLES:
        if name not in TABLES:
            message = f"{name} is no table: {', '.join(TABLES)}"
            raise CommandError(message)
        try:
            made = import_module(f"benchmarks.lexicon.{name}")
        except ModuleNotFoundError as error:
            message = f"{error.name} is not installed: pip install -r requirements/tables.txt"
            raise CommandError(message) from error
        path = arguments.into / f"{made.NAME}.tsv.gz"
        path.write_bytes(packed(made.remarks(), made.rows()))
        yield f"{path.name}: {path.stat().st_size:,} bytes"


def packed(remarks: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as the lexicon reads it: the same rows make the same bytes, at any time."""
    lines = [f"# {remark}" for remark in remarks]
    lines += [line.decode() for line in sorted("\t".join(row).encode() for row in rows)]
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 9, mtime=0)
