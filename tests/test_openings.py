"""The questions people open with, and the names in the reports, with a floor under each figure."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache

import pytest

from benchmarks.openings.answers import TALK, answered, is_good
from benchmarks.openings.sets import FIRST, REPORTS, Row, rows
from bot.services import small_talk
from retrieval.corpus import read
from retrieval.entities.directory import Directory, NameKind
from retrieval.index.open_index import in_memory
from retrieval.library import Library

GOOD = {"outline": 0.95, "names": 0.9, "about": 0.9, "refusal": 0.85, "fact": 1.0}
FLOORS = {"page": (0.95, 0.80), "bulletin": (0.90, 0.70)}
"""Precision and recall of names."""
KINDS = (NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION)


@cache
def library(name: str) -> Library:
    return Library.open(REPORTS[name])


def openings() -> list[Row]:
    return [row for row in rows(FIRST) if row["shape"] not in TALK]


@pytest.mark.parametrize("shape", GOOD)
def test_openings_are_answered_well(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    of_shape = [row for row in openings() if row["shape"] == shape]
    bad = [row for row in of_shape if not is_good(answered(library(row["set"]), row), row)]
    with capsys.disabled():
        sys.stdout.write(f"\nopenings, {shape}: {len(of_shape) - len(bad)} of {len(of_shape)}\n")
    assert 1 - len(bad) / len(of_shape) >= GOOD[shape], [row["question"] for row in bad]


def test_of_all_openings_95_in_100_are_good_at_least() -> None:
    good = [is_good(answered(library(row["set"]), row), row) for row in openings()]
    assert len(good) >= 100
    assert sum(good) / len(good) >= 0.95


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
