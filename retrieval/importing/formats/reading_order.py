"""The order in which the lines of a page are read.

The order of drawing is kept while lines go down and columns to the right; else the page is cut
along its white space (XY-cut).
"""

from __future__ import annotations

import re
from itertools import pairwise

from retrieval.importing.formats.printed_line import PrintedLine

_BACKWARDS = 0.08
"""The share of lines that may stand above and left of the one drawn before them."""

_HANGING = re.compile(r"[，。、；：？！”’》）」』,.;:?!)%]+$")


def in_order(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Return lines in reading order."""
    backwards = sum(
        below.bottom < above.top and below.left < above.right - above.size
        for above, below in pairwise(lines)
    )
    return lines if backwards <= _BACKWARDS * len(lines) else _cut(lines)


def _cut(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Cut a page between its columns, else across at its widest gap, and put each part in order."""
    columns = _groups([(line.left, _right(line), line) for line in lines])
    if len(columns) > 1:
        return [line for column in columns for line in _cut(column)]
    rows = _groups([(line.top, line.bottom - 0.2 * line.size, line) for line in lines])
    if len(rows) in (1, len(lines)):
        return sorted(lines, key=lambda line: (round(line.top), line.left))
    gaps = [_top(below) - _bottom(above) for above, below in pairwise(rows)]
    at = gaps.index(max(gaps)) + 1
    parts = (rows[:at], rows[at:])
    return [line for part in parts for line in _cut([line for row in part for line in row])]


def _right(line: PrintedLine) -> float:
    """Return where a line ends without the signs that may hang out of its column."""
    hanging = _HANGING.search(line.text)
    return line.right - line.size * len(hanging[0]) if hanging else line.right


def _top(row: list[PrintedLine]) -> float:
    return min(line.top for line in row)


def _bottom(row: list[PrintedLine]) -> float:
    return max(line.bottom for line in row)


def _groups(lines: list[tuple[float, float, PrintedLine]]) -> list[list[PrintedLine]]:
    """Part lines, each with its start and stop, where none stands."""
    groups: list[list[PrintedLine]] = []
    reach = float("-inf")
    for start, stop, line in sorted(lines, key=lambda line: line[:2]):
        if start > reach:
            groups.append([])
        groups[-1].append(line)
        reach = max(reach, stop)
    return groups
