"""Writes down what becomes of the reports: versions, corrections, and whom to tell of them.

What is written down is compared with what was seen last, by digests: so a change is found also
after a kill, or when it was made while the bot did not run, and one that was found is found once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Protocol, TypeVar

from bot.storage.batching import Statement
from bot.storage.database import StorageError
from bot.storage.revisions import digest_of, keeping, missing, revising, seeing
from bot.storage.storage import Storage
from bot.storage.subscriptions import moving, telling_shown, telling_watchers
from retrieval.article import Article
from retrieval.claims.claim import Texts
from retrieval.library import Library
from retrieval.revision import Revision

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")

COPIED = 20_000
"""The texts of so many reports are copied in advance; of more, each when it is replaced."""
TOGETHER = 200
"""So many reports are written down in one transaction."""
_AGAIN = 5.0
"""Seconds until what could not be written down is tried again."""
_QUOTED, _COUNTED = 3, 1_000
"""So many places of watched words are quoted of some reports, and so many are counted."""


class Aside(Protocol):
    """Does work that may take long on a thread."""

    def __call__(self, work: Callable[[], _T]) -> Awaitable[_T]:
        """Return what the work returns."""


@dataclass(frozen=True, slots=True)
class NotedVersion:
    """A version of the reports, and the ids of those that may differ (None: any).

    `previous` tells what the reports said before, needed only where texts are not copied in
    advance: held, it keeps their files open.
    """

    library: Library
    previous: Texts | None = None
    changed: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class _Edition:
    """A report as it was seen last and as it is now; `was` is the digest, if it was there."""

    id: str
    was: str | None
    before: Article | None
    after: Article | None
    is_news: bool = False

    @property
    def title(self) -> str:
        known = self.after or self.before
        return known.title if known else ""


class CorpusHistory:
    """Keeps in `storage` what each version changed; its work is done `aside`."""

    def __init__(self, storage: Storage, aside: Aside) -> None:
        self._storage, self._aside = storage, aside
        self._noted: asyncio.Queue[NotedVersion] = asyncio.Queue()

    def note(self, version: NotedVersion) -> None:
        """Have a version written down, after those noted before."""
        self._noted.put_nowait(version)

    async def run(self) -> None:
        """Write down what is noted, until cancelled."""
        while True:
            version = await self._noted.get()
            await self._taken(version)
            self._noted.task_done()

    async def finish(self) -> None:
        """Return when all that was noted is written down."""
        await self._noted.join()

    async def _taken(self, version: NotedVersion) -> None:
        """Write down a version, again and again while the disk does not take it."""
        try:
            await self.take(version)
        except StorageError as error:
            _LOG.error("what changed in the reports could not be written down: %s", error)
            await asyncio.sleep(_AGAIN)
            await self._taken(version)
        except Exception:  # noqa: BLE001 -- the next version is written down whatever it was
            _LOG.exception("what changed in the reports could not be written down")

    async def take(self, version: NotedVersion) -> None:
        """Write down what differs from what was seen last."""
        known = await self._storage.revisions.known(version.changed)
        now = await self._aside(partial(_digests, version))
        differing = [name for name in (known | now) if known.get(name) != now.get(name)]
        is_first = version.changed is None and not known.keys() & now.keys()
        for some in _batches(differing):
            if is_first:
                work = await self._aside(partial(_first, some, version.library))
            else:
                editions = [await self._edition(one, known.get(one), version) for one in some]
                work = await self._work(editions, version)
            await self._storage.transact(*work)
        await self._storage.revisions.let_go(filter(None, map(known.get, differing)))

    async def _edition(self, article_id: str, was: str | None, version: NotedVersion) -> _Edition:
        after = _find(version.library.article, article_id)
        before = await self._storage.revisions.text(was) if was else None
        earlier = _find(version.previous, article_id) if was and not before else None
        if earlier and digest_of(earlier) == was:
            before = earlier
        edition = _Edition(article_id, was, before, after)
        if after is None or await self._storage.revisions.is_old(after):
            return edition
        is_news = before is None or bool(Revision(before, after).added)
        return _Edition(article_id, was, before, after, is_news)

    async def _work(self, editions: Sequence[_Edition], version: NotedVersion) -> list[Statement]:
        """Return what is to be carried out for some reports that came, changed or went."""
        work = await self._aside(partial(_seen_all, editions, version.library))
        for edition in editions:
            after = digest_of(edition.after) if edition.after else None
            name = edition.id, edition.title
            work.append(revising(name, edition.was, after, is_news=edition.is_news))
            work += await self._corrected(edition)
        return work + await self._watched(editions, version.library)

    async def _corrected(self, edition: _Edition) -> list[Statement]:
        """Return what tells whoever was shown words that a report does not say any more."""
        if not (edition.before and edition.after):
            return []
        places = await self._storage.subscriptions.places_shown(edition.id)
        if not places:
            return []
        revision = Revision(edition.before, edition.after)
        return await self._aside(lambda: list(_displaced(revision, edition.was or "", places)))

    async def _watched(self, editions: Sequence[_Edition], library: Library) -> list[Statement]:
        """Return what tells whoever watches words that stand in new paragraphs."""
        news = [edition for edition in editions if edition.is_news]
        watched = await self._storage.subscriptions.watched() if news else []
        if not watched:
            return []
        return await self._aside(lambda: list(_telling(news, watched, library)))


def _first(names: Sequence[str], library: Library) -> list[Statement]:
    """Return what is to be carried out for reports that are seen first, and so are no news."""
    found = [_Edition(name, None, None, _find(library.article, name)) for name in names]
    return _seen_all(found, library)


def _seen_all(editions: Sequence[_Edition], library: Library) -> list[Statement]:
    is_copied = len(library.articles) <= COPIED
    return [one for edition in editions for one in _seen(edition, is_copied=is_copied)]


def _seen(edition: _Edition, *, is_copied: bool) -> Iterator[Statement]:
    """Yield what keeps the version that was replaced, and the one in its place."""
    if edition.before and edition.after:
        yield keeping(edition.before)
    if edition.after is None:
        yield missing(edition.id)
        return
    if is_copied:
        yield keeping(edition.after)
    yield seeing(edition.after)


def _displaced(
    revision: Revision, before: str, places: Sequence[tuple[int, int, int]]
) -> Iterator[Statement]:
    """Yield what tells of places that a report does not have any more, and moves the others."""
    for place in places:
        found = _standing(revision, place)
        if found is None:
            yield from telling_shown(revision.before.id, before, place)
        elif found != place:
            yield moving(revision.before.id, place, found)


def _standing(revision: Revision, place: tuple[int, int, int]) -> tuple[int, int, int] | None:
    """Return where words of the old version stand in the new one; None when nowhere."""
    number, start, stop = place
    if not 1 <= number <= len(revision.before.texts):
        return None
    words = revision.before.texts[number - 1][start:stop]
    likely = revision.successor(number)
    for other in filter(None, (likely, *range(1, len(revision.after.texts) + 1))):
        text = revision.after.texts[other - 1]
        at = start if text.startswith(words, start) else text.find(words)
        if at >= 0:
            return other, at, at + len(words)
    return None


def _telling(
    news: Sequence[_Edition], watched: Sequence[str], library: Library
) -> Iterator[Statement]:
    """Yield what tells of the places in new paragraphs of some reports that hold watched words."""
    before = {one.id: frozenset(one.before.texts if one.before else ()) for one in news}
    small = library.beside([one.after for one in news if one.after])
    for words in watched:
        held = small.holding(words, _COUNTED)
        new = [quote for quote in held if quote.paragraph.text not in before[quote.article.id]]
        for at, quote in enumerate(new[:_QUOTED], 1):
            yield telling_watchers(words, quote, len(new) - _QUOTED if at == _QUOTED else 0)


def _digests(version: NotedVersion) -> dict[str, str]:
    """Return the digests of the reports that may differ, by id."""
    library = version.library
    if version.changed is None:
        return {name: digest.hex() for name, digest in library.digests()}
    there = (name for name in version.changed if library.has(name))
    return {name: library.digest(name).hex() for name in there}


def _find(texts: Texts | None, article_id: str) -> Article | None:
    try:
        return texts(article_id) if texts else None
    except KeyError:
        return None


def _batches(names: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, TOGETHER)):
        yield some
