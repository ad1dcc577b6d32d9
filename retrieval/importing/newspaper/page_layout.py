"""What the blocks around a place on a page say: that a paragraph goes on, that a byline follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis.persons import may_be_name
from retrieval.importing.newspaper.byline import Credit, credit, dateline, join_names, signature
from retrieval.importing.newspaper.heading import may_be_heading
from retrieval.importing.newspaper.page_text import TextBlock
from retrieval.importing.newspaper.punctuation import is_finished, is_one, join

_HEADING_LINES = 3
"""The most lines that one heading has."""

_LEAST_PROSE = 30
"""A block with more characters than this is prose."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The blocks of a page, and its habits.

    `gap`: the usual number of blank lines between blocks. `indented`: paragraphs begin with an
    indent. `cut`: columns cut paragraphs in two. `signed`: bylines are printed; `byline_first`:
    more often below the title than at the end.
    """

    blocks: tuple[TextBlock, ...]
    gap: int
    indented: bool
    cut: bool
    signed: bool
    byline_first: bool

    @classmethod
    def of(cls, blocks: Sequence[TextBlock], gap: int) -> PageLayout:
        """Learn the page's habits."""
        texts = [block for block in blocks if is_finished(block.text)]
        indented = sum(block.indented for block in texts) * 2 > len(texts)
        lines = sum(credit(block.text) is not None for block in blocks)
        endings = sum(_is_signed(block.text) for block in blocks)
        cut = any(_is_cut(block.text) for block in blocks)
        return cls(tuple(blocks), gap, indented, cut, lines + endings > 0, lines > endings)

    def is_far(self, number: int) -> bool:
        """Whether more than the usual white space stands before a block."""
        return self.blocks[number].gap > self.gap

    def goes_on(self, left: str, number: int) -> bool:
        """Whether a block is the continuation of the text before it."""
        block = self.blocks[number]
        if join_names(left, block.text):
            return True
        if credit(block.text) or (may_be_heading(block.text) and self.byline_below(number)):
            return False
        if found := signature(left):
            heading = may_be_heading(block.text) and not is_finished(block.text)
            if found.sure or heading or self.is_far(number):
                return False
        if self.indented and is_finished(left):
            return not (block.indented or may_be_heading(block.text) or self.is_far(number))
        return is_one(left, block.text)

    def begins_paragraph(self, number: int) -> bool:
        """Whether a block and the next stand like a paragraph's first line and its second."""
        below = self.blocks[number + 1 : number + 2]
        return self.blocks[number].indented and not any(block.indented for block in below)

    def byline_below(self, number: int) -> Credit | None:
        """Return the byline below a heading of which a block is the first line."""
        for below in range(number + 1, min(number + 1 + _HEADING_LINES, len(self.blocks))):
            if found := self.byline_at(below):
                return found
            if not may_be_heading(self.blocks[below].text):
                break
        return None

    def byline_at(self, number: int) -> Credit | None:
        """Return the byline that a block is; a rare name is one between a heading and prose."""
        text = self.blocks[number].text
        if found := credit(text):
            return found
        headed = number > 0 and may_be_heading(self.blocks[number - 1].text)
        prose = len(self.below(number)) > _LEAST_PROSE
        return Credit((text,)) if headed and prose and may_be_name(text) else None

    def is_signed_below(self, number: int) -> bool:
        """Whether the text below a block comes to a byline at its end before one below a title."""
        for below in range(number + 1, len(self.blocks)):
            if self.byline_at(below):
                return not may_be_heading(self.blocks[below - 1].text)
            if _is_signed(self.blocks[below].text):
                return True
        return False

    def below(self, number: int) -> str:
        """Return the text of the next block; nothing below the last."""
        return self.blocks[number + 1].text if number + 1 < len(self.blocks) else ""

    def report_below(self, number: int) -> bool:
        """Whether the next block begins with a dateline: 本报讯（记者 …）."""
        below = self.below(number)
        return below.startswith("本报讯") or dateline(below) is not None

    def paragraph(self, number: int) -> str:
        """Return the whole paragraph that a block begins, with a credit line below it."""
        text = self.blocks[number].text
        for below in range(number + 1, len(self.blocks)):
            found = credit(self.blocks[below].text)
            if not (self.goes_on(text, below) or (found and found.photo)):
                break
            text = join(text, self.blocks[below].text)
        return text


def _is_signed(text: str) -> bool:
    """Whether a paragraph ends in a writer's byline."""
    found = signature(text)
    return bool(found and found.sure and not found.photo)


def _is_cut(text: str) -> bool:
    """Whether a text is prose without an end."""
    return not (is_finished(text) or may_be_heading(text) or credit(text) or signature(text))
