"""The way in for updates, however they come: to the disk first, then to the handlers.

Whoever hands updates over (long polling, the webhook) may tell Telegram that they were received as
soon as `accept` has returned.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import TypeGuard

from telegram import Bot, Update

from bot.observability import Metrics
from bot.storage.database import StorageError
from bot.storage.inbox import Inbox, UpdateJson
from bot.telegram.retry import persistently

_LOG = logging.getLogger(__name__)

CAPACITY = 1000
"""How many updates are held in memory at most; the others wait on the disk or with Telegram."""

_GREATEST_ID = 1 << 63


class UpdateQueue:
    """Takes updates for `bot`, keeps them in `inbox` until they are done, puts them into `queue`.

    An update that came before is not put there again; one that cannot be read is kept aside.
    """

    def __init__(
        self, bot: Bot, queue: asyncio.Queue[object], inbox: Inbox, metrics: Metrics
    ) -> None:
        self._bot, self._queue, self._inbox, self._metrics = bot, queue, inbox, metrics
        self._room = asyncio.Semaphore(CAPACITY)
        self._since: dict[int, float] = {}

    def __len__(self) -> int:
        """Return how many updates are being handled or wait for it."""
        return len(self._since)

    async def replay(self) -> None:
        """Take up what an earlier process left undone."""
        await persistently("the database", self._inbox.prune)
        left = await persistently("the database", self._inbox.waiting)
        if left:
            _LOG.info("%d updates were left by an earlier run", len(left))
        for wire in left:
            await self._hand_on(wire)

    async def accept(self, received: Sequence[object]) -> None:
        """Return when the updates are on the disk and there is room for more; StorageError."""
        wires = [one for one in received if _is_update(one)]
        if len(wires) < len(received):
            self._metrics.received("malformed", len(received) - len(wires))
            _LOG.warning("Telegram sent %d things without an id", len(received) - len(wires))
        wires.sort(key=lambda wire: int(wire["update_id"]))
        waiting = await self._inbox.keep(wires)
        fresh = [wire for wire in waiting if wire["update_id"] not in self._since]
        self._metrics.received("new", len(fresh))
        self._metrics.received("repeated", len(wires) - len(fresh))
        for wire in fresh:
            await self._hand_on(wire)

    async def finished(self, update: object) -> None:
        """Strike an update out once it was handled."""
        if isinstance(update, Update) and update.update_id in self._since:
            if not self._inbox.is_done(update.update_id):
                await persistently("the database", lambda: self._inbox.done(update.update_id))
            self._metrics.done(time.monotonic() - self._since.pop(update.update_id))
            self._room.release()

    async def _hand_on(self, wire: UpdateJson) -> None:
        number = int(wire["update_id"])
        try:
            update = Update.de_json(wire, self._bot)
        except Exception as error:  # noqa: BLE001 -- what is malformed raises anything
            await self._put_aside(number, error)
            return
        await self._room.acquire()
        self._since[number] = time.monotonic()
        await self._queue.put(update)

    async def _put_aside(self, number: int, error: Exception) -> None:
        self._metrics.received("malformed")
        _LOG.warning("update %d cannot be read (%s); kept aside", number, type(error).__name__)
        try:
            await self._inbox.put_aside(number)
        except StorageError as failure:
            _LOG.warning("update %d could not be put aside: %s", number, failure)


def _is_update(one: object) -> TypeGuard[UpdateJson]:
    number = one.get("update_id") if isinstance(one, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _GREATEST_ID
