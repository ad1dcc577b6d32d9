"""Official documents: an issuing body, a number such as 某政办发〔2026〕12号, and 关于…的通知.

Their title is the line 关于…; the body, the number and the addressee are paragraphs as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.article import Article
from retrieval.importing.newspaper.article_builder import ArticleBuilder
from retrieval.importing.newspaper.page_text import TextBlock
from retrieval.importing.newspaper.punctuation import is_item, is_one, join
from retrieval.importing.newspaper.word_pattern import one_of

_NUMBER = re.compile(r"\S{1,14}[〔\[［【(（]\s?(?:19|20)\d\d\s?[〕\]］】)）]\s?\d{1,4}\s?号")
_TITLE = re.compile(rf"\S{{0,30}}关于\S+{one_of('page_words', 'official documents')}")
_HEAD = 8
"""Blocks at the beginning among which the number and the title stand."""


def official_document(blocks: Sequence[TextBlock], source: str, date: str) -> Article | None:
    """Return the one article of an official document; None when the text is none."""
    head = [block.text for block in blocks[:_HEAD]]
    number = next((at for at, text in enumerate(head) if _NUMBER.fullmatch(text)), None)
    if number is None:
        return None
    title = next((at for at in range(len(head)) if _TITLE.fullmatch(head[at])), None)
    if title is None:
        return None
    draft = ArticleBuilder(blocks[0].line, headings=[head[title]], date=date)
    above = [text for at, text in enumerate(head[: max(number, title) + 1]) if at != title]
    draft.paragraphs = above
    for block in blocks[max(number, title) + 1 :]:
        _add(draft.paragraphs, block.text, kept=len(above))
    return draft.article(source, date)


def _add(paragraphs: list[str], text: str, kept: int) -> None:
    """Add a block, which may be the rest of the paragraph above it; the first `kept` stay apart."""
    left = paragraphs[-1] if len(paragraphs) > kept else ""
    if left and not left.endswith(("：", ":")) and not is_item(text) and is_one(left, text):
        paragraphs[-1] = join(left, text)
    else:
        paragraphs.append(text)
