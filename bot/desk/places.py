"""Places in the reports, read out: by address, by button, from the list, or any one at random."""

from __future__ import annotations

import random
from functools import partial
from unicodedata import normalize

from bot.desk.holdings import Holdings
from bot.desk.reader import Reader
from bot.desk.shelf import Shelf
from bot.replies import catalogue, reading
from bot.replies.buttons import Action, Press
from bot.replies.reply import Reply
from bot.replies.styled import shortened
from retrieval.article import Article
from retrieval.citation.address import Reference

_ECHO = 60
_DIGITS = 7


class Places:
    """Shows paragraphs and whole reports, and the list of what there is."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._holdings = Holdings(shelf.library)

    def named(self, text: str) -> tuple[Reference | None, int]:
        """Return what an address names, and the page of it: `a07-3`, `a07-3-5`, `a07 2`."""
        reference = self._shelf.resolve(text)
        name, _, page = text.strip().rpartition(" ")
        if reference or not (name and page.isdecimal() and len(page) < _DIGITS):
            return reference, 1
        return self._shelf.resolve(name), int(page)

    def is_address(self, text: str) -> bool:
        """Whether a text, written alone, names a place, or a paragraph that a report lacks."""
        return bool(self.named(text)[0] or self._lacking(text))

    async def read(self, reader: Reader, text: str) -> Reply:
        """Show a paragraph (`a07-3`), several (`a07-3-5`), an article (`a07`) or its page 2."""
        if not text:
            example = next((str(a.paragraph(1).address) for a in self._shelf.articles), "a01-1")
            return Reply(reader.words("read_usage", example=example))
        reference, page = self.named(text)
        if reference is None:
            return self._nowhere(reader, text)
        return await self._shelf.proved(reading.shown(reader.words, reference, page))

    async def turn(self, reader: Reader, press: Press) -> Reply | str:
        """Show what a button of the reader leads to; a text: an alert that it is gone."""
        article = self._shelf.find(press.article)
        if article is None:
            return reader.words.plain("gone")
        return await self._shelf.proved(_turned(reader, press, article))

    async def articles(self, reader: Reader, text: str, page: int = 0) -> Reply:
        """List a page of the articles; of those titled so, unless the text is a page's number."""
        if text.isdecimal() and len(text) < _DIGITS:
            page, text = page or int(text), ""
        titled = partial(self._holdings.titled, text)
        listed = await self._shelf.aside(titled if text else lambda: self._holdings.by_source)
        return catalogue.catalogue(reader.words, listed, page or 1, text)

    async def random(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Show some paragraph."""
        if not self._shelf.articles:
            return Reply(reader.words("empty_corpus"))
        article = random.choice(self._shelf.articles)  # noqa: S311 -- no secret
        filled = [number for number, text in enumerate(article.texts, 1) if text.strip()]
        if not filled:
            return await self._shelf.proved(reading.whole(reader.words, article))
        number = random.choice(filled)  # noqa: S311 -- no secret
        return await self._shelf.proved(reading.paragraph(reader.words, article, number))

    async def about(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell what the library holds."""
        summary = await self._shelf.aside(lambda: self._holdings.summary)
        return catalogue.about(reader.words, summary)

    def _nowhere(self, reader: Reader, text: str) -> Reply:
        """Say that there is no such place: no such paragraph, or nothing with that id at all."""
        if lacking := self._lacking(text):
            return _no_paragraph(reader, *lacking)
        return Reply(reader.words("no_such_place", typed=shortened(text, _ECHO)))

    def _lacking(self, text: str) -> tuple[Article, int] | None:
        """Return the report of an address, and the number of the paragraph that it has not."""
        name, _, number = normalize("NFKC", text).strip().rpartition("-")
        counted = name and number.isdecimal() and len(number) < _DIGITS and int(number) > 0
        reference = self._shelf.resolve(name) if counted else None
        return (reference.article, int(number)) if reference and reference.is_whole else None


def _turned(reader: Reader, press: Press, article: Article) -> Reply:
    if press.action in (Action.WHOLE, Action.BOOK):
        return reading.whole(reader.words, article, press.number)
    first, last, page = press.number, press.number, press.part + 1
    if press.action is Action.RANGE:
        first, last, page = press.part, min(press.last, len(article.texts)), press.number
    if not 1 <= first <= last <= len(article.texts):
        return _no_paragraph(reader, article, first)
    return reading.shown(reader.words, Reference(article, first, last, press.mark), page)


def _no_paragraph(reader: Reader, article: Article, number: int) -> Reply:
    title, count = shortened(article.title, _ECHO), len(article.texts)
    return Reply(reader.words("no_such_paragraph", title=title, count=count, number=number))
