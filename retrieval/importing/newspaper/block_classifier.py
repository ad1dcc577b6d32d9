"""What a short line is: an article's title, a heading inside an article, or a paragraph's start.

What stands around it says so, where it can: a byline below, the end of an article above, space.
Where nothing does, the form of the line decides, and the classification carries a doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from retrieval.importing.newspaper.article_builder import ArticleBuilder
from retrieval.importing.newspaper.heading import (
    is_labelled,
    is_opening,
    is_plain,
    is_short,
    is_subhead,
    is_told,
    is_two_phrases,
    may_be_odd_heading,
)
from retrieval.importing.newspaper.page_layout import PageLayout
from retrieval.importing.newspaper.punctuation import (
    is_finished,
    is_item,
    is_midway,
    is_split_word,
)


class BlockClass(Enum):
    """What a block is, if it is no continuation, no credit and no caption."""

    TITLE = auto()
    SUBHEAD = auto()
    TEXT = auto()
    UNSURE = auto()
    """A title or text: nothing says which."""


@dataclass(frozen=True, slots=True)
class Classification:
    """What a block is taken as; and in which words that is doubted, if it is."""

    kind: BlockClass
    doubt: str = ""


TITLE = Classification(BlockClass.TITLE)
TEXT = Classification(BlockClass.TEXT)
_LIKELY_TITLE = Classification(BlockClass.TITLE, "taken as a title")
_LIKELY_TEXT = Classification(BlockClass.TEXT, "taken as a paragraph; it may be a title")
_ODD_TITLE = Classification(BlockClass.TITLE, "taken as a title because of its place")
_LIKELY_SUBHEAD = Classification(BlockClass.SUBHEAD, "taken as a heading inside the article")
_UNSURE = Classification(BlockClass.UNSURE, "a title without a byline, or a paragraph's first line")


def classify(layout: PageLayout, draft: ArticleBuilder | None, number: int) -> Classification:
    """Judge a block that follows a finished paragraph, or a heading, of the draft."""
    text, below = layout.blocks[number].text, layout.below(number)
    if layout.sized and (draft or layout.blocks[number].headline):
        return _by_size(layout, number)
    if not layout.forms[number].heading:
        return _without_form(layout, draft, number)
    if layout.is_cut_after(number) or is_midway(below) or is_split_word(text, below):
        return TEXT
    if draft is None or _is_plainly_a_title(layout, draft, number):
        return TITLE
    if is_item(text):
        return _LIKELY_SUBHEAD
    return (_by_form if draft.paragraphs else _below_a_title)(layout, draft, number)


def _by_size(layout: PageLayout, number: int) -> Classification:
    """Judge a block of a page whose titles are larger than its text."""
    block = layout.blocks[number]
    if block.headline and not is_item(block.text):
        return TITLE
    is_heading = layout.forms[number].heading and not layout.is_cut_after(number)
    return _LIKELY_SUBHEAD if is_heading else TEXT


def _without_form(layout: PageLayout, draft: ArticleBuilder | None, number: int) -> Classification:
    """Judge a block that has not the form of a heading: it is one only by its place."""
    text = layout.blocks[number].text
    if draft is None and is_labelled(text):
        return TITLE
    if not may_be_odd_heading(text):
        return _UNSURE if _is_above_anothers_name(layout, draft, number) else TEXT
    if _is_odd_title(layout, draft, number):
        return _ODD_TITLE
    return _UNSURE if _may_be_anothers(layout, draft, number) else TEXT


def _is_odd_title(layout: PageLayout, draft: ArticleBuilder | None, number: int) -> bool:
    """Whether a line without a title's form stands where only a title can stand.

    That is above a byline, where the page prints them below titles; or above prose, where no
    article goes on, or where the prose tells of it.
    """
    below = layout.forms[number + 1] if number + 1 < len(layout.forms) else None
    if below and below.credit:
        return layout.byline_first and not below.credit.photo
    if not below or below.heading:
        return False
    if draft is None or draft.is_over:
        return True
    parted = bool(draft.paragraphs) and is_finished(draft.paragraphs[-1])
    return parted and _is_reported(layout, number)


def _is_above_anothers_name(layout: PageLayout, draft: ArticleBuilder | None, number: int) -> bool:
    """Whether a sentence stands like a title above a byline, in an article that has its own."""
    signed = bool(draft and draft.credits and draft.paragraphs) and layout.byline_first
    below = layout.forms[number + 1 : number + 2]
    named = any(form.credit and not form.credit.photo for form in below)
    return signed and named and is_short(layout.blocks[number].text)


def _is_reported(layout: PageLayout, number: int) -> bool:
    """Whether the text below begins as reports begin, or tells at once what the line says."""
    below = layout.below(number)
    return is_opening(below) or is_told(layout.blocks[number].text, below)


def _may_be_anothers(layout: PageLayout, draft: ArticleBuilder | None, number: int) -> bool:
    """Whether a short line in an article may be the title of another, as 丰收了！ may."""
    known = draft and draft.paragraphs and _is_anothers_below(layout, draft, number)
    prose = layout.below(number) and not layout.forms[number + 1].heading
    return bool(known and prose)


def _is_anothers_below(layout: PageLayout, draft: ArticleBuilder, number: int) -> bool:
    """Whether an article signed below its title is followed by a text signed at its end."""
    return bool(draft.credits) and layout.signed_below[number]


def _is_plainly_a_title(layout: PageLayout, draft: ArticleBuilder, number: int) -> bool:
    """Whether what stands around a line says that it is a title, or a line of one."""
    text = layout.blocks[number].text
    if layout.byline_below(number) or layout.below(number).startswith("——"):
        return True
    if draft.paragraphs:
        apart = layout.is_far(number) and not (draft.credits and layout.byline_first)
        explained = draft.is_over or apart or layout.report_below(number)
        return explained and not is_item(text)
    return not draft.headings or draft.has_heading(text) or layout.report_below(number)


def _below_a_title(layout: PageLayout, draft: ArticleBuilder, number: int) -> Classification:
    """Judge a line right below a title or its byline."""
    block = layout.blocks[number]
    if draft.credits:
        return TEXT if layout.cut and not is_subhead(block.text) else _LIKELY_SUBHEAD
    above = draft.headings[-1]
    alike = is_two_phrases(block.text) or abs(len(above) - len(block.text)) <= 1
    twins = alike and not is_two_phrases(above)
    tight = block.gap < layout.gap or block.text.startswith("—")
    if tight or twins or (is_plain(block.text) and not layout.cut):
        return TITLE
    return _UNSURE


def _by_form(layout: PageLayout, draft: ArticleBuilder, number: int) -> Classification:
    """Judge a line between paragraphs, when nothing around it explains it."""
    text = layout.blocks[number].text
    apart = layout.is_far(number) or layout.signed_below[number]
    inside = draft.credits and layout.byline_first and not apart
    told = layout.is_far(number) or is_told(text, layout.below(number))
    if layout.begins_paragraph(number) or not is_plain(text):
        told = told or _is_reported(layout, number)
        if told and layout.signed and not inside and not layout.begins_paragraph(number):
            return _LIKELY_TITLE
        return _UNSURE if _may_be_anothers(layout, draft, number) else _LIKELY_TEXT
    if not layout.signed:
        return _LIKELY_SUBHEAD
    if is_two_phrases(text) or (told and not is_subhead(text)):
        return _LIKELY_SUBHEAD if inside else _LIKELY_TITLE
    if not _is_anothers_below(layout, draft, number) and (is_subhead(text) or not layout.cut):
        return _LIKELY_SUBHEAD
    return _UNSURE
