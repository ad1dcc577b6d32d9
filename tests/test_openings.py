"""The questions people open with, and the names in the reports, with a floor under each figure."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache

import pytest

from benchmarks.openings.answers import TALK, answered, is_good
from benchmarks.openings.judging import false_claims, faults
from benchmarks.openings.reader import Reader, Seen
from benchmarks.openings.sets import FIRST, INDEPENDENT, REPORTS, Row, rows
from benchmarks.truth.raw_reports import RawReports
from bot.services import small_talk
from retrieval.corpus import read
from retrieval.entities.directory import Directory
from retrieval.entities.name_finder import NameKind
from retrieval.index.open_index import in_memory
from retrieval.library import Library

GOOD = {"outline": 0.95, "names": 0.9, "about": 0.9, "refusal": 0.85, "fact": 1.0}
FLOORS = {"page": (0.95, 0.80), "bulletin": (0.90, 0.70)}
"""Precision and recall of names."""
KINDS = (NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION)


@cache
def library(name: str) -> Library:
    return Library.open(REPORTS[name])


@cache
def openings() -> list[tuple[Row, bool]]:
    """Each opening that asks the reports, and whether its answer is good."""
    asked = [row for row in rows(FIRST) if row["shape"] not in TALK]
    return [(row, is_good(answered(library(row["set"]), row), row)) for row in asked]


@pytest.mark.parametrize("shape", GOOD)
def test_openings_are_answered_well(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    of_shape = [(row, good) for row, good in openings() if row["shape"] == shape]
    bad = [row for row, good in of_shape if not good]
    with capsys.disabled():
        sys.stdout.write(f"\nopenings, {shape}: {len(of_shape) - len(bad)} of {len(of_shape)}\n")
    assert 1 - len(bad) / len(of_shape) >= GOOD[shape], [row["question"] for row in bad]


@cache
def seen() -> list[tuple[Row, Seen]]:
    """What a reader sees for each row of the independent set."""
    readers = {name: Reader(library(name)) for name in REPORTS}
    return [(row, readers[row["set"]].ask(row)) for row in rows(INDEPENDENT)]


def test_of_the_independent_set_93_in_100_are_good(capsys: pytest.CaptureFixture[str]) -> None:
    bad = [row["question"] for row, shown in seen() if faults(shown, row)]
    with capsys.disabled():
        sys.stdout.write(f"\nindependent openings: {len(seen()) - len(bad)} of {len(seen())}\n")
    assert len(seen()) >= 200
    assert 1 - len(bad) / len(seen()) >= 0.93, bad


def test_nothing_that_is_said_in_answer_to_an_opening_is_false() -> None:
    raw = {name: RawReports.read(path) for name, path in REPORTS.items()}
    told = [(row["question"], one) for row, s in seen() for one in false_claims(s, raw[row["set"]])]
    assert told == []


def test_bad_input_is_answered_with_a_clear_sentence() -> None:
    """How much work that is, is counted in `test_bounded_work`; `benchmarks input` measures it."""
    bad = [(row, shown) for row, shown in seen() if row["shape"] == "bad"]
    assert [row["question"] for row, s in bad if not s.text.strip() or len(s.text) > 4096] == []


def test_of_all_openings_95_in_100_are_good_at_least() -> None:
    assert len(openings()) >= 100
    assert sum(good for _, good in openings()) / len(openings()) >= 0.95


def test_what_is_said_to_the_bot_is_told_from_what_is_asked_of_the_reports() -> None:
    meant = {"greet": "greeting", "introduce": "introduction"}
    for row in rows(FIRST):
        if row["shape"] not in TALK:
            continue
        text = row["question"]
        does = "thanks" if small_talk.is_thanks(text) else small_talk.meant(text)
        wanted = row.get("does", "")
        assert (does or "") == meant.get(wanted, wanted), text


@pytest.mark.parametrize("name", FLOORS)
def test_names_are_found_and_few_others(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    opened = in_memory(read(REPORTS[name]))
    directory = Directory(opened.store, opened.analyzer)
    found = {(kind, one.name) for kind in KINDS for one in directory.named(kind)}
    gold = [row for row in rows("entities") if row["set"] == name]
    every = {(NameKind(row["kind"]), row["name"]) for row in gold}
    needed = {
        (NameKind(row["kind"]), row["name"])
        for row in gold
        if not row.get("optional") and row["kind"] != NameKind.AUTHOR
    }
    precision = len(found & every) / len(found)
    recall = len(found & needed) / len(needed)
    with capsys.disabled():
        sys.stdout.write(f"\nnames, {name}: precision {precision:.3f}, recall {recall:.3f}\n")
    least_precision, least_recall = FLOORS[name]
    assert precision >= least_precision, sorted(found - every)
    assert recall >= least_recall, sorted(needed - found)


def test_every_author_is_named() -> None:
    for name, reports in REPORTS.items():
        opened = in_memory(read(reports))
        directory = Directory(opened.store, opened.analyzer)
        gold = [r["name"] for r in rows("entities") if (r["set"], r["kind"]) == (name, "author")]
        found = [one.name for one in directory.named(NameKind.AUTHOR)]
        assert Counter(found) == Counter(gold)
