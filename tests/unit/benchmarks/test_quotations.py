"""Quotations that somebody bent never get a clean ✅: what is right is told by a naive reading."""

from __future__ import annotations

import os

import pytest

from benchmarks.quotations import truth
from benchmarks.quotations.drawing import Drawn, Made, draw
from benchmarks.quotations.judging import judged
from benchmarks.quotations.made_reports import made_reports
from benchmarks.quotations.truth import RawReport
from retrieval.corpus import Corpus
from retrieval.library import Library

# So many of each kind are drawn; more when somebody has the time: EXAMPLES=500.
COUNT = int(os.environ.get("EXAMPLES", "40"))


def raw(library: Library) -> list[RawReport]:
    return [RawReport(one.title, one.texts) for one in library.articles]


@pytest.fixture(scope="module")
def county() -> Library:
    return Library(Corpus(tuple(made_reports(40, seed=7))))


@pytest.mark.parametrize("made", Made)
def test_no_quotation_is_falsely_clean_and_most_are_judged_rightly(
    county: Library, made: Made
) -> None:
    drawn = draw(made, raw(county), COUNT, seed=7)
    assert len(drawn) == COUNT
    kind = judged(drawn, county.verify)
    assert kind.falsely_clean == ()
    assert kind.right >= (0.99 if made is Made.TRUE else 0.95)


def test_the_naive_reader_can_tell() -> None:
    report = RawReport("工地", ("工地没有发生过一起事故。共有187名工人,占地10.5亩。", "灯亮了。"))
    assert truth.stands("发生过一起事故", [report])
    assert truth.negated_beside("发生过一起事故", [report])
    assert not truth.negated_beside("共有187名工人", [report])
    assert not truth.stands("87名工人", [report])
    assert not truth.stands("占地10", [report])
    assert not truth.stands("5亩", [report])
    assert truth.in_order(["没有", "灯亮"], [report])
    assert not truth.in_order(["灯亮", "没有"], [report])
    assert truth.edits("灯亮了", "灯灭") == 2


def test_what_is_drawn_is_drawn_again_alike(county: Library) -> None:
    first: list[Drawn] = draw(Made.ALTERED, raw(county), 5, seed=3)
    assert first == draw(Made.ALTERED, raw(county), 5, seed=3)
    assert first != draw(Made.ALTERED, raw(county), 5, seed=4)
    assert all(one.wrong for one in first)
