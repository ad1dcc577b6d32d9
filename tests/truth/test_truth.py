"""What is said of the reports is true of their raw text, whatever is in it and is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.truth.checker import is_true
from benchmarks.truth.raw_reports import RawReport, RawReports
from retrieval.answering.trend import Trend
from retrieval.article import Article
from retrieval.claims.criterion import Criterion, Mark
from retrieval.claims.holdings import Holdings
from retrieval.claims.statements import (
    Absent,
    HasParagraphs,
    OtherName,
    Selected,
    Statement,
    Titled,
    Unmarked,
    Written,
)
from tests.truth import drawing
from tests.truth.law import all_said_is_true, library


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawing.reports(), drawing.questions)
def test_all_that_is_said_is_true(
    drawn: tuple[tuple[Article, ...], RawReports], questions: list[str]
) -> None:
    all_said_is_true(*drawn, questions)


ONE = Article("r0", "古桥", ("青石镇有古桥12座。",), byline="陆云帆")
RAW = RawReports({"r0": RawReport(ONE.texts, ONE.title, ONE.byline)})


@pytest.mark.parametrize(
    "claim",
    [
        Absent("古桥"),
        Absent("石镇有古"),
        OtherName("古桥", "青石镇", ONE),
        OtherName("白沙乡", "红石镇", ONE),
        Written(replace(ONE, byline="何大川")),
        Titled(replace(ONE, title="新桥")),
        Selected(Criterion(("古桥",)), (), 2),
        Selected(Criterion(("古桥",)), (), 0),
        Selected(Criterion(lacking=("古桥",)), (ONE,), 1),
        Unmarked(Mark.AUTHOR),
        HasParagraphs(ONE, 2),
        Holdings(1, 2),
        Holdings(2, 1),
        Holdings(1, 1, (("青石日报", 1),)),
        Holdings(1, 1, (), "2025", "2025"),
        Trend(Selected(Criterion(("古桥",)), (ONE,), 1), (("2025", 1),)),
        Trend(Selected(Criterion(("古桥",)), (ONE,), 1), (), 2),
    ],
)
def test_what_is_false_is_seen_by_the_checker_and_by_the_proof(claim: Statement) -> None:
    assert not is_true(claim, RAW)
    assert not library((ONE,)).hold([claim])


@pytest.mark.parametrize(
    "claim",
    [
        Absent("白沙乡"),
        OtherName("白沙乡", "青石镇", ONE),
        Written(ONE),
        Titled(ONE),
        Selected(Criterion(("古桥",)), (ONE,), 1),
        Selected(Criterion(author="陆云帆", lacking=("民宿",)), (ONE,), 1),
        Unmarked(Mark.DATE),
        Unmarked(Mark.NEWSPAPER),
        HasParagraphs(ONE, 1),
        Holdings(1, 1),
        Trend(Selected(Criterion(("古桥",)), (ONE,), 1), (), 1),
    ],
)
def test_what_is_true_is_proved(claim: Statement) -> None:
    assert is_true(claim, RAW)
    assert library((ONE,)).hold([claim])
