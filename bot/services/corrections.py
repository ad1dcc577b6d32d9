"""Corrections: what a report said before, how that differs, and what changed lately."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.storage.revisions import Revisions
from bot.views import article_pages, corrections
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Block, Reply
from bot.views.translations import Translation
from retrieval.cache import SizedCache
from retrieval.citation.address import Reference
from retrieval.revision import Revision
from retrieval.superseded import OldVersions, SupersededPlace, SupersededReports

_DIGITS = 7
_KEPT = 256
"""So many corrections are kept at hand as they are told."""

_Key = tuple[int, int, str]
"""What tells whether other old versions are kept: how many changes, the last, and the reports."""


class CorrectionService:
    """Shows what `revisions` keep beside the reports of `pool`."""

    def __init__(
        self, pool: LibraryPool, revisions: Revisions, *, has_history: bool = True
    ) -> None:
        """Without a history nothing is kept, and that is said."""
        self._pool, self._revisions, self._has_history = pool, revisions, has_history
        self._known: tuple[_Key, OldVersions] | None = None
        self._indexed: tuple[OldVersions, SupersededReports] | None = None
        self._one_reads = asyncio.Lock()
        # Whoever was shown a place is told the same of it.
        self._told: SizedCache[tuple[object, ...], Block] = SizedCache(_KEPT)

    async def replaced(self, request: Request, reference: Reference) -> Reply | None:
        """Show what an address named when it was given, and how it differs from what stands there.

        None when the old text is not kept, or stands in what was made of it. Words that only moved
        are shown where they stand now.
        """
        old = await self.versions()
        article, number = reference.article, reference.first
        version = old.paragraph(article.id, number, reference.mark)
        if not version:
            return None
        revision = Revision(version.article, article)
        if number in revision.altered and number not in revision.lost:
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
        key = name, self._pool.library.digest(after.id), words.language, tuple(place)
        told = self._told.get(key) or corrections.correction(words, Revision(before, after), place)
        if told:
            self._told.put(key, told, 1)
        return told

    async def changes(self, request: Request, text: str, page: int = 0) -> Reply:
        """List what changed in the reports, the newest first."""
        if not self._has_history:
            return Reply(request.words("no_history"))
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

    async def earlier(self, address: str, name: str) -> SupersededPlace | None:
        """Return the earlier version that an address names, or the one called `name`.

        None when there is none, or it is not kept any more; its text is proved by its digest.
        """
        found = (await self.versions()).find(address, name)
        if found is None:
            return None
        kept = await self._revisions.text(found.version.name)
        return found if kept == found.version.article else None

    async def versions(self) -> OldVersions:
        """Return the old versions of the reports that are there."""
        library = self._pool.library
        key = (*await self._revisions.count(), library.version)
        async with self._one_reads:
            if self._known is None or self._known[0] != key:
                replaced = await self._revisions.replaced() if key[0] else []
                # One that was withdrawn is not shown any more.
                there = [one for one in replaced if library.has(one.article.id)]
                self._known = key, OldVersions(there)
            return self._known[1]

    async def _old(self) -> SupersededReports | None:
        """Return the old versions as they are searched; None when nothing was corrected."""
        old, library = await self.versions(), self._pool.library
        if not old.every:
            return None
        if self._indexed is None or self._indexed[0] is not old:
            made = await self._pool.aside(lambda: SupersededReports(old, library))
            self._indexed = old, made
        return self._indexed[1]
