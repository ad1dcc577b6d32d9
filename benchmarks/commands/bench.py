"""`bench`: speed, memory and size, ours beside other engines, as the archive grows."""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.commands.peers import installed_of
from benchmarks.peers import OURS, PEERS
from benchmarks.questions import read_rows
from benchmarks.report import table
from benchmarks.scale.chart import chart
from benchmarks.scale.runner import Row, measured, prepare
from retrieval.commands.arguments import add_corpus, positive
from retrieval.commands.errors import CommandError
from retrieval.corpus import read

SIZES = (1_000, 10_000, 100_000)
COLUMNS = {
    "analysis_seconds": ("words s", "{:.1f}", 1.0),
    "build_seconds": ("build s", "{:.1f}", 1.0),
    "index_bytes": ("index MB", "{:.1f}", 1e-6),
    "cold_start_seconds": ("cold s", "{:.2f}", 1.0),
    "resident_bytes": ("memory MB", "{:.0f}", 1e-6),
    "median_ms": ("median ms", "{:.2f}", 1.0),
    "p95_ms": ("p95 ms", "{:.2f}", 1.0),
    "cpu_median_ms": ("median cpu", "{:.2f}", 1.0),
    "cpu_p95_ms": ("p95 cpu", "{:.2f}", 1.0),
    "per_second": ("per s", "{:.0f}", 1.0),
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_corpus(parser)
    parser.add_argument(
        "--size",
        type=positive,
        action="append",
        metavar="N",
        help="so many paragraphs; may be given again (1,000, 10,000, 100,000 and all there are)",
    )
    parser.add_argument(
        "--questions", type=Path, metavar="FILE", help='lines of {"question"}; else clauses'
    )
    parser.add_argument(
        "--count", type=positive, default=1000, metavar="N", help="questions (%(default)s)"
    )
    parser.add_argument(
        "--engine",
        choices=(OURS, *PEERS),
        action="append",
        help="only this engine; may be given again (ours and all that are installed)",
    )
    parser.add_argument(
        "--into", type=Path, metavar="DIR", help="keep paragraphs, indexes and figures here"
    )


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield what is measured, and the tables."""
    with tempfile.TemporaryDirectory(prefix="wenbao-bench-") as passing:
        folder = arguments.into or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        yield f"{arguments.corpus}, {platform.machine()}, Python {platform.python_version()}"
        engines = arguments.engine or [OURS, *installed_of(PEERS)]
        there = sum(len(article.texts) for article in read(arguments.corpus).articles)
        if not there:
            message = f"{arguments.corpus}: no paragraphs"
            raise CommandError(message)
        rows: list[Row] = []
        for size in arguments.size or sorted({*SIZES, max(there, 1000)}):
            asked = _questions(arguments)
            prepared = prepare(arguments.corpus, folder, size, asked, arguments.count)
            yield f"\n{prepared.what}"
            found = list(measured(prepared, engines))
            rows += found
            yield from table(
                [["", *(title for title, *_ in COLUMNS.values())], *map(_cells, found)]
            )
            yield from (f"{row.engine}: {row.why}" for row in found if row.why)
        if arguments.into:
            yield from _kept(rows, folder)


def _questions(arguments: argparse.Namespace) -> list[str]:
    if not arguments.questions:
        return []
    rows = read_rows(arguments.questions)
    step = max(1, len(rows) // arguments.count)
    return [str(row["question"]).replace("\n", " ") for row in rows[::step][: arguments.count]]


def _cells(row: Row) -> list[str]:
    figures = row.figures
    cells = (
        form.format(figures[name] * unit) if name in figures else "-"
        for name, (_, form, unit) in COLUMNS.items()
    )
    return [row.engine, *cells]


def _kept(rows: Sequence[Row], folder: Path) -> Iterator[str]:
    """Write the figures and their chart beside the indexes."""
    figures, drawn = folder / "bench.json", folder / "bench.svg"
    figures.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", "utf-8")
    drawn.write_text(chart(rows, "median_ms", "median ms a question"), "utf-8")
    yield f"\n{figures}\n{drawn}"
