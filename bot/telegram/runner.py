"""The life of the bot: it starts whatever Telegram says, serves, and stops within seconds."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Protocol

from telegram import Bot, Update
from telegram.error import InvalidToken

from bot.observability import Metrics
from bot.settings import Settings, SettingsError
from bot.storage.batching import Statement
from bot.storage.database import StorageError
from bot.storage.outbox import Outgoing
from bot.storage.storage import Storage
from bot.telegram.admission import Admission, AdmissionDecision
from bot.telegram.http_server import Attach, HttpRoutes, HttpServer
from bot.telegram.outgoing import Handled
from bot.telegram.receive import Heartbeat, Polling, Webhook
from bot.telegram.retry import persistently
from bot.telegram.sender import Sender
from bot.telegram.transport import Transport
from bot.telegram.update_processor import UpdateProcessor
from bot.telegram.update_queue import UpdateQueue

_LOG = logging.getLogger(__name__)

STOPPING = 6.0
"""Seconds that what is being sent is given when the process is asked to stop."""

_SWITCH = 0.001
"""Seconds for which a thread keeps the interpreter while others want it; Python's own are 0.005."""

_CONNECTIONS = 24
"""How many requests may be made at once; fewer are."""


class Handlers(Protocol):
    """What answers updates."""

    commands: Collection[str]

    async def handle(self, update: Update, verdict: AdmissionDecision) -> Handled:
        """Answer an update."""

    async def introduce(self, bot: Bot) -> None:
        """Set menus and descriptions."""


class Runner:
    """Receives updates, has `handlers` answer them, and sends the answers."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        metrics: Metrics,
        handlers: Handlers,
        attach: Attach | None = None,
    ) -> None:
        """Serve what `attach` adds, if anything, beside health and metrics."""
        self._settings, self._storage, self._metrics = settings, storage, metrics
        self._heartbeat, self._open = Heartbeat(), asyncio.Event()
        self._handlers, self.bot = handlers, _bot(settings, metrics)
        admission = Admission(settings.access, settings.policy, handlers.commands)
        self.updates = UpdateQueue(self.bot, storage.inbox, admission, metrics)
        self.sender = Sender(self.bot, storage, metrics, settings.messages_per_second)
        self.updates.sending = self.sender.waiting
        self.processor = UpdateProcessor(self.updates, storage, self.sender, handlers.handle)
        self._receiver = self._choose()
        self._attach = attach
        self._watch()

    @property
    def username(self) -> str:
        """The bot's name in Telegram; empty as long as Telegram has not told it."""
        return self.bot.username if self._open.is_set() else ""

    async def run(self) -> None:
        """Serve until cancelled, then finish what is in hand; InvalidToken at first."""
        try:
            async with self._server():
                await self._serve()
        except OSError as error:
            message = f"HTTP_PORT {self._settings.http_port} cannot be used: {error.strerror}"
            raise SettingsError(message) from error

    async def write(self, outgoing: Sequence[Outgoing], also: Sequence[Statement] = ()) -> bool:
        """Send what answers no update; False while Telegram has not been heard of yet.

        `also` is carried out with the writing down, all or none.
        """
        if not self._open.is_set():
            return False
        letters = self._storage.outbox.letters(outgoing)
        await self._storage.transact(*map(self._storage.outbox.putting, letters), *also)
        self.sender.send(letters)
        return True

    async def _serve(self) -> None:
        beside: set[asyncio.Task[None]] = set()
        try:
            await persistently("Telegram", self.bot.initialize, fatal=(InvalidToken,))
            self.sender.send(await persistently("the database", self._storage.outbox.waiting))
            await self.updates.replay()
            self._open.set()
            beside = {
                asyncio.create_task(self.processor.run()),
                asyncio.create_task(self._handlers.introduce(self.bot)),
            }
            settle()
            _LOG.info("receiving as @%s", self.bot.username)
            await self._receiver.run()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await self._stop()

    def _choose(self) -> Polling | Webhook:
        url = self._settings.webhook_url
        if url is None:
            return Polling(self.bot, self.updates.accept, self._heartbeat)
        return Webhook(self.bot, url, self._webhook_secret(), self._heartbeat)

    def _server(self) -> AbstractAsyncContextManager[None]:
        if not self._settings.http_port:
            return nullcontext()
        return HttpServer(
            HttpRoutes(
                host=self._settings.http_host,
                number=self._settings.http_port,
                alive=self._heartbeat.diagnosis,
                ready=self._ready,
                metrics=self._metrics.page,
                accept=self._accept_later,
                secret=self._webhook_secret(),
                attach=self._attach,
            )
        )

    def _webhook_secret(self) -> str:
        settings = self._settings
        return settings.webhook_secret.get_secret_value() if settings.webhook_url else ""

    async def _accept_later(self, updates: Sequence[object]) -> None:
        """Accept what is posted, after what an earlier run left."""
        await self._open.wait()
        await self.updates.accept(updates)
        self._receiver.heard()

    async def _ready(self) -> tuple[bool, str]:
        """Whether questions can be answered: the reports are open, the database takes writing."""
        if not self._open.is_set():
            return False, "starting"
        try:
            await self._storage.probe()
        except StorageError as error:
            return False, str(error)
        return True, "the reports are open, the database can be written"

    def _watch(self) -> None:
        """Have the metrics look at what waits; none of it makes the bot unwell."""
        self._metrics.watch("queue", lambda: len(self.updates))
        self._metrics.watch("queue_oldest_seconds", self.updates.oldest)
        self._metrics.watch("outbox", lambda: len(self.sender))
        self._metrics.watch("dead_letters", lambda: self._storage.outbox.dead)
        self._metrics.watch("quarantine", lambda: self._storage.inbox.aside)
        self._metrics.watch("telegram_silence_seconds", self._heartbeat.silence)
        self._metrics.watch("tasks", lambda: len(asyncio.all_tasks()))

    async def _stop(self) -> None:
        """Finish what is being sent, for a few seconds; what was not begun stays on the disk."""
        try:
            async with asyncio.timeout(STOPPING):
                await asyncio.gather(self._finish_receiving(), self.sender.close())
        except TimeoutError:
            _LOG.warning("stopped in the middle of an answer")
        if left := len(self.updates) + len(self.sender):
            _LOG.info("%d updates and answers are left for the next start", left)
        await self.bot.shutdown()

    async def _finish_receiving(self) -> None:
        try:
            await self._receiver.finish()
        except Exception as error:  # noqa: BLE001 -- what is malformed raises anything
            _LOG.info("Telegram was not told what was received: %s", type(error).__name__)


def settle() -> None:
    """Let the collector of garbage look no more at what is there now, which is there to stay.

    It would go through all of the reports and dictionaries every few hundred answers. And let the
    event loop have the interpreter soon after it asks the library's threads for it.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_SWITCH)


def _bot(settings: Settings, metrics: Metrics) -> Bot:
    return Bot(
        settings.token or "",
        settings.telegram_api_url,
        settings.telegram_api_url.removesuffix("/bot") + "/file/bot",
        request=Transport(_CONNECTIONS, metrics.trouble),
        get_updates_request=Transport(1, metrics.trouble),
    )
