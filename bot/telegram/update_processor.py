"""Handling: an update goes to its handler, and what comes of it is written down all at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.observability import logged
from bot.storage.database import StorageError
from bot.storage.outbox import Letter
from bot.storage.storage import Storage
from bot.telegram.admission import AdmissionDecision, Fate
from bot.telegram.outgoing import Handled
from bot.telegram.retry import persistently
from bot.telegram.sender import Sender
from bot.telegram.update_queue import Arrival, UpdateQueue

_LOG = logging.getLogger(__name__)

PLACES = 64
"""How many updates are handled at once; most of them wait for the library's few threads."""

Handle = Callable[[Update, AdmissionDecision], Awaitable[Handled]]
"""What handles an update; it raises nothing but StorageError, and may be called once more then."""


class UpdateProcessor:
    """Takes updates from `queue`, has them handled, and gives what is to be sent to `sender`."""

    def __init__(
        self, queue: UpdateQueue, storage: Storage, sender: Sender, handle: Handle
    ) -> None:
        self._queue, self._storage, self._sender, self._handle = queue, storage, sender, handle

    async def run(self) -> None:
        """Handle updates until cancelled; what is in hand then stays in the inbox."""
        async with asyncio.TaskGroup() as workers:
            for _ in range(PLACES):
                workers.create_task(self._work())

    async def _work(self) -> None:
        while True:
            await self.step()

    async def step(self) -> None:
        """Handle the next update."""
        arrival = await self._queue.next()
        with logged(update=arrival.update.update_id, kind=arrival.verdict.kind or "other"):
            letters = await persistently(
                "the database", lambda: self._process(arrival), passing=StorageError
            )
        self._sender.send(letters)
        self._queue.finished(arrival)

    async def _process(self, arrival: Arrival) -> list[Letter]:
        """Handle an update; return what is to be sent, which is in the outbox then."""
        number = arrival.update.update_id
        try:
            handled = await self._handle(arrival.update, arrival.verdict)
            letters = self._storage.outbox.letters(handled.outgoing)
            puttings = map(self._storage.outbox.putting, letters)
            await self._storage.inbox.done([number], *puttings, *handled.also)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 -- a fault of ours must not come again at each start
            _LOG.exception("an update could not be handled; kept aside")
            await self._storage.inbox.put_aside(number)
            return []
        _tell(arrival, handled)
        return letters


def _tell(arrival: Arrival, handled: Handled) -> None:
    """Log what became of an update, and how long it took from its coming on."""
    fate = arrival.verdict.fate
    level = logging.INFO if fate is Fate.ADMITTED else logging.DEBUG
    ms = round(1000 * (time.monotonic() - arrival.since), 1)
    _LOG.log(level, "handled", extra={"outcome": handled.outcome or str(fate), "ms": ms})
