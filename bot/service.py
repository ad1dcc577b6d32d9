"""The life of the bot: it starts whatever Telegram says, serves, and stops within seconds."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Protocol

from telegram.error import InvalidToken

from bot.application import Telegram, introduce
from bot.health import Heartbeat
from bot.intake import Intake
from bot.journal import Journal, JournalError
from bot.metrics import Metrics
from bot.polling import Polling
from bot.retrying import persistently
from bot.server import Port, Server
from bot.settings import Settings, SettingsError
from bot.turns import Turns
from bot.webhook import Webhook

_LOG = logging.getLogger(__name__)

STOPPING = 6.0
"""Seconds that the answers in hand are given when the process is asked to stop."""


class Receiver(Protocol):
    """A way for updates to come in."""

    async def run(self) -> None:
        """Receive until cancelled."""

    async def finish(self) -> None:
        """Tell Telegram what has been received."""


class Service:
    """Receives updates for `telegram` and has them answered."""

    def __init__(
        self, settings: Settings, telegram: Telegram, journal: Journal, metrics: Metrics
    ) -> None:
        self._settings, self._telegram = settings, telegram
        self._journal, self._metrics = journal, metrics
        self._heartbeat, self._open = Heartbeat(), asyncio.Event()
        self._intake = Intake(telegram.bot, telegram.update_queue, journal.inbox, metrics)
        self._turns = _turns(telegram)
        self._turns.tell(self._intake.finished)
        metrics.watch(lambda: len(self._intake), self._silence)
        self._receiver = self._choose()
        self.accept = self._intake.accept

    async def run_until_stopped(self) -> None:
        """Serve until SIGTERM or SIGINT; InvalidToken when Telegram refuses the token."""
        serving = asyncio.create_task(self.run())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, serving.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await serving
        _LOG.info("stopped")

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
            await persistently("Telegram", self._telegram.initialize, fatal=(InvalidToken,))
            await self._telegram.start()
            introduce(self._telegram)
            await self._intake.replay()
            self._open.set()
            settle()
            _LOG.info("receiving as @%s", self._telegram.bot.username)
            await self._receiver.run()
        finally:
            await self._stop()

    def _choose(self) -> Receiver:
        bot, url, secret = (
            self._telegram.bot,
            self._settings.webhook_url,
            self._settings.webhook_secret,
        )
        if url is None:
            return Polling(bot, self._intake.accept, self._heartbeat)
        return Webhook(bot, url, secret, self._heartbeat)

    def _server(self) -> AbstractAsyncContextManager[None]:
        if not self._settings.http_port:
            return nullcontext()
        return Server(
            Port(
                host=self._settings.http_host,
                number=self._settings.http_port,
                alive=self._heartbeat.diagnosis,
                ready=self._ready,
                metrics=self._metrics.page,
                accept=self._accept_later,
                secret=self._settings.webhook_secret if self._settings.webhook_url else "",
            )
        )

    async def _accept_later(self, updates: Sequence[object]) -> None:
        """Accept what is posted, after what an earlier run left."""
        await self._open.wait()
        await self.accept(updates)

    async def _ready(self) -> tuple[bool, str]:
        """Whether questions can be answered: the reports are open, the database takes writing."""
        if not self._open.is_set():
            return False, "starting"
        try:
            await self._journal.probe()
        except JournalError as error:
            return False, str(error)
        return True, "the reports are open, the database can be written"

    def _silence(self) -> float:
        age = self._heartbeat.age()
        return float("inf") if age is None else age

    async def _stop(self) -> None:
        """Finish what is in hand, for a few seconds; what was not begun stays on the disk."""
        self._turns.close()
        try:
            async with asyncio.timeout(STOPPING):
                await asyncio.gather(self._finish_receiving(), self._finish_answering())
        except TimeoutError:
            _LOG.warning("stopped in the middle of an answer")
        await self._turns.shutdown()
        if len(self._intake):
            _LOG.info("%d updates are left for the next start", len(self._intake))
        await self._telegram.shutdown()
        await self._telegram.bot.shutdown()

    async def _finish_receiving(self) -> None:
        try:
            await self._receiver.finish()
        except Exception as error:  # noqa: BLE001 -- what is malformed raises anything
            _LOG.info("Telegram was not told what was received: %s", type(error).__name__)

    async def _finish_answering(self) -> None:
        if self._telegram.running:
            await self._telegram.stop()


def settle() -> None:
    """Let the collector of garbage look no more at what is there now, which is there to stay.

    It would go through all of the reports and dictionaries every few hundred answers.
    """
    gc.collect()
    gc.freeze()


def _turns(telegram: Telegram) -> Turns:
    if not isinstance(telegram.update_processor, Turns):
        message = "the application was not built by bot.application"
        raise TypeError(message)
    return telegram.update_processor
