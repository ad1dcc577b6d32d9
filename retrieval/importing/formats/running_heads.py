"""What stands at the edges of pages and is no text: running heads, dates, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.importing.formats.printed_line import PrintedLine
from retrieval.importing.newspaper.punctuation import DASHES

_MARGIN = 0.1
"""The share of a page's height, at its top and bottom, where running heads stand."""

_NUMBER = re.compile(
    rf"[{DASHES}\s]*\d{{1,4}}(?:\s*/\s*\d{{1,4}})?[{DASHES}\s]*|第\s?\d+\s?页.{{0,12}}"
)
_DATED = re.compile(r"[^，。！？]{0,20}(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^，。！？]{0,20}")
_DIGITS = re.compile(r"\d+")
_REPEATS, _HEADLINE = 3, 1.18


def running_heads(pages: Sequence[Sequence[PrintedLine]], size: float) -> frozenset[PrintedLine]:
    """Return the lines at the edges of pages that repeat at one place, or hold a number or date.

    `size`: that of the body; a larger line with a date is a headline.
    """
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
        if (places[_place(line)] >= _REPEATS and line.size < _HEADLINE * size)
        or _NUMBER.fullmatch(line.text)
        or (line.size <= size and _DATED.fullmatch(line.text))
    )


def _place(line: PrintedLine) -> tuple[str, int]:
    """Return what is alike in a running head on every page: its words and its height."""
    return _DIGITS.sub("#", line.text), round(line.top / 4)
