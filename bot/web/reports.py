"""The page of a report: all of it, the cited words marked, with what names and shares the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from bot.services.library_pool import LibraryPool
from bot.views.reply import shortened
from bot.web.rendering import Place, Templates
from bot.web.styled_text import Run, marked
from bot.web.visit import Page, Visit, whole_number
from retrieval.article import Article, Quote, Span
from retrieval.citation.address import Reference
from retrieval.citation.citation import gbt7714, short

_DESCRIPTION = 160
_MANY = 1500
"""Of more reports than these, none is called the next one: all would have to be read for it."""

Find = Callable[[str, str], Reference | None]
"""Finds what an address names, in the version (empty: the newest) that is asked for."""


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph on its page: its number, its words, and whether they are cited."""

    number: int
    runs: tuple[Run, ...]
    is_cited: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its page shows it; `cited` are the marked words, `links` name other pages."""

    reference: Reference
    paragraphs: tuple[ShownParagraph, ...]
    cited: str
    citations: tuple[str, ...]
    version: str
    url: str
    telegram: str
    neighbours: tuple[Reference | None, Reference | None]
    reports: tuple[Article | None, Article | None]

    @property
    def article(self) -> Article:
        """The report."""
        return self.reference.article

    @property
    def description(self) -> str:
        """What is told of the page where a link to it is shown."""
        return shortened(" ".join(self.cited.split()), _DESCRIPTION)


class ReportPages:
    """Shows reports; `username` tells the bot's name in Telegram, empty while nobody knows it."""

    def __init__(
        self, pool: LibraryPool, templates: Templates, username: Callable[[], str]
    ) -> None:
        self._pool, self._templates, self._username = pool, templates, username

    async def report(self, visit: Visit) -> Page:
        """Show the report of an address, and mark the paragraphs or characters that it names."""
        return self._shown(visit, app=False)

    async def in_telegram(self, visit: Visit) -> Page:
        """Show the same inside Telegram."""
        return self._shown(visit, app=True)

    def find(self, address: str, version: str) -> Reference | None:  # noqa: ARG002 -- see below
        """Return what an address names.

        Earlier versions are not kept: whichever is asked for, the newest is shown, and says so.
        """
        return self._pool.resolve(address)

    def _shown(self, visit: Visit, *, app: bool) -> Page:
        asked = visit.query.get("v", "")
        reference = self.find(visit.parts["address"], asked)
        if reference is None:
            return self._templates.refusal(visit, HTTPStatus.NOT_FOUND, "page_no_report")
        self._prove(reference.article)
        view = self._view(reference, _span(reference, visit.query.get("at", "")))
        is_other = bool(asked) and asked != view.version
        return self._templates.page(visit, "report", view=view, is_other=is_other, app=app)

    def _prove(self, article: Article) -> None:
        """Raise ProofError unless the report is what was read, to the letter."""
        for number, text in enumerate(article.texts, 1):
            if text:
                self._pool.library.prove(Quote(article, number, 0, len(text)))
                return

    def _view(self, reference: Reference, span: Span | None) -> ReportView:
        place = self._templates.place
        paragraphs = tuple(_paragraphs(reference, span))
        cited = [paragraph for paragraph in paragraphs if paragraph.is_cited] or paragraphs
        words = (
            "".join(run.text for run in one.runs if run.styles or not one.is_cited) for one in cited
        )
        return ReportView(
            reference,
            paragraphs,
            "\n".join(words),
            tuple(filter(None, (short(reference), gbt7714(reference)))),
            self._pool.library.version,
            public(place, reference),
            _in_telegram(self._username(), reference),
            _neighbours(reference),
            self._beside(reference.article),
        )

    def _beside(self, article: Article) -> tuple[Article | None, Article | None]:
        """Return the reports before and after one."""
        if len(self._pool.articles) > _MANY:
            return None, None
        every = self._pool.snapshot.catalogue.by_source
        at = next((place for place, one in enumerate(every) if one.id == article.id), 0)
        before, after = every[at - 1] if at else None, every[at + 1 : at + 2]
        return before, after[0] if after else None


def public(place: Place, reference: Reference) -> str:
    """Return the address under which others find a page."""
    return place.url.removesuffix(place.root) + place.report(reference)


def _paragraphs(reference: Reference, span: Span | None) -> Iterator[ShownParagraph]:
    for number, text in enumerate(reference.article.texts, 1):
        is_cited = bool(reference.first) and reference.first <= number <= reference.last
        spans = [span or (0, len(text))] if is_cited else []
        yield ShownParagraph(number, marked(text, spans), is_cited)


def _span(reference: Reference, at: str) -> Span | None:
    """Read which characters of a paragraph are cited; None for all of it, or what is no place."""
    first, _, last = at.partition("-")
    start, stop = whole_number(first, 0), whole_number(last, 0)
    if reference.is_whole or reference.first != reference.last:
        return None
    length = len(reference.article.texts[reference.first - 1])
    return (start, stop) if start < stop <= length else None


def _neighbours(reference: Reference) -> tuple[Reference | None, Reference | None]:
    """Return the paragraphs before and after the cited ones."""
    if reference.is_whole:
        return None, None
    article, before, after = reference.article, reference.first - 1, reference.last + 1
    return (
        Reference(article, before, before) if before else None,
        Reference(article, after, after) if after <= len(article.texts) else None,
    )


def _in_telegram(username: str, reference: Reference) -> str:
    """Return the link that opens a place in Telegram; empty where there is none."""
    carried = reference.parameter()
    return f"https://t.me/{username}?start={carried}" if username and carried else ""
