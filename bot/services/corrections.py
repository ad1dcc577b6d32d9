"""Corrections: what a report said before, how that differs, and what changed lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.storage.revisions import Revisions
from bot.views import article_pages, corrections
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Block, Reply
from bot.views.translations import Translation
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.library import Library
from retrieval.revision import Revision
from retrieval.superseded import Superseded, SupersededReports

_DIGITS = 7


class CorrectionService:
    """Shows what `revisions` keep beside the reports of `pool`."""

    def __init__(self, pool: LibraryPool, revisions: Revisions) -> None:
        self._pool, self._revisions = pool, revisions
        self._known: tuple[tuple[int, str], SupersededReports] | None = None

    async def replaced(self, request: Request, reference: Reference) -> Reply | None:
        """Show what an address named when it was given, and how it differs from what stands there.

        None when the old text is not kept, or stands in what was made of it. Words that only moved
        are shown where they stand now.
        """
        old = await self._old()
        article, number = reference.article, reference.first
        version = old and old.paragraph(article.id, number, reference.mark)
        if not version:
            return None
        revision = Revision(version.article, article)
        old_text = version.article.texts[number - 1]
        if number in revision.altered and any(old_text in text for text in article.texts):
            return None  # words were added beside it, and nothing that it said was corrected
        if number not in revision.altered:
            shown = article_pages.paragraph(request.words, article, revision.successor(number))
            return await self._pool.proved(shown)
        told = corrections.replacement(request.words, version, revision, number)
        return await self._pool.proved(told)

    async def verified(self, request: Request, text: str) -> Reply | None:
        """Tell that a claim is what reports said before they were corrected; None when it is not.

        The old words are proved by the stored old text, and that the report does not say them any
        more by the one that is asked now.
        """
        old = await self._old()
        found = await self._pool.beside(old.verify, text) if old else ()
        told = corrections.verified(request.words, found, self._pool.find) if found else None
        return await self._pool.proved(told) if told else None

    async def told(self, text: str) -> str:
        """Return the day on which words were corrected that an earlier version has; or nothing."""
        old = await self._old()
        found = await self._pool.beside(old.verify, text) if old else ()
        return corrections.day(found[0].version.corrected) if found else ""

    async def corrected(self, words: Translation, name: str, place: Sequence[int]) -> Block | None:
        """Return what became of a place of the version `name`; None when that is not kept."""
        before = await self._revisions.text(name)
        after = self._pool.find(before.id) if before else None
        if before is None or after is None:
            return None
        return corrections.correction(words, Revision(before, after), place)

    async def changes(self, request: Request, text: str, page: int = 0) -> Reply:
        """List what changed in the reports, the newest first."""
        typed = int(text) if text.isdecimal() and len(text) < _DIGITS else 1
        count, _ = await self._revisions.count()
        shown = corrections.ChangesPage.of(count, page or typed)
        listed = await self._revisions.newest(corrections.PAGE, shown.before)
        return corrections.changes(request.words, listed, shown)

    async def press(self, request: Request, press: CallbackData) -> Reply | str:
        """Turn the list of changes, or show one."""
        if press.action is Action.CHANGES:
            return await self.changes(request, "", press.number)
        return await self.difference(request, press.number)

    async def difference(self, request: Request, number: int) -> Reply | str:
        """Show what a revision changed; a text: an alert that it is not kept any more."""
        found = await self._revisions.find(number)
        before = await self._revisions.text(found.before) if found and found.before else None
        now = self._pool.find(found.article) if found else None
        if found is None or before is None or now is None or found.after is None:
            return request.words.plain("correction_gone")
        after = await self._revisions.text(found.after) or now
        shown = corrections.difference(request.words, found, Revision(before, after))
        # Words of a version that was replaced too are proved by its digest, and by no report.
        return await self._pool.proved(shown if after == now else replace(shown, quotes=()))

    async def _old(self) -> SupersededReports | None:
        """Return the old versions of reports that are there; None when nothing was corrected."""
        _, last = await self._revisions.count()
        if not last:
            return None
        library = self._pool.library
        key = last, library.version
        if self._known is None or self._known[0] != key:
            versions = [one for one in await self._revisions.replaced() if _has(library, one)]
            made = await self._pool.aside(lambda: SupersededReports(versions, library))
            self._known = key, made
        return self._known[1]


def _has(library: Library, version: Superseded) -> bool:
    """Whether the report is still there; one that was withdrawn is not shown any more."""
    return _find(library, version.article.id) is not None


def _find(library: Library, article_id: str) -> Article | None:
    try:
        return library.article(article_id)
    except KeyError:
        return None
