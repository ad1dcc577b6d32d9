"""The page of a report: all of it, the cited words marked, with what names and shares the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from bot.services.corrections import CorrectionService
from bot.services.library_pool import LibraryPool
from bot.views.corrections import day
from bot.views.reply import FormattedText, Reply
from bot.web import old_version
from bot.web.gate import Gate
from bot.web.old_version import OldVersion
from bot.web.rendering import Templates
from bot.web.report_view import ReportView, cited, shown, span_at
from bot.web.visit import Page, Visit
from retrieval.article import Article, Quote
from retrieval.citation.address import Reference
from retrieval.citation.citation import gbt7714, short
from retrieval.superseded import Superseded

_MANY = 1500
"""Of more reports than these, none is called the next one: all would have to be read for it."""
_LISTED = 20
"""So many earlier versions of a report are listed."""
_REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """What an address names; `old` is the version it stands in, None for the report as it is."""

    reference: Reference
    old: Superseded | None = None


class ReportPages:
    """Shows reports, and what they were before they were corrected.

    `username` tells the bot's name in Telegram, empty while nobody knows it.
    """

    def __init__(
        self,
        pool: LibraryPool,
        templates: Templates,
        username: Callable[[], str],
        earlier: tuple[CorrectionService, Gate],
    ) -> None:
        """Show the reports of `pool`, and `earlier` versions: those who ask for one take turns."""
        self._pool, self._templates, self._username = pool, templates, username
        self._corrections, self._gate = earlier
        self._remembered: dict[tuple[str, int, str, str], OldVersion] = {}

    async def report(self, visit: Visit) -> Page:
        """Show the report of an address, and mark the paragraphs or characters that it names."""
        return await self._shown(visit, app=False)

    async def in_telegram(self, visit: Visit) -> Page:
        """Show the same inside Telegram."""
        return await self._shown(visit, app=True)

    async def find(self, address: str, version: str) -> ShownPlace | None:
        """Return what an address names in the version that it asks for.

        That is the one called `version`; without such a name, the one whose words have the
        fingerprint that the address carries. Words that stand in the report as it is are found
        there; and whatever is not kept any more.
        """
        here = self._pool.resolve(address)
        if here and self._is_here(here, version):
            return ShownPlace(here)
        old = await self._corrections.earlier(address, version)
        after = self._pool.find(old.version.article.id) if old else None
        if old is None or after is None:
            return ShownPlace(here) if here else None
        if not version:
            async with self._gate.turn():
                standing = await self._pool.beside(old_version.standing, old, after)
            if standing:
                return ShownPlace(standing)
        return ShownPlace(old.reference, old.version)

    def _is_here(self, reference: Reference, version: str) -> bool:
        """Whether what is asked for is the report as it is."""
        if not version:
            return not reference.has_changed
        return old_version.is_current(self._pool.library, reference.article.id, version)

    async def _shown(self, visit: Visit, *, app: bool) -> Page:
        asked = visit.query.get("version", "")
        place = await self.find(visit.parts["address"], asked)
        if place is None:
            return self._templates.refusal(visit, HTTPStatus.NOT_FOUND, "page_no_report")
        old = await self._told(visit, place.old) if place.old else None
        if old is None:
            self._prove(place.reference.article)
        view = await self._view(visit, place.reference, old)
        is_other = bool(asked) and not (old or self._is_here(place.reference, asked))
        return self._templates.page(visit, "report", view=view, is_other=is_other, app=app)

    async def _told(self, visit: Visit, version: Superseded) -> OldVersion:
        """Tell of an earlier version, whose text was proved by its digest.

        Each is compared once, and the few that were told of last are remembered; what is said of
        the report is proved each time. ClaimError when it is not so.
        """
        words, library = self._templates.words(visit), self._pool.library
        after = library.article(version.article.id)
        key = version.name, version.number, library.digest(after.id).hex(), words.language
        known = self._remembered.pop(key, None)
        if known is None:
            work = partial(old_version.compared, words, version, after)
            async with self._gate.turn():
                known = await self._pool.aside(work)
        self._remembered[key] = known
        if len(self._remembered) > _REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        await self._pool.proved(Reply(FormattedText(), claims=known.claims))
        return known

    def _prove(self, article: Article) -> None:
        """Raise ProofError unless the report is what was read, to the letter."""
        for number, text in enumerate(article.texts, 1):
            if text:
                self._pool.library.prove(Quote(article, number, 0, len(text)))
                return

    async def _view(self, visit: Visit, reference: Reference, old: OldVersion | None) -> ReportView:
        span = None
        if old or not reference.has_changed:
            span = span_at(reference, visit.query.get("at", ""))
        paragraphs = tuple(shown(reference, span, old))
        named = old.name if old else ""
        told = reference if reference.is_whole else reference.marked()
        versions = (await self._corrections.versions()).of(reference.article.id)[:_LISTED]
        return ReportView(
            reference,
            paragraphs,
            "\n".join(cited(paragraphs)),
            tuple(self._citations(visit, reference, old)),
            self._pool.library.version,
            self._templates.place.public(told, named),
            _in_telegram(self._username(), told if old else reference),
            _neighbours(reference),
            (None, None) if old else self._beside(reference.article),
            tuple((old_version.short_name(one), day(one.corrected)) for one in versions),
            old,
        )

    def _citations(
        self, visit: Visit, reference: Reference, old: OldVersion | None
    ) -> Iterator[str]:
        """Yield how a place is cited: in an earlier version as such, else also by the standard."""
        if old:
            words = self._templates.words(visit)
            yield words.plain("page_old_citation", citation=short(reference), date=old.day)
        else:
            yield from filter(None, (short(reference), gbt7714(reference)))

    def _beside(self, article: Article) -> tuple[Article | None, Article | None]:
        """Return the reports before and after one."""
        if len(self._pool.articles) > _MANY:
            return None, None
        every = self._pool.snapshot.catalogue.by_source
        at = next((place for place, one in enumerate(every) if one.id == article.id), 0)
        before, after = every[at - 1] if at else None, every[at + 1 : at + 2]
        return before, after[0] if after else None


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
    """Return the link that opens a place in Telegram; empty where there is none.

    There only one paragraph of an earlier version is shown.
    """
    if reference.mark and reference.first != reference.last:
        return ""
    carried = reference.parameter()
    return f"https://t.me/{username}?start={carried}" if username and carried else ""
