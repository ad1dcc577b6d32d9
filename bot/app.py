"""The whole bot from its settings: bot, terminal, tests and bench all start from it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.configured_library import opened, source_of
from bot.handlers.router import Router
from bot.observability import Metrics
from bot.services.corpus_history import COPIED, NotedVersion
from bot.services.corpus_watcher import CorpusWatcher
from bot.services.delivery import Message
from bot.services.dispatcher import Dispatcher
from bot.services.privacy import delete_expired
from bot.settings import Settings
from bot.storage.batching import Statement
from bot.storage.storage import Storage
from bot.telegram import outgoing
from bot.telegram.runner import Runner
from bot.web import server
from bot.web.site import Site, SiteSettings
from retrieval.library import Library
from retrieval.library_source import LibrarySource, Source

_LOG = logging.getLogger("bot")


class App:
    """A bot and all it is made of. Use as an async context manager: it opens the database.

    >>> async with App.from_settings(bot.settings.read()) as app:
    ...     await app.run()
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        storage: Storage,
        source: Source | None = None,
    ) -> None:
        """Answer from `library`, and from what `source`, where there is one, makes of changes."""
        self.settings, self.storage = settings, storage
        self.metrics = Metrics()
        self.metrics.corpus(library.version, len(library.articles))
        self.dispatcher = Dispatcher(library, storage, settings.policy, self.metrics)
        # What a cluster holds is too much to be compared with what was seen last.
        self._local = source if isinstance(source, LibrarySource) else None
        self._is_noted = self._local is not None or source is None
        self.watcher = CorpusWatcher(source, self._show, settings.policy.admins) if source else None
        if self.watcher:
            self.dispatcher.add("reload", self.watcher.command)
        if self._local and self.watcher:
            self.dispatcher.uploads.use(self._local.path, self.watcher.reload)

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
        if library:
            return cls(settings, library, storage)
        source = source_of(settings)
        return cls(settings, opened(settings, source), storage, source)

    @property
    def library(self) -> Library:
        """The reports as they are now."""
        return self.dispatcher.library

    @cached_property
    def runner(self) -> Runner:
        """What receives updates from Telegram and has them answered."""
        has_pages = self.settings.public_url or self.settings.web_chat
        attach = partial(server.attach, site=self.site) if has_pages else None
        return Runner(self.settings, self.storage, self.metrics, Router(self.dispatcher), attach)

    @cached_property
    def site(self) -> Site:
        """The pages for readers."""
        settings = SiteSettings(
            url=self.settings.public_url or "",
            keys=self.settings.api_keys,
            per_minute=self.settings.api_requests_per_minute,
            origins=self.settings.api_origins,
            has_chat=self.settings.web_chat,
            token=self.settings.token or "",
        )
        return Site(self.dispatcher, settings, self._username)

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
        if self.watcher:
            self.watcher.close()
        await self.storage.close()

    async def run(self) -> None:
        """Serve until cancelled, then finish what is in hand; InvalidToken at first."""
        history, delivery = self.dispatcher.history, self.dispatcher.delivery
        if self._is_noted:
            before = self._local.texts_before() if self._local else None
            history.note(NotedVersion(self.library, before))
        work = [
            delete_expired(self.storage, self.settings.retention_days),
            history.run(),
            delivery.run(self._post),
        ]
        if self.watcher:
            work.append(self.watcher.run(self._tell_admins))
        beside = [asyncio.create_task(one) for one in work]
        try:
            await self.runner.run()
        finally:
            for task in beside:
                task.cancel()

    async def run_until_stopped(self) -> None:
        """Serve until SIGTERM or SIGINT; InvalidToken when Telegram refuses the token."""
        serving = asyncio.create_task(self.run())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, serving.cancel)
        loop.add_signal_handler(signal.SIGHUP, self._reload)
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        _LOG.info("stopped")

    def _username(self) -> str:
        """Return the bot's name in Telegram, empty while it is not known."""
        return self.runner.username if self.settings.token else ""

    def _show(self, library: Library) -> None:
        before = self.library.article if len(library.articles) > COPIED else None
        changed = self._local.changed if self._local else None
        self.dispatcher.show(library)
        if self._local:
            self.dispatcher.history.note(NotedVersion(library, before, changed))
        self.metrics.corpus(library.version, len(library.articles))
        _LOG.info("the reports: %d, version %s", len(library.articles), library.version)

    def _reload(self) -> None:
        """Read the reports again, as /reload does."""
        if self.watcher:
            self._reloading = asyncio.create_task(self.watcher.reload())

    async def _post(self, messages: Sequence[Message], also: Sequence[Statement]) -> bool:
        """Write to conversations of our own accord."""
        sent = [outgoing.told(reply, to.conversation) for to, reply in messages]
        return await self.runner.write(sent, also)

    async def _tell_admins(self, text: str) -> bool:
        """Tell the admins something; False while Telegram has not been heard of yet."""
        admins = self.settings.policy.admins
        return await self.runner.write([outgoing.note(one, text) for one in admins])
