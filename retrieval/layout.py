"""What the blocks around a place on a page say: that a paragraph goes on, that a byline follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.byline import Credit, credit, dateline, signature
from retrieval.heading import may_be_heading
from retrieval.page import Block
from retrieval.punctuation import is_finished, is_one, join

_HEADING_LINES = 3
"""The most lines that one heading has."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a page, and its habits.

    `gap`: the usual number of blank lines between blocks. `indented`: paragraphs begin with an
    indent. `signed`: bylines are printed; `byline_first`: more often below the title.
    """

    blocks: tuple[Block, ...]
    gap: int
    indented: bool
    signed: bool
    byline_first: bool

    @classmethod
    def of(cls, blocks: Sequence[Block], gap: int) -> Layout:
        """Learn the page's habits."""
        texts = [block for block in blocks if is_finished(block.text)]
        indented = sum(block.indented for block in texts) * 2 > len(texts)
        lines = sum(credit(block.text) is not None for block in blocks)
        endings = sum(_is_signed(block.text) for block in blocks)
        return cls(tuple(blocks), gap, indented, lines + endings > 0, lines > endings)

    def is_far(self, number: int) -> bool:
        """Whether more than the usual white space stands before a block."""
        return self.blocks[number].gap > self.gap

    def goes_on(self, left: str, number: int) -> bool:
        """Whether a block is the continuation of the text before it."""
        block = self.blocks[number]
        if credit(block.text) or (may_be_heading(block.text) and self.byline_below(number)):
            return False
        if found := signature(left):
            apart = self.is_far(number) or may_be_heading(block.text)
            if found.sure or apart:
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
        for block in self.blocks[number + 1 : number + 1 + _HEADING_LINES]:
            if found := credit(block.text):
                return found
            if not may_be_heading(block.text):
                break
        return None

    def report_below(self, number: int) -> bool:
        """Whether the next block begins with a dateline: 本报讯（记者 …）."""
        below = self.blocks[number + 1 : number + 2]
        return any(dateline(block.text) or block.text.startswith("本报讯") for block in below)

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
