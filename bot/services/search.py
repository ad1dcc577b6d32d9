"""Searches: the passages with certain words, and those beyond what an answer has quoted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import search_results
from bot.views.callback_data import CallbackData
from bot.views.reply import Reply
from retrieval.analysis.normalizer import fold
from retrieval.answer import Passage
from retrieval.article import Article
from retrieval.library import Library
from retrieval.query.search_syntax import SearchQuery


class SearchService:
    """Lists what the reports have, page by page."""

    def __init__(self, pool: LibraryPool) -> None:
        self._pool = pool

    async def search(self, request: Request, text: str) -> Reply:
        """List the passages that hold certain words or phrases, of certain reports."""
        if not text:
            return Reply(request.words("search_usage"))
        return await self._found(request, search_results.Search(text))

    async def more(self, request: Request, press: CallbackData, asked: str) -> Reply:
        """List what the words `asked` find on the page, and but for the passage, of a button."""
        article = self._pool.find(press.article)
        number = press.last if press.part else 0
        search = search_results.Search(asked, article.id if article else press.article, number)
        return await self._found(request, search, press.number)

    async def _found(self, request: Request, search: search_results.Search, page: int = 1) -> Reply:
        found = await self._pool.beside(self._passages, search)
        return await self._pool.proved(search_results.found(request.words, search, found, page))

    def _passages(self, search: search_results.Search) -> list[Passage]:
        """Return what a search finds, but for the passage that was quoted before."""
        before = (search.article, search.number)
        found = holding(self._pool.library, search.words, search_results.MOST)
        return [one for one in found if (one.quote.article.id, one.quote.number) != before]


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
