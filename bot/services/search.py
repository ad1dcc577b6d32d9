"""Searches: the passages with certain words, and those beyond what an answer has quoted."""

from __future__ import annotations

from dataclasses import replace

from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import search_results
from bot.views.callback_data import CallbackData
from bot.views.reply import Reply
from retrieval.answer import SearchResults
from retrieval.library import Library


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
        found = await self._pool.beside(self._results, search)
        return await self._pool.proved(search_results.found(request.words, search, found, page))

    def _results(self, search: search_results.Search) -> SearchResults:
        """Return what a search finds, but for the passage that was quoted before."""
        found = self._pool.library.look_up(search.words, search_results.MOST)
        before = (search.article, search.number)
        whole, part = (
            tuple(one for one in some if (one.quote.article.id, one.quote.number) != before)
            for some in (found.whole, found.part)
        )
        return replace(found, whole=whole, part=part)


def content(library: Library, text: str) -> list[str]:
    """Return the words of a question that carry content, folded; no single characters."""
    return [word for word in library.terms(text) if len(word) > 1]
