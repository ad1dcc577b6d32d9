"""The text of a page as it was extracted from its columns, in blocks.

Extractors differ: one prints a paragraph a line, another every line of the column; one leaves a
blank line between all of them, another none. Here lines become blocks, and a block knows what
the white space before it said.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.importing.newspaper.byline import credit
from retrieval.importing.newspaper.heading import may_be_heading
from retrieval.importing.newspaper.punctuation import is_finished, join

_NEWLINE = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_INDENT = re.compile(r"\t|[ \u00a0]*\u3000|[ \u00a0]{2}")

_SHORTFALL = 4
"""Columns (a Chinese character takes two) that a full line may fall short of the widest."""

_FEWEST_LINES, _WIDEST, _SHARE_FULL, _SHARE_MIDWAY = 8, 100, 0.6, 0.7
"""Lines are wrapped at the column's width when so many of enough lines are about equally long,
and so many of these do not end a sentence."""

_QUOTED = 12
"""Characters of a line that are told in a doubt about it."""

_TAIL = 200
"""Characters before a break that may matter to what the break means."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A run of text; its first `line` (from 1), and the `gap` of blank lines before it.

    `width` is the number of columns that the last line takes, its indent included. `headline`: its
    size says that it is one. `page` counts from 1; 0 where the text tells no pages. `goes_on`:
    whether its place says that it is the rest of the block before; None where it does not say.
    """

    text: str
    line: int
    gap: int
    indented: bool
    width: int
    headline: bool = False
    page: int = 0
    goes_on: bool | None = None


@dataclass(frozen=True, slots=True)
class PageText:
    """The blocks of a page in order, and what the joining of its lines left in doubt."""

    blocks: tuple[TextBlock, ...]
    doubts: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, text: str) -> PageText:
        r"""Read a page's text: lines wrapped at the column's width are joined, others kept.

        >>> [(block.text, block.line, block.gap) for block in PageText.of("一\n\n二").blocks]
        [('一', 1, 0), ('二', 3, 1)]
        """
        measured = [_lines(text, measure) for measure in (_columns, _signs)]
        columns = [_column(lines) for lines in measured]
        lines, (width, _) = max(zip(measured, columns, strict=True), key=lambda found: found[1][1])
        return _unwrapped(lines, width) if width else cls(tuple(lines))

    @property
    def gap(self) -> int:
        """The usual number of blank lines before a block."""
        return _usual_gap(self.blocks)


def _lines(text: str, measure: Callable[[str], int]) -> list[TextBlock]:
    """Return the lines that are not blank; a form feed counts as a blank line."""
    found: list[TextBlock] = []
    gap = 0
    for number, line in enumerate(_NEWLINE.split(text), 1):
        for part in line.split("\f"):
            if bare := part.strip():
                indented = bool(_INDENT.match(part))
                found.append(TextBlock(bare, number, gap, indented, measure(part.rstrip())))
            gap = 0 if bare else gap + 1
    return found


def _columns(text: str) -> int:
    """Return the width of a line on a terminal or in a column of type."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _signs(text: str) -> int:
    """Return the width of a line whose every sign is as wide as a Chinese character."""
    return 2 * len(text)


def _usual_gap(blocks: tuple[TextBlock, ...]) -> int:
    gaps = Counter(block.gap for block in blocks[1:])
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)


def _column(lines: list[TextBlock]) -> tuple[int, float]:
    """Return the column's width when the lines are wrapped at it, else 0; and how many fill it."""
    usual = _usual_gap(tuple(lines))
    inner = [line for line, below in pairwise(lines) if below.gap <= usual]
    if len(inner) < _FEWEST_LINES:
        return 0, 0.0
    width = sorted(line.width for line in inner)[len(inner) * 9 // 10]
    full = [line for line in inner if abs(line.width - width) <= _SHORTFALL]
    midway = sum(not is_finished(line.text) for line in full)
    wrapped = len(full) >= _SHARE_FULL * len(inner) and midway >= _SHARE_MIDWAY * len(full)
    if not wrapped or width > _WIDEST:
        return 0, 0.0
    return width, sum(width - line.width <= 1 for line in full) / len(inner)


def _is_full(line: TextBlock, width: int) -> bool:
    """Whether a line fills the column; one that ends a sentence must fill it to the last sign."""
    return line.width > width - (2 if is_finished(line.text) else _SHORTFALL + 1)


def _unwrapped(lines: list[TextBlock], width: int) -> PageText:
    """Join every full line with the next one of its paragraph."""
    usual = _usual_gap(tuple(lines))
    marked = any(line.indented for line in lines)
    headed = _are_headed(lines, usual, width)
    paragraphs: list[_Lines] = []
    doubts: list[tuple[int, str]] = []
    for line in lines:
        begins = line.gap > usual or line.indented or credit(line.text)
        whole = paragraphs and paragraphs[-1].is_whole(
            usual, headed=headed and not (paragraphs[1:] and paragraphs[-2].is_title(usual))
        )
        if begins or whole or not paragraphs or not _is_full(paragraphs[-1].last, width):
            paragraphs.append(_Lines(line))
            continue
        if is_finished(paragraphs[-1].last.text) and not marked:
            why = "ends a sentence and a full line; taken as the same paragraph"
            doubts.append((line.line, f"{paragraphs[-1].last.text[-_QUOTED:]!r} {why}"))
        paragraphs[-1].add(line)
    return PageText(tuple(paragraph.block for paragraph in paragraphs), tuple(doubts))


def _are_headed(lines: list[TextBlock], usual: int, width: int) -> bool:
    """Whether most lines behind unusual gaps are headings, some shorter than the column."""
    first = [line for line in lines if line.gap > usual]
    headings = [line for line in first if may_be_heading(line.text)]
    short = any(not _is_full(line, width) for line in headings)
    return short and 2 * len(headings) > len(first)


class _Lines:
    """The lines of one paragraph; `last` is the last of them, with some of the text before it."""

    def __init__(self, first: TextBlock) -> None:
        self.last = first
        self._first = first
        self._texts = [first.text]

    def add(self, line: TextBlock) -> None:
        """Add the next line. Nothing long is copied, so that many lines take no longer each."""
        left = self.last.text
        joined = join(left, line.text)
        self._texts.append(joined[len(left) :])
        self.last = replace(line, text=joined[-_TAIL:])

    def is_whole(self, usual: int, *, headed: bool) -> bool:
        """Whether it is one line that no paragraph goes on from: a byline, or a heading.

        `headed`: a line that has the form of a heading, behind an unusual gap, is one.
        """
        if len(self._texts) > 1:
            return False
        return (headed and self.is_title(usual)) or credit(self._first.text) is not None

    def is_title(self, usual: int) -> bool:
        """Whether its one line stands behind an unusual gap and has the form of a heading."""
        line = self._first
        apart = len(self._texts) == 1 and line.gap > usual and not line.indented
        return apart and may_be_heading(line.text)

    @property
    def block(self) -> TextBlock:
        """The paragraph, which stands where its first line does."""
        return replace(self._first, text="".join(self._texts), width=self.last.width)
