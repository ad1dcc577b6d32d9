"""What the blocks around a place on a page say: that a paragraph goes on, that a byline follows.

What a block says by itself is asked once a block, so that the time grows with the page's length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.analysis.persons import may_be_name
from retrieval.expansion.word_likeness import listed_near
from retrieval.importing.newspaper.byline import Credit, credit, dateline, join_names, signature
from retrieval.importing.newspaper.heading import is_pictured, may_be_heading
from retrieval.importing.newspaper.page_text import TextBlock
from retrieval.importing.newspaper.punctuation import is_finished, is_one, join

_HEADING_LINES = 3
"""The most lines that one heading has."""

_LEAST_PROSE = 30
"""A block with more characters than this is prose."""

_MOST_PIECES = 40
"""The most blocks that are looked at for the end of a paragraph: its lines, or its columns."""


@dataclass(frozen=True, slots=True)
class BlockForm:
    """What one block says by itself, and the byline that its place among others makes it.

    `credit`: what it is, if nothing but a credit. `heading`: it has the form of one. `finished`: it
    ends as a paragraph ends. `signed`: it ends in a writer's byline. `byline`: its credit, or the
    rare name that stands between a heading and prose.
    """

    credit: Credit | None
    heading: bool
    finished: bool
    signed: bool
    byline: Credit | None = None


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The blocks of a page with the form of each, and the page's habits.

    `gap`: the usual number of blank lines between blocks. `indented`: paragraphs begin with an
    indent. `cut`: columns cut paragraphs in two. `signed`: bylines are printed; `byline_first`:
    more often below the title than at the end. `signed_below`: by block, whether the text below
    comes to a byline at its end before one below a title. `sized`: headlines are told by their
    size.
    """

    blocks: tuple[TextBlock, ...]
    forms: tuple[BlockForm, ...]
    gap: int
    indented: bool
    cut: bool
    signed: bool
    byline_first: bool
    signed_below: tuple[bool, ...]
    sized: bool = False

    @classmethod
    def of(cls, blocks: Sequence[TextBlock], gap: int) -> PageLayout:
        """Learn the page's habits."""
        forms = _forms(blocks)
        indents = [b.indented for b, form in zip(blocks, forms, strict=True) if form.finished]
        lines = sum(form.credit is not None for form in forms)
        endings = sum(form.signed for form in forms)
        return cls(
            tuple(blocks),
            forms,
            gap,
            indented=sum(indents) * 2 > len(indents),
            cut=any(_is_cut(b.text, form) for b, form in zip(blocks, forms, strict=True)),
            signed=lines + endings > 0,
            byline_first=lines > endings,
            signed_below=_signed_below(forms),
            sized=any(block.headline for block in blocks),
        )

    def is_far(self, number: int) -> bool:
        """Whether more than the usual white space stands before a block."""
        return self.blocks[number].gap > self.gap

    def goes_on(self, left: str, number: int) -> bool:
        """Whether a block is the continuation of the text before it."""
        block, form = self.blocks[number], self.forms[number]
        if join_names(left, block.text):
            return True
        if block.goes_on is not None:
            return block.goes_on
        headed = block.headline or (form.heading and self.byline_below(number))
        if form.credit or headed or (is_pictured(left) and is_pictured(block.text)):
            return False
        if found := signature(left):
            heading = form.heading and not form.finished
            if found.sure or heading or self.is_far(number):
                return False
        if self.indented and is_finished(left):
            return not (block.indented or form.heading or self.is_far(number))
        return is_one(left, block.text)

    def is_cut_after(self, number: int) -> bool:
        """Whether the place of the next block says that it is the rest of this one."""
        return any(block.goes_on for block in self.blocks[number + 1 : number + 2])

    def begins_paragraph(self, number: int) -> bool:
        """Whether a block and the next stand like a paragraph's first line and its second."""
        below = self.blocks[number + 1 : number + 2]
        return self.blocks[number].indented and not any(block.indented for block in below)

    def byline_below(self, number: int) -> Credit | None:
        """Return the byline below a heading of which a block is the first line."""
        for form in self.forms[number + 1 : number + 1 + _HEADING_LINES]:
            if form.byline:
                return form.byline
            if not form.heading:
                break
        return None

    def below(self, number: int) -> str:
        """Return the text of the next block; nothing below the last."""
        return self.blocks[number + 1].text if number + 1 < len(self.blocks) else ""

    def report_below(self, number: int) -> bool:
        """Whether the next block begins with a dateline: 本报讯（记者 …）."""
        below = self.below(number)
        return below.startswith("本报讯") or dateline(below) is not None

    def paragraph(self, number: int) -> str:
        """Return the paragraph that a block begins, with a credit line below it.

        Of one in very many pieces, as where no line ends a sentence, only the first are read.
        """
        text = self.blocks[number].text
        for below in range(number + 1, min(number + _MOST_PIECES, len(self.blocks))):
            found = self.forms[below].credit
            if not (self.goes_on(text, below) or (found and found.photo)):
                break
            text = join(text, self.blocks[below].text)
        return text


def _forms(blocks: Sequence[TextBlock]) -> tuple[BlockForm, ...]:
    """Look at every block by itself, then at those that may be a rare name below a heading."""
    forms = [_form(block) for block in blocks]
    for number, form in enumerate(forms):
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        headed = number > 0 and forms[number - 1].heading and len(below) > _LEAST_PROSE
        rare = headed and not form.credit and may_be_name(blocks[number].text)
        byline = Credit((blocks[number].text,)) if rare else form.credit
        forms[number] = replace(form, byline=byline) if byline else form
        between = number > 0 and forms[number - 1].finished and len(below) > _LEAST_PROSE
        if between and _is_word(form):
            forms[number] = replace(form, credit=None)
    return tuple(forms)


def _is_word(form: BlockForm) -> bool:
    """Whether a credit is one everyday word: between paragraphs 经过 is rather a heading."""
    named = form.credit and not form.credit.sure and form.heading and form.credit.names
    return bool(named and len(named) == 1 and listed_near(named[0]))


def _form(block: TextBlock) -> BlockForm:
    text = block.text
    if block.headline and not credit(text):
        return BlockForm(None, heading=True, finished=False, signed=False)
    found = signature(text)
    signed = bool(found and found.sure and not found.photo)
    return BlockForm(credit(text), may_be_heading(text), is_finished(text), signed)


def _signed_below(forms: Sequence[BlockForm]) -> tuple[bool, ...]:
    """Tell for every block, from the last upwards, which kind of byline comes first below it."""
    found = [False] * len(forms)
    for number in range(len(forms) - 2, -1, -1):
        below = forms[number + 1]
        if below.byline:
            found[number] = not forms[number].heading
        else:
            found[number] = below.signed or found[number + 1]
    return tuple(found)


def _is_cut(text: str, form: BlockForm) -> bool:
    """Whether a text is prose without an end."""
    return not (form.finished or form.heading or form.credit or signature(text))
