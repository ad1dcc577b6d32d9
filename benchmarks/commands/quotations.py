"""`quotations`: adversarial quotations, drawn from reports, judged; what is right, told naively."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from benchmarks.quotations.drawing import every_kind
from benchmarks.quotations.judging import JudgedKind, judged
from benchmarks.quotations.made_reports import made_reports
from benchmarks.quotations.truth import RawReport
from retrieval.commands.arguments import add_corpus, add_json, open_corpus, positive
from retrieval.corpus import Corpus
from retrieval.library import Library

_LISTED = 20
"""So many misjudged quotations of a kind are listed."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_corpus(parser)
    add_json(parser)
    parser.add_argument("--made", type=positive, metavar="N", help="of N made reports instead")
    parser.add_argument("--count", type=positive, default=500, help="of each kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="%(default)s")
    parser.add_argument("--failures", action="store_true", help="list what was judged wrongly")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a line a kind."""
    made = arguments.made and Corpus(tuple(made_reports(arguments.made, arguments.seed)))
    library = Library(made or open_corpus(arguments.corpus))
    reports = [RawReport(one.title, one.texts) for one in library.articles if any(one.texts)]
    for drawn in every_kind(reports, arguments.count, arguments.seed):
        if drawn:
            yield from _lines(judged(drawn, library.verify), arguments)


def _lines(kind: JudgedKind, arguments: argparse.Namespace) -> Iterator[str]:
    falsely = len(kind.falsely_clean)
    if arguments.json:
        record = {
            "made": kind.made.value,
            "count": kind.count,
            "right": round(kind.right, 4),
            "falsely_clean": falsely,
        }
        yield json.dumps(record, ensure_ascii=False)
    else:
        yield f"{kind.made:20} {kind.count:5}  {kind.right:6.1%} right, {falsely} falsely clean"
    if arguments.failures:
        yield from (f"  ✅! {one.text!r}" for one in kind.falsely_clean[:_LISTED])
        yield from (f"  {one.text!r}" for one in kind.misjudged[:_LISTED])
