"""The page of a search: a form, and the passages that hold what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.library_pool import LibraryPool
from bot.views.quotes import quotation
from bot.views.reply import FormattedText
from bot.views.search_results import MOST
from bot.web.api import looked_up
from bot.web.gate import Gate
from bot.web.rendering import Place, Templates
from bot.web.visit import Page, Visit, whole_number
from retrieval.answer import SearchResults
from retrieval.article import Article, Quote
from retrieval.citation.address import Reference

_PAGE = 10
LONGEST = 500
"""Characters of a search that are read."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage as pages show it: its report, its paragraph's number, its words, its page."""

    article: Article
    number: int
    text: FormattedText
    path: str

    @classmethod
    def of(cls, quote: Quote, place: Place) -> Hit:
        """Return a quote as a hit."""
        path = place.report(Reference.of(quote), f"{quote.start}-{quote.stop}")
        return cls(quote.article, quote.number, quotation(quote), path)


@dataclass(frozen=True, slots=True)
class SearchView:
    """A page of hits: `whole` hold all that was typed, `part` some of it."""

    words: str
    whole: tuple[Hit, ...] = ()
    part: tuple[Hit, ...] = ()
    reports: tuple[Article, ...] = ()
    misread: tuple[str, ...] = ()
    first_words: int = 0
    page: int = 1
    pages: int = 1


class SearchPage:
    """Finds passages for whoever types words into a form."""

    def __init__(self, pool: LibraryPool, templates: Templates, gate: Gate) -> None:
        self._pool, self._templates, self._gate = pool, templates, gate

    async def search(self, visit: Visit) -> Page:
        """Show what was found; without words, the form alone."""
        words = visit.query.get("q", "").strip()[:LONGEST]
        view = SearchView(words)
        if words:
            async with self._gate.turn():
                found = await self._pool.beside(looked_up, self._pool.library, words, MOST)
            view = self._view(words, found, whole_number(visit.query.get("page", ""), 1))
        return self._templates.page(visit, "search", view=view)

    def _view(self, words: str, found: SearchResults, page: int) -> SearchView:
        pages = max(1, -(-len(found.passages) // _PAGE))
        at = min(max(page, 1), pages)
        shown = slice((at - 1) * _PAGE, at * _PAGE)
        place, before = self._templates.place, len(found.whole)
        hits = [Hit.of(passage.quote, place) for passage in found.passages[shown]]
        whole = max(0, min(before - shown.start, _PAGE))
        return SearchView(
            words,
            tuple(hits[:whole]),
            tuple(hits[whole:]),
            found.reports if at == 1 else (),
            found.misread,
            found.first_words,
            at,
            pages,
        )
