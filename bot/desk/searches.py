"""Searches: the passages with certain words, and those beyond what an answer has quoted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.reader import Reader
from bot.desk.shelf import Shelf
from bot.replies import hits
from bot.replies.buttons import Press
from bot.replies.reply import Reply
from retrieval.answer import Passage
from retrieval.article import Article
from retrieval.asking.search_query import SearchQuery
from retrieval.language.folding import fold


class Searches:
    """Lists what the reports have, page by page."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def search(self, reader: Reader, text: str) -> Reply:
        """List the passages that hold certain words or phrases, of certain reports."""
        if not text:
            return Reply(reader.words("search_usage"))
        return await self._found(reader, hits.Search(text))

    async def more(self, reader: Reader, press: Press, asked: str) -> Reply:
        """List what the words `asked` find on the page, and but for the passage, of a button."""
        article = self._shelf.find(press.article)
        number = press.last if press.part else 0
        search = hits.Search(asked, article.id if article else press.article, number)
        return await self._found(reader, search, press.number)

    async def _found(self, reader: Reader, search: hits.Search, page: int = 1) -> Reply:
        passages = await self._shelf.beside(self._passages, search)
        return await self._shelf.proved(hits.found(reader.words, search, passages, page))

    def _passages(self, search: hits.Search) -> list[Passage]:
        """Return what a search finds, but for the passage that was quoted before."""
        found = self._shelf.library.search(search.words, hits.MOST)
        before = (search.article, search.number)
        others = [p for p in found if (p.quote.article.id, p.quote.number) != before]
        query = SearchQuery.parse(search.words)
        if query.phrases or query.has_filters:
            return others
        words = self._shelf.words(search.words)
        named = [p for p in others if p.quote.highlights or _titled(p.quote.article, words)]
        return named if words else others


def _titled(article: Article, words: Sequence[str]) -> bool:
    """Whether one of the words (folded) stands in the title."""
    title = fold(article.title)
    return any(word in title for word in words)
