"""Days that reports bear, and the periods that questions name."""

from __future__ import annotations

import pytest

from retrieval.dates import Day, Period, day, period, periods


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2025-05-03", (2025, 5, 3)),
        ("2025/5/3", (2025, 5, 3)),
        ("2025.05.03", (2025, 5, 3)),
        ("2025年5月3日", (2025, 5, 3)),
        ("20250503", (2025, 5, 3)),
        ("2025年5月", (2025, 5, 0)),
        ("2025-05", (2025, 5, 0)),
        ("2025", (2025, 0, 0)),
        ("2025年", (2025, 0, 0)),
        ("近日", None),
        ("", None),
        ("2025-13-01", None),
        ("5月3日", None),
    ],
)
def test_a_date_is_read(date: str, read: Day | None) -> None:
    assert day(date) == read


@pytest.mark.parametrize(
    ("text", "read", "rest"),
    [
        ("2025年", Period(2025), ""),
        ("2025年5月", Period(2025, 5), ""),
        ("2025年5月3日", Period(2025, 5, 3), ""),
        ("5月", Period(month=5), ""),
        ("五月份", Period(month=5), ""),
        ("十二月三日", Period(month=12, day=3), ""),
        ("二〇二五年", Period(2025), ""),
        ("2025年湖州", Period(2025), "湖州"),
        ("3号", Period(day=3), ""),
    ],
)
def test_a_period_is_read_off_the_beginning(text: str, read: Period, rest: str) -> None:
    assert period(text) == (read, rest)


@pytest.mark.parametrize("text", ["", "湖州", "2025", "13月", "三四百", "年", "一月三十九日"])
def test_what_is_no_period_is_not_read(text: str) -> None:
    assert period(text) is None


def test_a_day_lies_in_its_year_its_month_and_itself() -> None:
    of = (2025, 5, 3)
    assert all(p.holds(of) for p in (Period(2025), Period(2025, 5), Period(month=5), Period(*of)))
    assert not any(p.holds(of) for p in (Period(2024), Period(2025, 6), Period(day=4)))
    assert not Period(2025, 5).holds((2025, 0, 0))


@pytest.mark.parametrize("text", ["101一开始的名称", "1一月", "2025一年", "二0二五年"])
def test_figures_of_both_kinds_tell_no_period(text: str) -> None:
    assert period(text) is None
    assert list(periods(text)) == []
