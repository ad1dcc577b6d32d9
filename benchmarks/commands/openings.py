"""`openings`: how good the answers are to the questions people open with, by their shapes."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from functools import cache

from benchmarks.openings.answers import TALK, answered, is_good
from benchmarks.openings.judging import false_claims, faults
from benchmarks.openings.reader import Reader
from benchmarks.openings.sets import FIRST, INDEPENDENT, REPORTS, rows
from benchmarks.report import table
from benchmarks.truth.raw_reports import RawReports
from retrieval.library import Library


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--failures", action="store_true", help="list what is not good, and why")
    parser.add_argument("--shape", default="", help="only the questions of this shape")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a table a set: how many questions of each shape there are, and are answered well."""
    of_first, failed_first = _first(arguments.shape)
    yield from _table(FIRST, of_first, failed_first)
    seen, failed, false, slowest = _independent(arguments.shape)
    yield from _table(INDEPENDENT, seen, Counter(shape for shape, *_ in failed))
    yield f"false claims: {len(false)}"
    yield f"slowest: {1000 * slowest:.0f} ms of processor time"
    yield from map(str, false)
    if arguments.failures:
        for shape, question, why, shown in failed:
            yield f"\n{shape}: {question} ({', '.join(why)})\n{shown}"


def _first(shape: str) -> tuple[Counter[str], Counter[str]]:
    asked, failed = Counter[str](), Counter[str]()
    for row in rows(FIRST):
        if row["shape"] not in TALK and shape in ("", row["shape"]):
            asked[row["shape"]] += 1
            failed[row["shape"]] += not is_good(answered(_library(row["set"]), row), row)
    return asked, failed


def _independent(
    shape: str,
) -> tuple[Counter[str], list[tuple[str, str, list[str], str]], list[object], float]:
    asked, failed, false, slowest = Counter[str](), [], list[object](), 0.0
    readers = {name: Reader(_library(name)) for name in REPORTS}
    raw = {name: RawReports.read(path) for name, path in REPORTS.items()}
    for row in rows(INDEPENDENT):
        if shape not in ("", row["shape"]):
            continue
        asked[row["shape"]] += 1
        seen = readers[row["set"]].ask(row)
        slowest = max(slowest, seen.seconds)
        false += false_claims(seen, raw[row["set"]])
        if why := faults(seen, row):
            failed.append((row["shape"], f"{row['id']} {row['question']}", why, seen.text))
    return asked, failed, false, slowest


def _table(name: str, asked: Counter[str], failed: Counter[str]) -> Iterator[str]:
    lines = [[shape, str(n), str(n - failed[shape])] for shape, n in asked.items()]
    good = asked.total() - failed.total()
    share = f"{good} ({good / max(1, asked.total()):.1%})"
    yield from table([[name, "asked", "good"], *lines, ["all", str(asked.total()), share]])


@cache
def _library(name: str) -> Library:
    return Library.open(REPORTS[name])
