"""Browsing the reports: by address, by button, from the list, at random, and in numbers."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, partial
from unicodedata import normalize

from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import article_pages, catalogue, claims
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Reply, shortened
from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.claims.criterion import Mark
from retrieval.claims.statements import HasParagraphs, Unmarked
from retrieval.library import Library

_DATE = re.compile(r"\d{4}(\D+\d{1,2}){0,2}|\d{8}")
_ECHO = 60
_DIGITS = 7
_MANY = 1500
"""With more reports than these, not all are read to list some."""


class LibraryCatalogue:
    """Looks through the reports of a library; slow on a large one, at the first call."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def by_source(self) -> Sequence[Article]:
        """The reports, those of a source together; sources in the order of their first report.

        Very many reports stay in the order they are in: all would have to be read to sort them.
        """
        articles = self._library.articles
        if len(articles) > _MANY:
            return articles
        places: dict[str, int] = {}
        for article in articles:
            places.setdefault(article.source, len(places))
        return articles if len(places) < 2 else _sorted(articles, places)  # noqa: PLR2004

    def titled(self, words: str) -> Sequence[Article]:
        """Return the reports with all of these words in their title, in any script and width."""
        wanted = [_close(word) for word in words.split()]
        is_many = len(self._library.articles) > _MANY
        some = self._library.headed(words) if is_many else self.by_source
        return [a for a in some if all(word in _close(a.title) for word in wanted)]

    @cached_property
    def summary(self) -> catalogue.LibrarySummary:
        """The reports in numbers."""
        articles = self._library.articles
        sources = Counter(article.source for article in articles if article.source)
        dates = sorted((a.date for a in articles if _DATE.match(a.date)), key=_day)
        paragraphs = sum(bool(text.strip()) for article in articles for text in article.texts)
        first, last = (dates[0], dates[-1]) if dates else ("", "")
        known = tuple(sources.most_common())
        return catalogue.LibrarySummary(
            len(articles),
            paragraphs,
            known,
            first,
            last,
            self._library.version,
            () if any(article.date for article in articles) else (Unmarked(Mark.DATE),),
        )


class BrowsingService:
    """Shows paragraphs and whole reports, and the list of what there is."""

    def __init__(self, pool: LibraryPool, contact: str = "") -> None:
        """Show what `pool` has; `contact` is who runs the bot, if that is told."""
        self._pool, self._contact = pool, contact
        self._holdings = LibraryCatalogue(pool.library)

    def named(self, text: str) -> tuple[Reference | None, int]:
        """Return what an address names, and the page of it: `a07-3`, `a07-3-5`, `a07 2`."""
        reference = self._pool.resolve(text)
        name, _, page = text.strip().rpartition(" ")
        if reference or not (name and page.isdecimal() and len(page) < _DIGITS):
            return reference, 1
        return self._pool.resolve(name), int(page)

    def is_address(self, text: str) -> bool:
        """Whether a text, written alone, names a place, or a paragraph that a report lacks."""
        return bool(self.named(text)[0] or self._lacking(text))

    async def read(self, request: Request, text: str) -> Reply:
        """Show a paragraph (`a07-3`), several (`a07-3-5`), an article (`a07`) or its page 2."""
        if not text:
            example = next((str(a.paragraph(1).address) for a in self._pool.articles), "a01-1")
            return Reply(request.words("read_usage", example=example))
        reference, page = self.named(text)
        if reference is None:
            return self._nowhere(request, text)
        return await self._pool.proved(article_pages.shown(request.words, reference, page))

    async def turn(self, request: Request, press: CallbackData) -> Reply | str:
        """Show what a button of the reader leads to; a text: an alert that it is gone."""
        article = self._pool.find(press.article)
        if article is None:
            return request.words.plain("gone")
        return await self._pool.proved(_turned(request, press, article))

    async def articles(self, request: Request, text: str, page: int = 0) -> Reply:
        """List a page of the articles; of those titled so, unless the text is a page's number."""
        if text.isdecimal() and len(text) < _DIGITS:
            page, text = page or int(text), ""
        titled = partial(self._holdings.titled, text)
        listed = await self._pool.aside(titled if text else lambda: self._holdings.by_source)
        return catalogue.catalogue(request.words, listed, page or 1, text)

    async def random(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Show some paragraph."""
        if not self._pool.articles:
            return Reply(request.words("empty_corpus"))
        article = random.choice(self._pool.articles)  # noqa: S311 -- no secret
        filled = [number for number, text in enumerate(article.texts, 1) if text.strip()]
        if not filled:
            return await self._pool.proved(article_pages.whole(request.words, article))
        number = random.choice(filled)  # noqa: S311 -- no secret
        return await self._pool.proved(article_pages.paragraph(request.words, article, number))

    async def about(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell what the library holds."""
        summary = await self._pool.aside(lambda: self._holdings.summary)
        shown = catalogue.about(request.words, summary, self._contact)
        return await self._pool.proved(shown)

    def _nowhere(self, request: Request, text: str) -> Reply:
        """Say that there is no such place: no such paragraph, or nothing with that id at all."""
        if lacking := self._lacking(text):
            return _no_paragraph(request, *lacking)
        return Reply(request.words("no_such_place", typed=shortened(text, _ECHO)))

    def _lacking(self, text: str) -> tuple[Article, int] | None:
        """Return the report of an address, and the number of the paragraph that it has not."""
        name, _, number = normalize("NFKC", text).strip().rpartition("-")
        counted = (
            name
            and number.isascii()
            and number.isdecimal()
            and len(number) < _DIGITS
            and int(number) > 0
        )
        reference = self._pool.resolve(name) if counted else None
        return (reference.article, int(number)) if reference and reference.is_whole else None


def _turned(request: Request, press: CallbackData, article: Article) -> Reply:
    if press.action in (Action.WHOLE, Action.BOOK):
        return article_pages.whole(request.words, article, press.number)
    first, last, page = press.number, press.number, press.part + 1
    if press.action is Action.RANGE:
        first, last, page = press.part, min(press.last, len(article.texts)), press.number
    if not 1 <= first <= last <= len(article.texts):
        return _no_paragraph(request, article, first)
    return article_pages.shown(request.words, Reference(article, first, last, press.mark), page)


def _no_paragraph(request: Request, article: Article, number: int) -> Reply:
    claim = HasParagraphs(article, len(article.texts))
    return Reply(claims.no_such_paragraph(request.words, claim, number), claims=(claim,))


def _sorted(articles: Sequence[Article], places: dict[str, int]) -> list[Article]:
    return sorted(articles, key=lambda article: places[article.source])


def _close(text: str) -> str:
    return "".join(fold(text).split())


def _day(date: str) -> tuple[int, ...]:
    """Return year, month and day as far as a date tells them."""
    numbers = re.findall(r"\d+", date)
    if len(numbers[0]) > 4:  # noqa: PLR2004 -- 20260503
        return int(date[:4]), int(date[4:6]), int(date[6:8])
    return tuple(map(int, numbers[:3]))
