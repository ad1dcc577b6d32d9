"""What waits for the bot: the queue of updates, fetched by long poll or pushed to a webhook."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import ClassVar

from telegram.constants import UpdateType

from tests.telegram.errors import ApiError
from tests.telegram.values import Json
from tests.telegram.waiting import Tide

ALL_UPDATES = frozenset(str(kind) for kind in UpdateType)
"""Every kind of update the Bot API knows."""

DEFAULT_UPDATES = ALL_UPDATES - {"chat_member", "message_reaction", "message_reaction_count"}
"""What a bot gets that never said what it wants, or wanted nothing known."""

LOGGED = 10_000
"""Updates remembered after they are acknowledged."""

TERMINATED = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running"
)
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
    " the webhook first"
)
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


@dataclass(frozen=True, slots=True)
class Pending:
    """An update not yet acknowledged. `queue` orders the webhook's: a chat's go one by one."""

    wire: Json
    queue: int = 0
    is_repeat: bool = False

    @property
    def id(self) -> int:
        return int(self.wire["update_id"])


@dataclass(slots=True)
class Updates:
    """The queue. An update stays until a later offset, or the webhook's 200, acknowledges it."""

    first_id: ClassVar[int] = 100_000_001
    tide: Tide
    pending: list[Pending] = field(default_factory=list)
    acknowledged: int = 0
    allowed: frozenset[str] = DEFAULT_UPDATES
    has_webhook: bool = False
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    log: deque[Json] = field(default_factory=lambda: deque(maxlen=LOGGED))
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(Updates.first_id))
    _poll: asyncio.Future[None] | None = None

    def add(self, kind: str, content: Json, queue: int = 0) -> int | None:
        """Queue an update and return its id; None when the bot did not ask for its kind."""
        if kind not in self.allowed:
            return None
        update_id = next(self._ids)
        self._queue(Pending({"update_id": update_id, kind: content}, queue))
        return update_id

    def push(self, wire: Json, *, is_repeat: bool = False) -> int:
        """Queue any JSON as an update, whatever it is; it gets an `update_id` if it has none."""
        wire = dict(wire)
        wire.setdefault("update_id", next(self._ids))
        self._queue(Pending(wire, is_repeat=is_repeat))
        return int(wire["update_id"])

    def repeat(self, update_id: int | None = None) -> int:
        """Deliver an update once more (the last one), even if it was acknowledged."""
        wires = [wire for wire in self.log if update_id in {None, wire["update_id"]}]
        return self.push(wires[-1], is_repeat=True)

    def allow(self, kinds: Json) -> None:
        """Remember what kinds the bot wants from now on; nothing said leaves it as it was."""
        if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
            self.allowed = ALL_UPDATES & {kind.lower() for kind in kinds} or DEFAULT_UPDATES

    def acknowledge(self, offset: int) -> None:
        """Forget the updates before an offset; a negative one keeps as many from the end."""
        if offset < 0:
            kept = self.pending[offset:]
        else:
            kept = [update for update in self.pending if update.is_repeat or update.id >= offset]
        self.acknowledged += len(self.pending) - len(kept)
        self.pending = kept
        self.tide.turn()

    def done(self, update: Pending) -> None:
        """Forget one update: the webhook took it."""
        if update in self.pending:
            self.pending.remove(update)
            self.acknowledged += 1
            self.tide.turn()

    def drop(self) -> None:
        """Forget everything: the bot wants no pending updates."""
        self.pending.clear()

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Answer getUpdates: acknowledge, then wait up to `seconds` for something.

        ApiError 409 while a webhook is set, and when another getUpdates comes meanwhile.
        """
        if self.has_webhook:
            raise ApiError(409, WEBHOOK_IS_SET)
        self.terminate(TERMINATED)
        self.acknowledge(offset)
        if not self.pending and seconds:
            await self._wait(seconds)
        handed = self.pending[:limit]
        self.pending = [
            update for update in self.pending if not (update.is_repeat and update in handed)
        ]
        return [update.wire for update in handed]

    def terminate(self, why: str) -> None:
        """End the long poll that waits, with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(ApiError(409, why))

    async def _wait(self, seconds: float) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(poll, seconds)
        finally:
            if self._poll is poll:
                self._poll = None

    def _queue(self, update: Pending) -> None:
        self.pending.append(update)
        self.log.append(update.wire)
        self.arrived.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
