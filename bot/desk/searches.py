"""Searches: the passages with certain words, and those beyond what an answer has quoted."""

from __future__ import annotations

from bot.desk import passages
from bot.desk.reader import Reader
from bot.desk.shelf import Shelf
from bot.replies import hits
from bot.replies.buttons import Press
from bot.replies.reply import Reply
from retrieval.answer import Passage


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
        found = await self._shelf.beside(self._passages, search)
        return await self._shelf.proved(hits.found(reader.words, search, found, page))

    def _passages(self, search: hits.Search) -> list[Passage]:
        """Return what a search finds, but for the passage that was quoted before."""
        before = (search.article, search.number)
        found = passages.holding(self._shelf.library, search.words, hits.MOST)
        return [one for one in found if (one.quote.article.id, one.quote.number) != before]
