"""Watches the files of the reports: what changes in them is answered from within seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.services.request import Request
from bot.views.reply import LIMIT, Reply, code, join, shortened
from bot.views.translations import Translations
from retrieval.corpus import CorpusError
from retrieval.index.engine import UnreachableError
from retrieval.library import Library
from retrieval.library_source import Source

_LOG = logging.getLogger(__name__)

PERIOD = 1.0
"""Seconds between two looks at the files."""
_PASSING = (CorpusError, UnreachableError)
"""What is well again as soon as somebody mends the files, or the cluster is back."""
_AFTER_FAILURE = 60.0
"""Seconds until an index that could not be written (a full disk) is tried again."""

Tell = Callable[[str], Awaitable[bool]]
"""Tells the operator something; False when that cannot be done yet."""


class CorpusWatcher:
    """Has `show` take each new version that `source` makes, built beside the one in use."""

    def __init__(
        self, source: Source, show: Callable[[Library], None], admins: Collection[int]
    ) -> None:
        """Obey `admins` only when asked to reload."""
        self._source, self._show, self._admins = source, show, admins
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="reload")
        self._one_at_a_time = asyncio.Lock()
        self._named = self._wrong()

    async def run(self, tell: Tell) -> None:
        """Look again and again until cancelled; `tell` what is wrong with files, once each."""
        pause = PERIOD
        while True:
            await asyncio.sleep(pause)
            failure, pause = await self._renewed(), PERIOD
            if isinstance(failure, Exception) and not isinstance(failure, _PASSING):
                pause = _AFTER_FAILURE
            await self._name(self._wrong(failure), tell)

    async def reload(self) -> Sequence[str]:
        """Take now what the files say, be they still being written; return what is wrong."""
        wrong = self._wrong(await self._renewed(at_once=True))
        for sentence in wrong:
            _LOG.warning("%s", sentence)
        self._named = wrong
        return wrong

    async def command(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Do the same for an admin who says /reload."""
        words = request.words
        if request.conversation.asker not in self._admins:
            return Reply(words("admins_only"))
        wrong = await self.reload()
        lines = [words("reloaded")]
        if wrong:
            listed = shortened("\n".join(wrong), LIMIT // 2)
            lines.append(words("corpus_problems", problems=code(listed)))
        return Reply(join(lines, "\n"))

    def close(self) -> None:
        """Let the thread go; what has not been begun is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _renewed(self, *, at_once: bool = False) -> Exception | None:
        """Show what has changed, if anything; return why that failed."""
        loop = asyncio.get_running_loop()
        async with self._one_at_a_time:
            work = partial(_prepared, self._source, at_once=at_once)
            try:
                library = await loop.run_in_executor(self._threads, work)
            except Exception as error:  # noqa: BLE001 -- the version in use goes on, whatever it was
                return error
            if library:
                self._show(library)
        return None

    def _wrong(self, failure: Exception | None = None) -> Sequence[str]:
        """Return what is wrong with the files, or what failed, a sentence each."""
        return [str(failure)] if failure else list(map(str, self._source.problems))

    async def _name(self, wrong: Sequence[str], tell: Tell) -> None:
        """Name to the operator what was not named before, or was mended in between."""
        new = [sentence for sentence in wrong if sentence not in self._named]
        for sentence in new:
            _LOG.warning("%s", sentence)
        if not new or await tell(_listed(new)):
            self._named = wrong


def _listed(wrong: Sequence[str]) -> str:
    words = Translations().for_reader(None)
    return words.plain("corpus_problems", problems=shortened("\n".join(wrong), LIMIT // 2))


def _prepared(source: Source, *, at_once: bool) -> Library | None:
    """Return the next version, ready to answer; None while there is none."""
    library = source.renewed(at_once=at_once)
    if library:
        library.prepare()
    return library
