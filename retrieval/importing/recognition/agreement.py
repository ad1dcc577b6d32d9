"""Two readings of a picture → its lines: sure is only what both read alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retrieval.importing.formats.printed_line import PrintedLine
from retrieval.importing.recognition.reading import ReadLine
from retrieval.importing.recognition.recognised_text import RecognisedLine

_LEAST_SCORE = 0.8
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_NARROW_MARK = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,;:?!(]|[,;:?!)](?=[\u4e00-\u9fff“《])")
_GAP = 1.5
"""Boxes of one row with no more than so many characters between them are one line."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line put straight, and its least score."""

    printed: PrintedLine
    score: float


def agreed(
    first: list[ReadLine], second: list[ReadLine], unread: tuple[int, ...], height: int
) -> list[RecognisedLine]:
    """Return the lines of both readings, from the top, each with what is unsure of it.

    `height`: the picture's, in pixels. A line that only one has read is kept, with a doubt; one
    beside a place where something is `unread` has that doubt too.
    """
    turn = _turn(first or second)
    rows, others = (_rows(reading, turn, height) for reading in (first, second))
    told = [_judged(row, [one for one in others if _is_at(one, row)]) for row in rows]
    alone = [one for one in others if not any(_is_at(one, row) for row in rows)]
    told += [RecognisedLine(one.printed, "read at one size only") for one in alone]
    told.sort(key=lambda line: (line.printed.top, line.printed.left))
    for place in unread:
        _doubt_beside(told, place)
    return told


def _doubt_beside(lines: list[RecognisedLine], place: int) -> None:
    """Doubt the line nearest to where something was not read."""
    nearest = min(range(len(lines)), key=lambda n: abs(lines[n].printed.bottom - place))
    lines[nearest] = replace(lines[nearest], doubt=lines[nearest].doubt or "a line may be missing")


def _judged(row: _Row, others: list[_Row]) -> RecognisedLine:
    """Compare a line with what the other reading has at its place."""
    if not others:
        return RecognisedLine(row.printed, "read at one size only")
    again = "".join(one.printed.text for one in sorted(others, key=lambda one: one.printed.left))
    if _bare(again) != _bare(row.printed.text):
        return RecognisedLine(row.printed, f"read as {again!r} at another size")
    unsure = min(row.score, *(one.score for one in others)) < _LEAST_SCORE
    return RecognisedLine(row.printed, "hardly legible" if unsure else "")


def _bare(text: str) -> str:
    """Return a text without what readings may differ in: the width of signs, and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_at(one: _Row, other: _Row) -> bool:
    """Whether two lines stand at one place."""
    a, b = one.printed, other.printed
    level = min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.size, b.size)
    return level and min(a.right, b.right) - max(a.left, b.left) > 0


def _turn(lines: list[ReadLine]) -> NDArray[np.float64]:
    """Return the rotation that puts a tilted picture's lines straight."""
    along = [line.corners[1] - line.corners[0] for line in lines if len(line.text) > 1]
    angle = float(np.median([np.arctan2(y, x) for x, y in along])) if along else 0.0
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([[cosine, -sine], [sine, cosine]])


def _rows(lines: list[ReadLine], turn: NDArray[np.float64], height: int) -> list[_Row]:
    """Put lines straight, and join those that stand side by side in one row."""
    straight = sorted((_row(line, turn, height) for line in lines), key=lambda r: r.printed.left)
    rows: list[_Row] = []
    for row in straight:
        at = next((n for n, left in enumerate(rows) if _is_beside(left.printed, row.printed)), None)
        if at is None:
            rows.append(row)
        else:
            rows[at] = _joined(rows[at], row)
    return rows


def _row(line: ReadLine, turn: NDArray[np.float64], height: int) -> _Row:
    corners = line.corners @ turn
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    text = _NARROW_MARK.sub(lambda found: found[0].translate(_WIDE), line.text)
    printed = PrintedLine(
        text, float(left), float(right), float(top), float(bottom), float(bottom - top), 1, height
    )
    return _Row(printed, line.score)


def _is_beside(left: PrintedLine, right: PrintedLine) -> bool:
    """Whether a box goes on with a line."""
    level = min(left.bottom, right.bottom) - max(left.top, right.top)
    alike = level > 0.6 * max(left.size, right.size)
    return alike and -0.5 * left.size < right.left - left.right < _GAP * left.size


def _joined(left: _Row, right: _Row) -> _Row:
    a, b = left.printed, right.printed
    printed = replace(
        a,
        text=a.text + b.text,
        right=b.right,
        top=min(a.top, b.top),
        bottom=max(a.bottom, b.bottom),
    )
    return _Row(printed, min(left.score, right.score))
