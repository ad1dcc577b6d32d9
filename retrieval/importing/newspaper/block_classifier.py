"""What a short line is: an article's title, a heading inside an article, or a paragraph's start.

What stands around it says so, where it can: a byline below, the end of an article above, space.
Where nothing does, the form of the line decides, and the classification carries a doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from retrieval.importing.newspaper.article_builder import ArticleBuilder
from retrieval.importing.newspaper.heading import (
    is_plain,
    is_subhead,
    is_told,
    is_two_phrases,
)
from retrieval.importing.newspaper.page_layout import PageLayout
from retrieval.importing.newspaper.punctuation import is_item, is_midway


class BlockClass(Enum):
    """What a block is, if it is no continuation, no credit and no caption."""

    TITLE = auto()
    SUBHEAD = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Classification:
    """What a block is taken as; and in which words that is doubted, if it is."""

    kind: BlockClass
    doubt: str = ""


TITLE = Classification(BlockClass.TITLE)
TEXT = Classification(BlockClass.TEXT)
_LIKELY_TITLE = Classification(BlockClass.TITLE, "taken as a title")
_LIKELY_SUBHEAD = Classification(BlockClass.SUBHEAD, "taken as a heading inside the article")
_LIKELY_TEXT = Classification(BlockClass.TEXT, "taken as the beginning of a paragraph")


def classify(layout: PageLayout, draft: ArticleBuilder | None, number: int) -> Classification:
    """Judge a block that follows a finished paragraph, or a heading, of the draft."""
    text = layout.blocks[number].text
    if not layout.forms[number].heading or is_midway(layout.below(number)):
        return TEXT
    if draft is None or _is_plainly_a_title(layout, draft, number):
        return TITLE
    if is_item(text):
        return _LIKELY_SUBHEAD
    return (_by_form if draft.paragraphs else _below_a_title)(layout, draft, number)


def _is_plainly_a_title(layout: PageLayout, draft: ArticleBuilder, number: int) -> bool:
    """Whether what stands around a line says that it is a title, or a line of one."""
    text = layout.blocks[number].text
    if layout.byline_below(number):
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
    return _LIKELY_TEXT


def _by_form(layout: PageLayout, draft: ArticleBuilder, number: int) -> Classification:
    """Judge a line between paragraphs, when nothing around it explains it."""
    text = layout.blocks[number].text
    if layout.begins_paragraph(number) or not is_plain(text):
        return TEXT
    if not layout.signed:
        return _LIKELY_TITLE
    apart = layout.is_far(number) or layout.signed_below[number]
    inside = draft.credits and layout.byline_first and not apart
    told = layout.is_far(number) or is_told(text, layout.below(number))
    if is_two_phrases(text) or (told and not is_subhead(text)):
        return _LIKELY_SUBHEAD if inside else _LIKELY_TITLE
    if is_subhead(text) or not layout.cut:
        return _LIKELY_SUBHEAD
    return _LIKELY_TEXT
