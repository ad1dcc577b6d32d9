"""The life of the bot: it starts whatever Telegram says, serves, and stops within seconds."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Protocol

from telegram.error import InvalidToken

from bot.health import Heartbeat
from bot.observability import Metrics
from bot.settings import Settings, SettingsError
from bot.storage.database import StorageError
from bot.storage.storage import Storage
from bot.telegram.application import TelegramApplication
from bot.telegram.http_server import HttpRoutes, HttpServer
from bot.telegram.receive import Polling, Webhook
from bot.telegram.retry import persistently
from bot.telegram.update_processor import UpdateProcessor
from bot.telegram.update_queue import UpdateQueue

_LOG = logging.getLogger(__name__)

STOPPING = 6.0
"""Seconds that the answers in hand are given when the process is asked to stop."""


class Receiver(Protocol):
    """A way for updates to come in."""

    async def run(self) -> None:
        """Receive until cancelled."""

    async def finish(self) -> None:
        """Tell Telegram what has been received."""


class Runner:
    """Receives updates for `telegram` and has them answered."""

    def __init__(
        self, settings: Settings, telegram: TelegramApplication, storage: Storage, metrics: Metrics
    ) -> None:
        self.telegram, self._settings = telegram, settings
        self._storage, self._metrics = storage, metrics
        self._heartbeat, self._open = Heartbeat(), asyncio.Event()
        self._updates = UpdateQueue(telegram.bot, telegram.update_queue, storage.inbox, metrics)
        self._processor = _processor(telegram)
        self._processor.tell(self._updates.finished)
        metrics.watch("queue", lambda: len(self._updates))
        metrics.watch("telegram_silence_seconds", self._silence)
        metrics.watch("tasks", lambda: len(asyncio.all_tasks()))
        self._receiver = self._choose()
        self.accept, self.finished = self._updates.accept, self._updates.finished

    async def run(self) -> None:
        """Serve until cancelled, then finish what is in hand; InvalidToken at first."""
        try:
            async with self._server():
                await self._serve()
        except OSError as error:
            message = f"HTTP_PORT {self._settings.http_port} cannot be used: {error.strerror}"
            raise SettingsError(message) from error

    async def _serve(self) -> None:
        try:
            await persistently("Telegram", self.telegram.initialize, fatal=(InvalidToken,))
            await self.telegram.start()
            self._introduce()
            await self._updates.replay()
            self._open.set()
            settle()
            _LOG.info("receiving as @%s", self.telegram.bot.username)
            await self._receiver.run()
        finally:
            await self._stop()

    def _introduce(self) -> None:
        """Begin to set menus and descriptions, beside everything else."""
        if self.telegram.post_init:
            self.telegram.create_task(self.telegram.post_init(self.telegram), name="menus")

    def _choose(self) -> Receiver:
        bot, url, secret = (
            self.telegram.bot,
            self._settings.webhook_url,
            self._settings.webhook_secret.get_secret_value(),
        )
        if url is None:
            return Polling(bot, self._updates.accept, self._heartbeat)
        return Webhook(bot, url, secret, self._heartbeat)

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
            )
        )

    def _webhook_secret(self) -> str:
        settings = self._settings
        return settings.webhook_secret.get_secret_value() if settings.webhook_url else ""

    async def _accept_later(self, updates: Sequence[object]) -> None:
        """Accept what is posted, after what an earlier run left."""
        await self._open.wait()
        await self.accept(updates)

    async def _ready(self) -> tuple[bool, str]:
        """Whether questions can be answered: the reports are open, the database takes writing."""
        if not self._open.is_set():
            return False, "starting"
        try:
            await self._storage.probe()
        except StorageError as error:
            return False, str(error)
        return True, "the reports are open, the database can be written"

    def _silence(self) -> float:
        age = self._heartbeat.age()
        return float("inf") if age is None else age

    async def _stop(self) -> None:
        """Finish what is in hand, for a few seconds; what was not begun stays on the disk."""
        self._processor.close()
        try:
            async with asyncio.timeout(STOPPING):
                await asyncio.gather(self._finish_receiving(), self._finish_answering())
        except TimeoutError:
            _LOG.warning("stopped in the middle of an answer")
        await self._processor.shutdown()
        if len(self._updates):
            _LOG.info("%d updates are left for the next start", len(self._updates))
        await self.telegram.shutdown()
        await self.telegram.bot.shutdown()

    async def _finish_receiving(self) -> None:
        try:
            await self._receiver.finish()
        except Exception as error:  # noqa: BLE001 -- what is malformed raises anything
            _LOG.info("Telegram was not told what was received: %s", type(error).__name__)

    async def _finish_answering(self) -> None:
        if self.telegram.running:
            await self.telegram.stop()


def settle() -> None:
    """Let the collector of garbage look no more at what is there now, which is there to stay.

    It would go through all of the reports and dictionaries every few hundred answers.
    """
    gc.collect()
    gc.freeze()


def _processor(telegram: TelegramApplication) -> UpdateProcessor:
    if not isinstance(telegram.update_processor, UpdateProcessor):
        message = "the application was not built by bot.app"
        raise TypeError(message)
    return telegram.update_processor
