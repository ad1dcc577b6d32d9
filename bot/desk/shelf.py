"""The library as the desk uses it: worked beside the event loop, and every quote of it proved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from bot.replies.buttons import is_fingerprint, long_ids
from bot.replies.reply import Reply
from retrieval.article import Article, Quote
from retrieval.library import Library
from retrieval.proof.reference import Reference

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THREADS = 2


class Shelf:
    """Holds a library; its work is done on a few threads of its own."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="library")
        # Seconds for an archive of half a million, and only needed when a button has a long id.
        self._names = ThreadPoolExecutor(1, thread_name_prefix="names")
        self._long_ids = self._names.submit(lambda: long_ids(library.ids()))

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
        """Do the library's work on one of its threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(work, *args, **kwargs))

    async def proved(self, reply: Reply) -> Reply:
        """Return the reply, now that each quote in it is proved; ProofError when one is not."""
        await self.beside(self.prove, reply.quotes)
        return reply

    def close(self) -> None:
        """Let the threads go; what has not been begun is dropped."""
        for threads in (self._threads, self._names):
            threads.shutdown(wait=False, cancel_futures=True)

    def prove(self, quotes: Iterable[Quote]) -> None:
        """Compare quotes with the stored reports; ProofError when one is not what they say."""
        for quote in quotes:
            self.library.prove(quote)
