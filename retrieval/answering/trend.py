"""How often a word stands in the reports of each year, month or day."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from retrieval.article import Article
from retrieval.claims.criterion import Criterion
from retrieval.claims.statements import Reports, Selected
from retrieval.dates import Day, Period, day

_YEARS, _MONTHS = 3, 3
"""Over more years than these, years are counted; over more months, months."""
_MOST = 150
"""So many periods are told at most: the last ones."""


class Scale(Enum):
    """How long a period is, as how many numbers of a date tell it."""

    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True, slots=True)
class Trend:
    """How many reports of each period hold a word, in order, periods without any among them.

    `meant` claims how many reports hold it in all; `undated` of these tell no date, or none that
    is exact enough. All of it is a statement on the reports.
    """

    meant: Selected
    counts: tuple[tuple[str, int], ...]
    undated: int = 0

    def prove(self, reports: Reports) -> bool:
        """Whether so many are meant of each period, as far as that can be counted by itself."""
        told = [(period, count) for period, count in self.counts if count]
        counted = [reports.count(self._of(period)) for period, _ in told]
        each = all(found in (None, count) for found, (_, count) in zip(counted, told, strict=True))
        rest = self.meant.total - sum(count for _, count in told)
        return self.meant.prove(reports) and each and 0 <= self.undated <= rest

    def _of(self, period: str) -> Criterion:
        return replace(self.meant.criterion, period=Period(*map(int, period.split("-"))))


def trend(meant: Selected, reports: Iterable[Article]) -> Trend:
    """Count the reports that are meant by their dates.

    >>> trend(meant, [Article("a", "题", ("桥",), date="2024-05-03")]).counts
    (('2024-05-03', 1),)
    """
    days = [day(report.date) for report in reports]
    dated = sorted(one for one in days if one)
    told = sum(_tells(one, _scale(dated)) for one in dated)
    return Trend(meant, by_period(days), len(days) - told)


def by_period(days: Iterable[Day | None]) -> tuple[tuple[str, int], ...]:
    """Count days by the periods they are in, in order; None is in none.

    >>> by_period([day("2024-05-03"), day("2024-05-03"), None])
    (('2024-05-03', 2),)
    """
    dated = sorted(one for one in days if one)
    scale = _scale(dated)
    told = [one[: scale.value] for one in dated if _tells(one, scale)]
    counted = Counter(told)
    periods = list(_periods(told[0], told[-1], scale)) if told else []
    return tuple((_written(period), counted[period]) for period in periods[-_MOST:])


def _scale(dated: Sequence[Day]) -> Scale:
    if not dated:
        return Scale.DAY
    (first, first_month, _), (last, last_month, _) = dated[0], dated[-1]
    if last - first > _YEARS or not all(month for _, month, _ in dated):
        return Scale.YEAR
    months = 12 * (last - first) + last_month - first_month
    return Scale.MONTH if months > _MONTHS or not all(of for *_, of in dated) else Scale.DAY


def _periods(
    first: tuple[int, ...], last: tuple[int, ...], scale: Scale
) -> Iterator[tuple[int, ...]]:
    """Yield every period from the first to the last."""
    if scale is Scale.DAY:
        for number in range(_ordinal(first), _ordinal(last) + 1):
            one = date.fromordinal(number)
            yield one.year, one.month, one.day
    elif scale is Scale.MONTH:
        for number in range(12 * first[0] + first[1] - 1, 12 * last[0] + last[1]):
            yield number // 12, number % 12 + 1
    else:
        for number in range(first[0], last[0] + 1):
            yield (number,)


def _tells(one: Day, scale: Scale) -> bool:
    """Whether a date tells its period, and is one that there was."""
    if scale is Scale.DAY:
        year, month, of = one
        return year >= date.min.year and month >= 1 and 1 <= of <= monthrange(year, month)[1]
    return all(one[: scale.value])


def _ordinal(of: tuple[int, ...]) -> int:
    year, month, number = of
    return date(year, month, number).toordinal()


def _written(period: tuple[int, ...]) -> str:
    return "-".join(f"{number:02}" for number in period)
