"""The way in for updates, however they come: to the disk first, then to the handlers, chat by chat.

Whoever hands updates over (long polling, the webhook) may tell Telegram that they were received as
soon as `accept` has returned; it never waits for anything but the disk.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from telegram import Bot, Update

from bot.observability import Metrics
from bot.storage.database import StorageError
from bot.storage.inbox import Inbox, UpdateJson
from bot.telegram.admission import Admission, AdmissionDecision
from bot.telegram.filters import UpdateKind, former_chat
from bot.telegram.retry import persistently

_LOG = logging.getLogger(__name__)

_GREATEST_ID = 1 << 63


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update that waits to be handled in its lane, and when it came (on a clock nobody sets)."""

    update: Update
    verdict: AdmissionDecision
    lane: str
    since: float


class UpdateQueue:
    """Takes updates for `bot`, keeps them in `inbox` until they are done, and gives them out.

    Those of a chat are given out in order, one at a time; those of all chats in turns. An update
    that came before is not given out again; one that cannot be read is kept aside. `admission`
    decides who is let in.
    """

    def __init__(self, bot: Bot, inbox: Inbox, admission: Admission, metrics: Metrics) -> None:
        self._bot, self._inbox, self._admission, self._metrics = bot, inbox, admission, metrics
        self._lanes: dict[str, deque[Arrival]] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._known: set[int] = set()
        self._moved: dict[str, str] = {}
        self.sending: Callable[[str], int] = lambda _: 0
        """How many answers of a lane are still to be sent: they count as waiting too."""

    def __len__(self) -> int:
        """Return how many updates are being handled or wait for it."""
        return sum(map(len, self._lanes.values()))

    def oldest(self) -> float:
        """Return for how many seconds the oldest update has waited."""
        came = min((lane[0].since for lane in self._lanes.values()), default=None)
        return 0.0 if came is None else time.monotonic() - came

    async def replay(self) -> None:
        """Take up what an earlier process left undone."""
        await persistently("the database", self._inbox.prune)
        left = await persistently("the database", self._inbox.waiting)
        if left:
            _LOG.info("%d updates were left by an earlier run", len(left))
        await persistently("the database", lambda: self._take(left))

    async def accept(self, received: Sequence[object]) -> None:
        """Return when the updates are on the disk; StorageError."""
        wires = [one for one in received if _is_update(one)]
        if len(wires) < len(received):
            self._metrics.received("malformed", len(received) - len(wires))
            _LOG.warning("Telegram sent %d things without an id", len(received) - len(wires))
        wires.sort(key=lambda wire: int(wire["update_id"]))
        waiting = await self._inbox.keep(wires)
        fresh = [wire for wire in waiting if wire["update_id"] not in self._known]
        self._metrics.received("new", len(fresh))
        self._metrics.received("repeated", len(wires) - len(fresh))
        await self._take(fresh)

    async def next(self) -> Arrival:
        """Return an update of the chat whose turn it is; `finished` must be told of it."""
        return self._lanes[await self._ready.get()][0]

    def finished(self, arrival: Arrival) -> None:
        """Let the chat of an update that was handled have its next turn."""
        lane = self._lanes[arrival.lane]
        lane.popleft()
        self._known.discard(arrival.update.update_id)
        self._metrics.done(time.monotonic() - arrival.since)
        if lane:
            self._ready.put_nowait(arrival.lane)
        else:
            del self._lanes[arrival.lane]
            self._moved = {new: old for new, old in self._moved.items() if old in self._lanes}

    async def _take(self, wires: Iterable[UpdateJson]) -> None:
        """Put updates into their lanes, and strike out those that are not to be handled."""
        updates = [update for wire in wires if (update := await self._read(wire))]
        dismissed = [update.update_id for update in updates if not self._is_taken(update)]
        if dismissed:
            await self._inbox.done(dismissed)

    async def _read(self, wire: UpdateJson) -> Update | None:
        try:
            return Update.de_json(wire, self._bot)
        except Exception as error:  # noqa: BLE001 -- what is malformed raises anything
            await self._put_aside(int(wire["update_id"]), error)
            return None

    def _is_taken(self, update: Update) -> bool:
        """Decide on an update, and put it into its lane when it is to be handled."""
        if update.update_id in self._known:
            return True
        lane = self._lane(update)
        waiting = len(self._lanes.get(lane, ())) + self.sending(lane)
        verdict = self._admission.judge(update, lane, waiting)
        self._metrics.received(verdict.fate.value)
        if not verdict.is_handled:
            return False
        self._known.add(update.update_id)
        if lane not in self._lanes:
            self._lanes[lane] = deque()
            self._ready.put_nowait(lane)
        self._lanes[lane].append(Arrival(update, verdict, lane, time.monotonic()))
        return True

    def _lane(self, update: Update) -> str:
        """Return the id of the chat, else of the user, else of the update itself.

        A supergroup stays in the lane of the group it was: what was said there comes first.
        """
        if update.inline_query:
            return f"{UpdateKind.INLINE} {update.inline_query.from_user.id}"
        whose = update.effective_chat or update.effective_user
        if whose is None:
            return f"update {update.update_id}"
        if (former := former_chat(update)) and str(former) in self._lanes:
            self._moved[str(whose.id)] = str(former)
        return self._moved.get(str(whose.id), str(whose.id))

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
