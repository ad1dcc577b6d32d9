"""The whole bot from its settings: bot, terminal, tests and bench all start from it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from bot import VERSION
from bot.handlers.router import Router
from bot.observability import Metrics
from bot.services.dispatcher import Dispatcher
from bot.services.privacy import delete_expired
from bot.settings import Settings, SettingsError
from bot.storage.storage import Storage
from bot.telegram.runner import Runner
from retrieval.corpus import SHIPPED, read
from retrieval.index.archive.building import Builder
from retrieval.index.open_index import OpenIndex, on_disk
from retrieval.library import Library

_LOG = logging.getLogger("bot")


class App:
    """A bot and all it is made of. Use as an async context manager: it opens the database.

    >>> async with App.from_settings(bot.settings.read()) as app:
    ...     await app.run()
    """

    def __init__(self, settings: Settings, library: Library, storage: Storage) -> None:
        self.settings, self.library, self.storage = settings, library, storage
        self.metrics = Metrics()
        self.metrics.corpus(library.version, len(library.articles))
        self.dispatcher = Dispatcher(library, storage, settings.policy, self.metrics)

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        *,
        library: Library | None = None,
        database: Path | str | None = None,
    ) -> Self:
        """Put a bot together; SettingsError or CorpusError when the reports cannot be opened.

        `library` and `database` (a file, or ":memory:") stand in for those that the settings name.
        """
        storage = Storage(settings.database if database is None else database)
        return cls(settings, open_library(settings) if library is None else library, storage)

    @cached_property
    def runner(self) -> Runner:
        """What receives updates from Telegram and has them answered."""
        return Runner(self.settings, self.storage, self.metrics, Router(self.dispatcher))

    async def __aenter__(self) -> Self:
        """Open the database; StorageError when it cannot be used."""
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close what was opened."""
        await self.close()

    async def open(self) -> None:
        """Open the database; StorageError when it cannot be used."""
        await self.storage.open()

    async def close(self) -> None:
        """Let the library's threads go, and close the database."""
        self.dispatcher.close()
        await self.storage.close()

    async def run(self) -> None:
        """Serve until cancelled, then finish what is in hand; InvalidToken at first."""
        days = self.settings.retention_days
        cleaning = asyncio.create_task(delete_expired(self.storage, days))
        try:
            await self.runner.run()
        finally:
            cleaning.cancel()

    async def run_until_stopped(self) -> None:
        """Serve until SIGTERM or SIGINT; InvalidToken when Telegram refuses the token."""
        serving = asyncio.create_task(self.run())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, serving.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        _LOG.info("stopped")


def open_library(settings: Settings) -> Library:
    """Open the reports that the settings name; SettingsError or CorpusError when that fails."""
    corpus, index = settings.corpus_dir, settings.index_dir
    reports = _indexed(settings, index) if index else read(corpus or SHIPPED)
    library = Library(reports, settings.synonyms_file)
    for problem in library.problems:
        _LOG.warning("%s", problem)
    mode = "webhook" if settings.webhook_url else "polling" if settings.token else "terminal"
    count, version = len(library.articles), library.version
    _LOG.info("Wenbao %s, %d reports, version %s, %s", VERSION, count, version, mode)
    return library


def _indexed(settings: Settings, folder: Path) -> OpenIndex:
    builder = Builder(
        say=_LOG.info,
        tell=lambda done, total: _LOG.info("%.0f%% of the reports indexed", 100 * done / total),
    )
    try:
        return on_disk(settings.corpus_dir, folder, builder)
    except OSError as error:
        message = f"INDEX_DIR cannot be used: {error.filename or folder}: {error.strerror}"
        raise SettingsError(message) from error
