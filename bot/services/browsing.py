"""Browsing the reports: by address, by button, from the list, at random, and in numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from unicodedata import normalize

from bot.services.corrections import CorrectionService
from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import article_pages, catalogue, claims
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Reply, shortened
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.claims.statements import HasParagraphs

_ECHO = 60
_DIGITS = 7


class BrowsingService:
    """Shows paragraphs and whole reports, and the list of what there is."""

    def __init__(
        self, pool: LibraryPool, corrections: CorrectionService, contact: str = ""
    ) -> None:
        """Show what `pool` has; `contact` is who runs the bot, if that is told."""
        self._pool, self._corrections, self._contact = pool, corrections, contact

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
            return await self._gone(request, text) or self._nowhere(request, text)
        if reference.has_changed and (old := await self._replaced(request, reference)):
            return old
        return await self._pool.proved(article_pages.shown(request.words, reference, page))

    async def turn(self, request: Request, press: CallbackData) -> Reply | str:
        """Show what a button of the reader leads to; a text: an alert that it is gone."""
        article = self._pool.find(press.article)
        if article is None:
            return request.words.plain("gone")
        reference = Reference(article, press.number, press.number, press.mark)
        is_other = press.mark and _is_other(reference)
        if is_other and (old := await self._replaced(request, reference)):
            return old
        return await self._pool.proved(_turned(request, press, article))

    async def articles(self, request: Request, text: str, page: int = 0) -> Reply:
        """List a page of the articles; of those titled so, unless the text is a page's number."""
        if text.isdecimal() and len(text) < _DIGITS:
            page, text = page or int(text), ""
        there = self._pool.snapshot.catalogue
        titled = partial(there.titled, text)
        listed = await self._pool.aside(titled if text else lambda: there.by_source)
        shown = catalogue.catalogue(request.words, listed, page or 1, text)
        return await self._pool.proved(shown)

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
        snapshot = self._pool.snapshot
        summary = await self._pool.aside(lambda: snapshot.catalogue.summary)
        summary = replace(summary, since=snapshot.since)
        shown = catalogue.about(request.words, summary, self._contact)
        return await self._pool.proved(shown)

    async def _gone(self, request: Request, text: str) -> Reply | None:
        """Show a paragraph that a report had when its address was given, and has not now."""
        old = await self._corrections.earlier(text, "")
        article = self._pool.find(old.version.article.id) if old else None
        if old is None or article is None:
            return None
        return await self._replaced(request, replace(old.reference, article=article))

    async def _replaced(self, request: Request, reference: Reference) -> Reply | None:
        """Show the text that an address of one paragraph was given for, if it is kept."""
        if reference.first != reference.last:
            return None
        return await self._corrections.replaced(request, reference)

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


def _is_other(reference: Reference) -> bool:
    """Whether a paragraph is not there, or not with the words it had."""
    return reference.first > len(reference.article.texts) or reference.has_changed


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
