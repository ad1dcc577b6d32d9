"""The printed lines of pages → their blocks: in reading order, joined to paragraphs.

What repeats at one place of several pages, and numbers at an edge, are no text. Sizes tell
headlines; indents, and lines that end early, tell paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.importing.formats.column import Column, columns_of
from retrieval.importing.formats.printed_line import PrintedLine
from retrieval.importing.formats.reading_order import in_order
from retrieval.importing.formats.running_heads import running_heads
from retrieval.importing.newspaper.page_text import PageText, TextBlock
from retrieval.importing.newspaper.punctuation import is_finished, is_midway, join

_HEADLINE, _SAME_SIZE, _PITCH = 1.18, 0.08, 2.0
"""A headline's size by the body's; sizes that count as one; the most lines from line to line."""

_SHORT = 0.6
"""A line that fills less of its column is no full one, however long the next word is."""


@dataclass(slots=True)
class _Paragraph:
    """Lines that are joined so far; `last` is the last of them."""

    first: PrintedLine
    last: PrintedLine
    text: str
    indented: bool
    headline: bool
    goes_on: bool | None

    def block(self, number: int) -> TextBlock:
        """Return it as the block of that number."""
        return TextBlock(
            self.text, number, 0, self.indented, 0, self.headline, self.first.page, self.goes_on
        )


def page_text(pages: Sequence[Sequence[PrintedLine]]) -> PageText:
    """Return the pages as one text; what is left out or unsure is told in its doubts."""
    size = _body_size(pages)
    heads = running_heads(pages, size)
    kept = [in_order([line for line in page if line not in heads]) for page in pages]
    joiner = _Joiner(size, columns_of(kept, size))
    blocks: list[TextBlock] = []
    doubts: list[tuple[int, str]] = []
    for page, lines in zip(pages, kept, strict=True):
        aside = [line.text for line in page if line in heads]
        doubts += ((len(blocks) + 1, f"set aside, in no article: {text!r}") for text in aside)
        for paragraph in joiner.paragraphs(lines):
            blocks.append(paragraph.block(len(blocks) + 1))
            doubts += ((len(blocks), why) for why in joiner.doubts)
            joiner.doubts.clear()
    return PageText(tuple(blocks), tuple(doubts))


def _body_size(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """Return the size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0)


class _Joiner:
    """Joins lines to paragraphs, and knows across columns and pages what went before."""

    def __init__(self, size: float, columns: dict[PrintedLine, Column]) -> None:
        self._size = size
        self._columns = columns
        self._indents = self._are_indented()
        self._last: PrintedLine | None = None
        self.doubts: list[str] = []

    def paragraphs(self, lines: Sequence[PrintedLine]) -> Iterator[_Paragraph]:
        """Yield the paragraphs and headlines of a page, whose lines are in reading order."""
        paragraph: _Paragraph | None = None
        for line in lines:
            if paragraph and self._goes_on(paragraph, line):
                self._add(paragraph, line)
            else:
                if paragraph:
                    yield paragraph
                paragraph = self._begun(line, paragraph)
            self._last = line
        if paragraph:
            yield paragraph

    def _are_indented(self) -> bool:
        """Whether paragraphs begin with an indent."""
        indents = sum(self._is_indented(line) for line in self._columns)
        return indents >= 2 and indents * 40 > len(self._columns)  # noqa: PLR2004 - some do

    def _is_headline(self, line: PrintedLine) -> bool:
        return line.size >= _HEADLINE * self._size

    def _is_indented(self, line: PrintedLine) -> bool:
        column = self._columns.get(line)
        return bool(column and column.left + 1.2 * line.size < line.left)

    def _is_full(self, line: PrintedLine, lacking: float = 1.6) -> bool:
        """Whether a line reaches its column's end, give or take a character or two."""
        column = self._columns.get(line)
        return not column or line.right > column.right - lacking * line.size

    def _is_short(self, line: PrintedLine) -> bool:
        """Whether a line ends long before its column."""
        column = self._columns.get(line)
        return bool(column and line.right - column.left < _SHORT * (column.right - column.left))

    def _goes_on(self, paragraph: _Paragraph, line: PrintedLine) -> bool:
        """Whether a line is the next one of a paragraph or headline."""
        above = paragraph.last
        if not _is_below(above, line):
            return False
        if paragraph.headline:
            return True
        if self._is_indented(line) or self._is_short(above):
            return False
        return self._indents or self._is_full(above) or not is_finished(above.text)

    def _add(self, paragraph: _Paragraph, line: PrintedLine) -> None:
        above, paragraph.last = paragraph.last, line
        if not paragraph.headline:
            paragraph.text = join(paragraph.text, line.text)
        elif self._is_full(above, _lacking(line)) and not above.parted:
            self.doubts.append(f"the lines {paragraph.text!r} and {line.text!r} are one heading's")
            paragraph.text += line.text
        else:
            paragraph.text = f"{paragraph.text} {line.text}"

    def _begun(self, line: PrintedLine, before: _Paragraph | None) -> _Paragraph:
        """Begin a paragraph, which may be the rest of one in another column or on another page."""
        goes_on = self._is_rest(line, within=before is not None)
        return _Paragraph(
            line, line, line.text, self._is_indented(line), self._is_headline(line), goes_on
        )

    def _is_rest(self, line: PrintedLine, *, within: bool) -> bool | None:
        """Whether a line that begins a block is the rest of what was read before it."""
        above = self._last
        if above is None or self._is_headline(line) or self._is_headline(above):
            return False
        if not _alike(above, line):
            return None
        if self._is_indented(line) or self._is_short(above) or (within and _is_below(above, line)):
            return False
        if is_finished(above.text):
            return self._indents and self._is_full(line) if self._is_full(above) else False
        return True if self._indents and self._is_full(above) else None


def _lacking(below: PrintedLine) -> float:
    """Return how many characters a full line lacks at most: one more goes down with its mark."""
    return 2.6 if is_midway(below.text) else 1.6


def _alike(above: PrintedLine, below: PrintedLine) -> bool:
    return abs(above.size - below.size) <= _SAME_SIZE * above.size


def _is_below(above: PrintedLine, below: PrintedLine) -> bool:
    """Whether a line is the next one of a column, in the same size."""
    overlap = min(above.right, below.right) - max(above.left, below.left)
    pitch = below.top - above.top
    return _alike(above, below) and overlap > 0 and 0 < pitch < _PITCH * above.size
