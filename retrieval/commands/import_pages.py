"""`import`: documents in, article files out; `--review` lists what waits for a person."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from retrieval.commands.arguments import warn_of
from retrieval.commands.errors import CommandError
from retrieval.importing.importer import FrontMatter, import_files
from retrieval.importing.review_list import ReviewList


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="text of a newspaper page, PDF, DOCX, HTML, EPUB, Markdown, JSONL, a folder, a zip",
    )
    parser.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="the folder of article files"
    )
    parser.add_argument("--source", default="", metavar="报名", help="the paper's name")
    parser.add_argument("--date", type=_day, metavar="2026-05-01", help="if none printed")
    parser.add_argument("--page", default=0, type=int, metavar="3", help="the page's number")
    parser.add_argument(
        "--review", action="store_true", help="list what was held back, and what is unsure"
    )


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a line for each article; say on standard error what is unsure."""
    if arguments.review:
        review = ReviewList.of(arguments.into)
        yield from map(str, review.texts() or ["nothing is held back"])
        yield from (f"? {doubt}" for doubt in review.doubts())
        return
    if not arguments.files:
        message = "name a file to import, or --review"
        raise CommandError(message)
    known = FrontMatter(arguments.source, arguments.date or "", arguments.page)
    report = import_files(arguments.files, arguments.into, known)
    yield from map(str, report.imported)
    if report.held:
        yield f"{len(report.held)} held back, in no article; see them with --review"
    warn_of(report.problems)
    if report.refused:
        raise CommandError("\n".join(map(str, report.refused)))


def _day(text: str) -> str:
    """Read a day; ArgumentTypeError when it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"{text!r} is no day such as 2026-05-01"
        raise argparse.ArgumentTypeError(message) from None
