"""The pages about the archive as a whole: its reports in numbers and one by one, and its names."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from bot.pictures.bar_chart import bar_chart, can_draw
from bot.services.library_pool import LibraryPool
from bot.views.claims import printed_source
from bot.web.gate import Gate
from bot.web.rendering import FRESH, Templates
from bot.web.search_page import LONGEST, Hit
from bot.web.visit import Page, Visit, whole_number
from retrieval.answer import Answer, Found, Listing
from retrieval.entities.name_finder import NameKind
from retrieval.library import Library

_PAGE = 50
_SHOWN = 100
_NAMES = 300
KINDS = (NameKind.PERSON, NameKind.AUTHOR, NameKind.PLACE, NameKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of something; `share` is how many hundredths of the most that there are of one."""

    name: str
    count: int
    share: int


class ArchivePages:
    """Shows what there is."""

    def __init__(self, pool: LibraryPool, templates: Templates, gate: Gate) -> None:
        self._pool, self._templates, self._gate = pool, templates, gate
        self._drawn: tuple[str, bytes] | None = None
        self._one_draws = asyncio.Lock()

    async def index(self, visit: Visit) -> Page:
        """List the reports, a page of them, below the archive in numbers."""
        snapshot = self._pool.snapshot
        there = snapshot.catalogue
        summary, articles, chart = await self._pool.aside(
            lambda: (there.summary, there.by_source, there.chart)
        )
        pages = max(1, -(-len(articles) // _PAGE))
        at = min(max(whole_number(visit.query.get("page", ""), 1), 1), pages)
        first = (at - 1) * _PAGE
        return self._templates.page(
            visit,
            "index",
            summary=summary,
            chart=chart,
            is_drawn=can_draw() and len(chart.counts) > 1,
            sources=counted([s for s in summary.holdings.sources if printed_source(s[0])]),
            articles=articles[first : first + _PAGE],
            first=first + 1,
            page=at,
            pages=pages,
        )

    async def picture(self, visit: Visit) -> Page:
        """Draw the reports as bars; once for each version of them."""
        snapshot = self._pool.snapshot
        async with self._one_draws:
            if self._drawn is None or self._drawn[0] != snapshot.library.version:
                drawn = await self._pool.aside(lambda: bar_chart(snapshot.catalogue.chart.counts))
                self._drawn = snapshot.library.version, drawn or b""
            content = self._drawn[1]
        if not content:
            return self._templates.refusal(visit, HTTPStatus.NOT_FOUND, "page_nowhere")
        return Page(content, kind="image/png", headers=FRESH)

    async def names(self, visit: Visit) -> Page:
        """List the people, places and organisations that the reports name."""
        async with self._gate.turn():
            named = await self._pool.beside(_named, self._pool.library)
        return self._templates.page(visit, "names", named=named)

    async def name(self, visit: Visit) -> Page:
        """Show the sentences that name somebody or something, or the reports that they signed."""
        name = visit.parts["name"].strip()[:LONGEST]
        library = self._pool.library
        async with self._gate.turn():
            found = await self._pool.beside(library.about, name)
            hits = await self._pool.beside(self._hits, library, found)
        signed = found.articles if isinstance(found, Listing) else ()
        if not hits and not signed:
            return self._templates.refusal(visit, HTTPStatus.NOT_FOUND, "page_no_name")
        return self._templates.page(visit, "name", name=name, found=hits, signed=signed)

    def _hits(self, library: Library, found: Answer) -> Sequence[Hit]:
        quotes = found.quotes[:_SHOWN] if isinstance(found, Found) else ()
        for quote in quotes:
            library.prove(quote)
        return [Hit.of(quote, self._templates.place) for quote in quotes]


def counted(many: Sequence[tuple[str, int]], limit: int = 20) -> Sequence[Counted]:
    """Return the first of some counts, with their shares."""
    most = max((count for _, count in many), default=1)
    return [Counted(name, count, round(100 * count / most)) for name, count in many[:limit]]


def _named(library: Library) -> Sequence[tuple[str, Sequence[Counted]]]:
    """Return every kind with its names, those that stand oftenest first."""
    found = []
    for kind in KINDS:
        names = [(entity.name, len(entity.mentions)) for entity in library.named(kind)]
        names.sort(key=lambda one: -one[1])
        found.append((kind.value, counted(names, _NAMES)))
    return found
