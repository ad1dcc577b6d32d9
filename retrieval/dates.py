"""Days as reports bear them, and the periods that questions name: 2025年, 5月, 2025年5月3日."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.analysis.numerals import NUMERAL, whole
from retrieval.article import Span

Day = tuple[int, int, int]
"""Year, month and day; 0 where a date does not tell it. Days compare as they follow each other."""

_DAY = re.compile(r"(\d{4})(?:\D+(\d{1,2})(?:\D+(\d{1,2}))?)?\D*|(\d{4})(\d\d)(\d\d)")
_FIGURES = rf"[0-9{NUMERAL}]"
_PERIOD = re.compile(
    rf"(?:(?P<year>{_FIGURES}{{4}})年?)?"
    rf"(?:(?P<month>{_FIGURES}{{1,3}})月份?)?"
    rf"(?:(?P<day>{_FIGURES}{{1,3}})[日号])?"
)
_MONTHS, _DAYS = 12, 31
_LEAP = 4
"""A day of a month of no year may be that of a leap year."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month or day, or a month of whatever year; 0 where it does not tell one."""

    year: int = 0
    month: int = 0
    day: int = 0

    def holds(self, day: Day) -> bool:
        """Whether a day lies in the period; one that tells less than the period does not."""
        wanted = self.year, self.month, self.day
        return all(one in (0, own) for one, own in zip(wanted, day, strict=True))

    def __str__(self) -> str:
        """2025年5月3日, as far as it tells."""
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{number}{unit}" for number, unit in parts if number)


def day(date: str) -> Day | None:
    """Read the date of a report, such as 2025-05-03, 2025年5月 or 20250503; None when it is none.

    >>> day("2025年5月"), day("去年")
    ((2025, 5, 0), None)
    """
    found = _DAY.fullmatch(date.strip())
    if not found:
        return None
    parts = [int(part or 0) for part in found.groups()]
    year, month, of_month = parts[3:] if parts[3] else parts[:3]
    return (year, month, of_month) if _is_possible(year, month, of_month) else None


def period(text: str) -> tuple[Period, str] | None:
    """Read the period that a text (folded) begins with, and return it with what is left.

    >>> period("2025年湖州")
    (Period(year=2025, month=0, day=0), '湖州')
    """
    found = _PERIOD.match(text)
    if not found or not found.group() or found.group().isdigit():
        return None
    numbers = [_number(found[name]) for name in ("year", "month", "day")]
    if None in numbers:
        return None
    read = Period(*(number or 0 for number in numbers))
    fits = _is_possible(read.year, read.month, read.day)
    return (read, text[found.end() :]) if fits else None


def is_impossible(text: str) -> bool:
    """Whether a text (folded) begins with a time that there never is: 2024年13月, 2月30日."""
    found = _PERIOD.match(text)
    if not found or not (found["month"] and (found["year"] or found["day"])):
        return False
    year, month, of_month = (_number(found[name]) or 0 for name in ("year", "month", "day"))
    return not _is_possible(year, month, of_month)


def periods(text: str) -> Iterator[tuple[Span, Period]]:
    """Yield where a text (folded) names a year, a month or a day, and which: 2025年底, 5月3日."""
    for found in _PERIOD.finditer(text):
        read = period(found.group()) if found.group() else None
        if read and not read[1]:
            yield found.span(), read[0]


def _is_possible(year: int, month: int, of_month: int) -> bool:
    """Whether there is such a month, and such a day of it; 0 where that is not told."""
    if month > _MONTHS:
        return False
    return of_month <= (monthrange(year or _LEAP, month)[1] if month else _DAYS)


def _number(figures: str | None) -> int | None:
    if figures is None:
        return 0
    if figures.isdigit():
        return int(figures)
    # Figures of both kinds tell no number: 台北101一開始.
    return None if any(map(str.isdigit, figures)) else whole(figures)
