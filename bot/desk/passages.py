"""Passages that hold what is looked for: those that share only single characters do not."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.analysis.normalizer import fold
from retrieval.answer import Passage
from retrieval.article import Article
from retrieval.library import Library
from retrieval.query.search_syntax import SearchQuery


def content(library: Library, text: str) -> list[str]:
    """Return the words of a question that carry content, folded; no single characters."""
    return [word for word in library.terms(text) if len(word) > 1]


def holding(library: Library, text: str, limit: int) -> list[Passage]:
    """Return what a search finds, but passages that hold a word of it only, or whose title does.

    All that is found counts where the search names its phrases or reports, or has no such word.
    """
    found = library.search(text, limit)
    query = SearchQuery.parse(text)
    words = content(library, text)
    if query.phrases or query.has_filters or not words:
        return list(found)
    return [one for one in found if one.quote.highlights or _titled(one.quote.article, words)]


def _titled(article: Article, words: Sequence[str]) -> bool:
    """Whether one of the words (folded) stands in the title."""
    title = fold(article.title)
    return any(word in title for word in words)
