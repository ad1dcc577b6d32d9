"""The library as services use it: worked beside the event loop, and every quote of it proved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from bot.storage.batching import Batcher
from bot.views.callback_data import is_fingerprint, long_ids
from bot.views.reply import Reply
from retrieval.article import Article, Quote
from retrieval.citation.address import Reference
from retrieval.deadline import within
from retrieval.library import Library
from retrieval.verification.prover import ProofError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THREADS = 2
_SMALL = 1000
"""No question to so few reports takes long: threads, which hold each other up, gain nothing."""

SECONDS = 5.0
"""So long an answer is looked for; then the nearest of a quick look must do."""

_LIMIT = 2 * SECONDS
"""So long any work may take for which somebody waits."""

Quotes = tuple[Quote, ...]


class ClaimError(Exception):
    """Something that a reply says of the reports is not, or no longer, proved by them."""


class LibraryPool:
    """Holds a library; its work is done on a few threads of its own."""

    def __init__(self, library: Library) -> None:
        self.library = library
        threads = _THREADS if len(library.articles) > _SMALL else 1
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="library")
        # Seconds for an archive of half a million, and only needed when a button has a long id.
        self._slow = ThreadPoolExecutor(1, thread_name_prefix="slow")
        self._long_ids = self._slow.submit(lambda: long_ids(library.ids()))
        self._proving = Batcher(self._prove)

    @property
    def articles(self) -> Sequence[Article]:
        """The reports, in order."""
        return self.library.articles

    def resolve(self, address: str) -> Reference | None:
        """Return what a typed address names, None when it names nothing."""
        return self.library.resolve(address)

    def find(self, article_id: str) -> Article | None:
        """Return the article of that id, or of a button's key of it; None when there is none."""
        try:
            if is_fingerprint(article_id):
                article_id = self._long_ids.result().get(article_id, article_id)
            return self.library.article(article_id)
        except KeyError:
            return None

    async def beside(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do the library's work on one of its threads; OutOfTimeError when it takes too long."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _timed, partial(work, *args, **kwargs))

    async def aside(self, work: Callable[[], _T]) -> _T:
        """Do work that may take long, and that no question waits for, on a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._slow, work)

    async def proved(self, reply: Reply) -> Reply:
        """Return the reply, now that what it quotes and says of the reports is proved.

        ProofError when a quote is not, ClaimError when a claim is not.
        """
        await self._proving.do(reply.quotes)
        if reply.claims and not await self.beside(self.library.hold, reply.claims):
            raise ClaimError(type(reply.claims[0]).__name__)
        return reply

    def close(self) -> None:
        """Let the threads go; what has not been begun is dropped."""
        for threads in (self._threads, self._slow):
            threads.shutdown(wait=False, cancel_futures=True)

    async def _prove(self, replies: Sequence[Quotes]) -> Sequence[ProofError | None]:
        return await self.beside(self._problems, replies)

    def _problems(self, replies: Sequence[Quotes]) -> list[ProofError | None]:
        """Return for the quotes of each reply which of them is not what the reports say, if any."""
        found = iter(self.library.unproved(quote for quotes in replies for quote in quotes))
        return [next(filter(None, [next(found) for _ in quotes]), None) for quotes in replies]


def _timed(work: Callable[[], _T]) -> _T:
    with within(_LIMIT):
        return work()
