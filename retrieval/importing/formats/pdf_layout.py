"""The lines of a PDF → the blocks of a page: in reading order, joined to paragraphs.

The order of drawing is kept while lines go down and columns to the right; else the page is cut
along its white space (XY-cut). What repeats at one place of several pages, and numbers at an edge,
are no text. Sizes tell headlines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from retrieval.importing.formats.printed_line import PrintedLine
from retrieval.importing.newspaper.page_text import PageText, TextBlock
from retrieval.importing.newspaper.punctuation import join

_MARGIN = 0.1
"""The share of a page's height, at its top and bottom, where running heads stand."""

_NUMBER = re.compile(r"[-—–·•\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-—–·•\s]*|第\s?\d+\s?页.{0,12}")
_DATED = re.compile(r"[^，。！？]{0,20}(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^，。！？]{0,20}")
_DIGITS = re.compile(r"\d+")
_REPEATS = 3
_BACKWARDS = 0.08
"""The share of lines that may stand above and left of the one drawn before them."""

_HEADLINE, _SAME_SIZE, _PITCH = 1.18, 0.08, 2.0
"""A headline's size by the body's; sizes that count as one; the most lines from line to line."""


def page_text(pages: Sequence[Sequence[PrintedLine]]) -> PageText:
    """Return the pages as one text; what is left out is told in its doubts."""
    size = _body_size(pages)
    heads = _running_heads(pages, size)
    blocks: list[TextBlock] = []
    doubts: list[tuple[int, str]] = []
    for page in pages:
        aside = [line.text for line in page if line in heads]
        doubts += ((len(blocks) + 1, f"set aside, in no article: {text!r}") for text in aside)
        kept = _in_order([line for line in page if line not in heads])
        for run in _runs(kept):
            blocks += _blocks(run, size, len(blocks) + 1)
    return PageText(tuple(blocks), tuple(doubts))


def _running_heads(pages: Sequence[Sequence[PrintedLine]], size: float) -> frozenset[PrintedLine]:
    """Return the lines at the edges of pages that repeat at one place, or hold a number or date."""
    edge = [
        line
        for page in pages
        for line in page
        if line.bottom < _MARGIN * line.height or line.top > (1 - _MARGIN) * line.height
    ]
    places = Counter(_place(line) for line in edge)
    return frozenset(
        line
        for line in edge
        if places[_place(line)] >= _REPEATS
        or _NUMBER.fullmatch(line.text)
        or (line.size <= size and _DATED.fullmatch(line.text))
    )


def _place(line: PrintedLine) -> tuple[str, int]:
    """Return what is alike in a running head on every page: its words and its height."""
    return _DIGITS.sub("#", line.text), round(line.top / 4)


def _body_size(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """Return the size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))


def _in_order(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Return lines in reading order."""
    backwards = sum(
        below.bottom < above.top and below.left < above.right - above.size
        for above, below in pairwise(lines)
    )
    return lines if backwards <= max(1, _BACKWARDS * len(lines)) else _cut(lines)


def _cut(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Cut a page between its columns, else across at its widest gap, and put each part in order."""
    rows = _groups(lines, across=True)
    columns = _groups(lines, across=False)
    if len(columns) > 1:
        return [line for column in columns for line in _cut(column)]
    if len(rows) in (1, len(lines)):
        return sorted(lines, key=lambda line: (round(line.top), line.left))
    gaps = [_top(below) - _bottom(above) for above, below in pairwise(rows)]
    at = gaps.index(max(gaps)) + 1
    parts = (rows[:at], rows[at:])
    return [line for part in parts for line in _cut([line for row in part for line in row])]


def _top(row: list[PrintedLine]) -> float:
    return min(line.top for line in row)


def _bottom(row: list[PrintedLine]) -> float:
    return max(line.bottom for line in row)


def _groups(lines: list[PrintedLine], *, across: bool) -> list[list[PrintedLine]]:
    """Part lines where no line stands: between rows (`across`), or between columns."""
    start, stop = map(attrgetter, ("top", "bottom") if across else ("left", "right"))
    groups: list[list[PrintedLine]] = []
    reach = float("-inf")
    for line in sorted(lines, key=start):
        if start(line) > reach - 0.2 * line.size * across:
            groups.append([])
        groups[-1].append(line)
        reach = max(reach, stop(line))
    return groups


def _runs(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Yield lines that stand right below each other in one column and one size."""
    run: list[PrintedLine] = []
    for line in lines:
        if run and not _is_below(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_below(above: PrintedLine, below: PrintedLine) -> bool:
    """Whether a line is the next one of a column."""
    alike = abs(above.size - below.size) <= _SAME_SIZE * above.size
    overlap = min(above.right, below.right) - max(above.left, below.left)
    pitch = below.top - above.top
    return alike and overlap > 0 and 0 < pitch < _PITCH * above.size


def _blocks(run: list[PrintedLine], size: float, number: int) -> list[TextBlock]:
    """Join a run's lines to paragraphs: an indent begins one, a short line ends one."""
    headline = run[0].size >= _HEADLINE * size
    left, right = min(line.left for line in run), max(line.right for line in run)
    blocks: list[TextBlock] = []
    for above, line in zip([None, *run], run, strict=False):
        indented = line.left > left + 1.2 * line.size
        short = above is None or above.right < right - 1.5 * line.size
        if blocks and (headline or not (indented or short)):
            last = blocks[-1]
            text = f"{last.text} {line.text}" if headline else join(last.text, line.text)
            blocks[-1] = TextBlock(text, last.line, last.gap, last.indented, 0, headline, line.page)
            continue
        block = TextBlock(line.text, number + len(blocks), 0, indented, 0, headline, line.page)
        blocks.append(block)
    return blocks
