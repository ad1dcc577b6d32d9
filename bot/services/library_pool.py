"""The library as services use it: worked beside the event loop, and every quote of it proved.

The reports may change while questions are answered. A request keeps to the version it began with,
until its reply is made: so nobody waits for a change, or is told half of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import ParamSpec, TypeVar

from bot.services.library_catalogue import LibraryCatalogue
from bot.views.callback_data import fingerprint_in
from bot.views.reply import Reply
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.deadline import within
from retrieval.library import Library

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THREADS = 2
_SMALL = 1000
"""No question to so few reports takes long: threads, which hold each other up, gain nothing."""

SECONDS = 5.0
"""So long an answer is looked for; then the nearest of a quick look must do."""

_LIMIT = 2 * SECONDS
"""So long any work may take for which somebody waits."""


class ClaimError(Exception):
    """Something that a reply says of the reports is not, or no longer, proved by them."""


class LibrarySnapshot:
    """One version of the reports, asked since the time `since` (UTC); it never changes.

    It is let go of, with its files, when the pool has another one and nobody uses it any more.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.catalogue = LibraryCatalogue(library)
        self.since = datetime.now(UTC)

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Questions that the reports answer; slow at the first call."""
        return self.library.examples()

    def find(self, article_id: str) -> Article | None:
        """Return the article of that id, or of a button's key of it; None when there is none."""
        try:
            fingerprint = fingerprint_in(article_id)
            if fingerprint is not None:
                article_id = self.library.id_of(fingerprint)
            return self.library.article(article_id)
        except KeyError:
            return None


_IN_USE: ContextVar[LibrarySnapshot | None] = ContextVar("library in use", default=None)
"""The version that a request began with; each request has a context of its own."""


class LibraryPool:
    """Holds a library; its work is done on a few threads of its own."""

    def __init__(self, library: Library) -> None:
        threads = _THREADS if len(library.articles) > _SMALL else 1
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="library")
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="slow")
        self._current = LibrarySnapshot(library)

    def show(self, library: Library) -> None:
        """Have all that begins from now on use `library`; what is under way goes on as it began."""
        self._current = LibrarySnapshot(library)

    @contextmanager
    def one_version(self) -> Iterator[None]:
        """Keep to the version there is now for all that is done within, threads included."""
        before = _IN_USE.set(self._current)
        try:
            yield
        finally:
            _IN_USE.reset(before)

    @property
    def snapshot(self) -> LibrarySnapshot:
        """The version to use: that which the request began with, or else the newest."""
        return _IN_USE.get() or self._current

    @property
    def library(self) -> Library:
        """The reports of that version."""
        return self.snapshot.library

    @property
    def articles(self) -> Sequence[Article]:
        """The reports, in order."""
        return self.library.articles

    def resolve(self, address: str) -> Reference | None:
        """Return what a typed address names, None when it names nothing."""
        return self.library.resolve(address)

    def find(self, article_id: str) -> Article | None:
        """Return the article of that id, or of a button's key of it; None when there is none."""
        return self.snapshot.find(article_id)

    async def beside(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do the library's work on one of its threads; OutOfTimeError when it takes too long."""
        loop = asyncio.get_running_loop()
        timed = partial(copy_context().run, _timed, partial(work, *args, **kwargs))
        return await loop.run_in_executor(self._threads, timed)

    async def aside(self, work: Callable[[], _T]) -> _T:
        """Do work that may take long, and that no question waits for, on a thread of its own."""
        run = partial(copy_context().run, work)
        return await asyncio.get_running_loop().run_in_executor(self._slow, run)

    async def proved(self, reply: Reply) -> Reply:
        """Return what `prove` does; claims, which may take long, are proved beside the loop."""
        return await self.beside(self.prove, reply) if reply.claims else self.prove(reply)

    def prove(self, reply: Reply) -> Reply:
        """Return the reply, now that what it quotes and says of the reports is proved.

        ProofError when a quote is not, ClaimError when a claim is not.
        """
        for quote in reply.quotes:
            self.library.prove(quote)
        if reply.claims and not self.library.hold(reply.claims):
            raise ClaimError(type(reply.claims[0]).__name__)
        return reply

    def close(self) -> None:
        """Let the threads go; what has not been begun is dropped."""
        for threads in (self._threads, self._slow):
            threads.shutdown(wait=False, cancel_futures=True)


def _timed(work: Callable[[], _T]) -> _T:
    with within(_LIMIT):
        return work()
