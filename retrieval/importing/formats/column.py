"""The columns of a page: where the lines around a line begin and end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.importing.formats.printed_line import PrintedLine

_INDENT = 2.6
"""The deepest indent of a paragraph, in characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where most lines of a column begin and end."""

    left: float
    right: float


def columns_of(pages: Iterable[Sequence[PrintedLine]], size: float) -> dict[PrintedLine, Column]:
    """Return the column of each line, as far as lines of the body's size tell one."""
    columns: dict[PrintedLine, Column] = {}
    for page in pages:
        body = [line for line in page if abs(line.size - size) < 0.1 * size]
        lefts = _usual(line.left for line in body)
        ends: dict[float, float | None] = {}
        for line in page:
            left = _left(line, lefts)
            if left not in ends:
                beside = [other.right for other in body if _is_near(other.left, left, size)]
                ends[left] = _right(beside, size) if beside else None
            if right := ends[left]:
                columns[line] = Column(left, right)
    return columns


def _usual(places: Iterable[float]) -> Counter[int]:
    return Counter(round(place) for place in places)


def _left(line: PrintedLine, lefts: Counter[int]) -> float:
    """Return where most lines begin that begin near a line, or an indent before it."""
    near = range(round(line.left - _INDENT * line.size), round(line.left + 1.5) + 1)
    counts = {at: lefts[at - 1] + lefts[at] + lefts[at + 1] for at in near if lefts[at]}
    if not counts:
        return line.left
    most = max(counts.values())
    return float(min(at for at, count in counts.items() if count >= 0.5 * most))


def _is_near(left: float, column: float, size: float) -> bool:
    return column - 2 <= left <= column + _INDENT * size


def _right(rights: list[float], size: float) -> float:
    """Return where most lines end, which hanging signs may pass."""
    counts = Counter(round(right / size * 2) for right in rights)
    most = max(counts.values())
    return max(at for at, count in counts.items() if count >= 0.5 * most) * size / 2
