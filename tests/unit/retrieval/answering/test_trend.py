"""Trends: every report is counted once, in the period of its date."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.answering.trend import trend
from retrieval.article import Article
from retrieval.claims.criterion import Criterion
from retrieval.claims.statements import Selected
from retrieval.corpus import Corpus
from retrieval.library import Library


def dated(*dates: str) -> list[Article]:
    return [Article(f"t{n}", "题", ("桥",), date=date) for n, date in enumerate(dates)]


MEANT = Selected(Criterion(("桥",)), (), 0)


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        ((), ()),
        (("", "昨天"), ()),
        (
            ("2024-05-03", "2024-05-05", "2024年5月3日"),
            ("2024-05-03 2", "2024-05-04 0", "2024-05-05 1"),
        ),
        (("2023-11", "20240102"), ("2023-11 1", "2023-12 0", "2024-01 1")),
        (("2019", "2021-03-01"), ("2019 1", "2020 0", "2021 1")),
        (
            ("2023-12-31", "2024-05-01"),
            ("2023-12 1", "2024-01 0", "2024-02 0", "2024-03 0", "2024-04 0", "2024-05 1"),
        ),
        (("2024-02-31",), ()),
    ],
)
def test_periods_follow_each_other_and_hold_their_reports(
    dates: tuple[str, ...], counts: tuple[str, ...]
) -> None:
    found = trend(MEANT, dated(*dates))
    assert tuple(f"{period} {count}" for period, count in found.counts) == counts


days = (
    st.dates().map(str)
    | st.dates().map(lambda one: str(one)[:7])
    | st.sampled_from(["", "2024", "x", "2023-02-30"])
)


@given(st.lists(days, max_size=12))
def test_every_report_is_counted_once_or_said_to_be_left_out(dates: list[str]) -> None:
    found = trend(MEANT, dated(*dates))
    earlier = len(dates) - sum(count for _, count in found.counts) - found.undated
    assert earlier >= 0
    assert not earlier or len(found.counts) == 150
    periods = [tuple(map(int, period.split("-"))) for period, _ in found.counts]
    assert periods == sorted(periods)


def test_a_library_counts_the_reports_that_hold_a_word() -> None:
    reports = (*dated("2024-05-03", "2024-06-03"), Article("z", "题", ("船",), date="2024-05-04"))
    found = Library(Corpus(reports)).trend(" 桥 ")
    assert found
    assert found.meant.total == 2
    assert found.counts == (("2024-05-03", 1), *found.counts[1:-1], ("2024-06-03", 1))
