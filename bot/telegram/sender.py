"""Sending: what the outbox holds, evenly and in order, no oftener than Telegram allows.

A request that Telegram has not carried out is made again until it is worth nothing any more; one of
which nobody knows whether it was carried out is made once more, and then given up.
"""

from __future__ import annotations

import asyncio
import logging
import math
from base64 import b64decode
from collections import deque
from collections.abc import Sequence
from contextlib import AsyncExitStack, nullcontext
from dataclasses import replace
from time import monotonic, time
from typing import Any

from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.observability import Metrics
from bot.storage.batching import Statement
from bot.storage.conversations import paired
from bot.storage.database import StorageError
from bot.storage.outbox import Letter, Outgoing
from bot.storage.storage import Storage
from bot.telegram import refusal
from bot.telegram.rate_limiter import Places, RateLimiter
from bot.telegram.retry import patience, persistently
from bot.telegram.transport import was_sent

_LOG = logging.getLogger(__name__)

MESSAGES, AGAIN, QUERIES = 6, 2, 6
"""How many requests are made at once: messages (so many may come twice after a kill), those of them
that have failed before, and answers to queries."""

_SHARE_OF_AGAIN = 4
"""Of what may be sent in a second, requests that have failed before get a part of so many."""

UNCLEAR = 2
"""How often a request is made of which nobody knows whether it was carried out."""

_FIRST_PAUSE, _GROWTH, _LONGEST_PAUSE = 1.0, 1.5, 60.0
_LONGEST_WAIT = 60 * 60.0
_REFUSALS = (BadRequest, Forbidden, ChatMigrated)
_ELSEWHERE = {"message_thread_id", "reply_parameters"}
"""What a message is sent with and not edited with."""


class Sender:
    """Sends what is in the outbox of `storage` by `bot`; `per_second` 0: no limit is kept.

    Each lane has a task while anything is in it: it makes one request after the other.
    """

    def __init__(self, bot: Bot, storage: Storage, metrics: Metrics, per_second: int) -> None:
        self._bot, self._storage, self._metrics = bot, storage, metrics
        self._rates = RateLimiter(per_second)
        self._rates_again = RateLimiter(math.ceil(per_second / _SHARE_OF_AGAIN))
        self._lanes: dict[str, deque[Letter]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._busy: set[str] = set()
        self._messages, self._again, self._queries = map(Places, (MESSAGES, AGAIN, QUERIES))
        self._is_closed = False

    def __len__(self) -> int:
        """Return how many requests wait, or are being made."""
        return sum(map(len, self._lanes.values()))

    def waiting(self, lane: str) -> int:
        """Return how many requests of a lane wait, or are being made."""
        return len(self._lanes.get(lane, ()))

    def send(self, letters: Sequence[Letter]) -> None:
        """Send letters that are in the outbox, each when its turn comes."""
        for letter in letters:
            lane = letter.outgoing.lane
            self._lanes.setdefault(lane, deque()).append(letter)
            if lane not in self._tasks and not self._is_closed:
                self._tasks[lane] = asyncio.create_task(self._work_off(lane))

    async def close(self) -> None:
        """Finish what is being sent; what waits stays in the outbox. Cancelled: break off."""
        self._is_closed = True
        for lane, task in self._tasks.items():
            if lane not in self._busy:
                task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _work_off(self, lane: str) -> None:
        letters = self._lanes[lane]
        try:
            while letters and not self._is_closed:
                left = await self._turn(letters[0])
                if left:
                    letters[0] = left
                else:
                    letters.popleft()
        finally:
            del self._tasks[lane]
            if not letters:
                del self._lanes[lane]

    async def _turn(self, letter: Letter) -> Letter | None:
        """Wait until a letter may be sent, and send it; return what is to be sent in its place."""
        lane = letter.outgoing.lane
        await asyncio.sleep(min(letter.not_before - time(), _LONGEST_WAIT))
        if letter.outgoing.is_message:
            await asyncio.sleep(self._rates.in_chat(lane))
        async with AsyncExitStack() as places:
            await self._place(letter, places)
            if monotonic() > letter.until:
                await self._give_up(letter, "late")
                return None
            self._busy.add(lane)
            try:
                return await self._send(letter)
            finally:
                self._busy.discard(lane)

    async def _place(self, letter: Letter, places: AsyncExitStack) -> None:
        """Take a place among the requests that are made at once."""
        if letter.outgoing.is_query:
            await places.enter_async_context(self._queries.place(letter.place))
            return
        if letter.attempts:
            await places.enter_async_context(self._again.place(letter.place))
            async with self._rates_again.turn():
                pass
        await places.enter_async_context(self._messages.place(letter.place))

    async def _send(self, letter: Letter) -> Letter | None:
        outgoing = await self._aimed(letter.outgoing)
        try:
            answer = await self._request(outgoing)
        except RetryAfter as error:
            _LOG.warning("Telegram asks for patience: %s", error.message)
            return await self._postpone(letter, patience(error))
        except _REFUSALS as error:
            return await self._refused(replace(letter, outgoing=outgoing), error)
        except Exception as error:  # noqa: BLE001 -- what is malformed raises anything
            return await self._failed(letter, error)
        self._note(outgoing)
        await self._arrived(letter, outgoing, answer)
        return None

    async def _aimed(self, outgoing: Outgoing) -> Outgoing:
        """Return an answer that is given anew as an edit of the one there was, if there was one."""
        if not outgoing.is_revision:
            return outgoing
        chat = int(outgoing.fields["chat_id"])
        answer = await self._storage.conversations.answer_to(chat, outgoing.question)
        return replace(outgoing, edits=answer or 0, is_revision=False)

    async def _request(self, outgoing: Outgoing) -> int:
        """Make a request; return the id of the message it brought about, 0 for none."""
        method, fields = outgoing.method, dict(outgoing.fields)
        if outgoing.edits:
            method, fields["message_id"] = "editMessageText", str(outgoing.edits)
            fields = {name: value for name, value in fields.items() if name not in _ELSEWHERE}
        async with self._rates.turn() if outgoing.is_message else nullcontext():
            # Nothing public of python-telegram-bot takes the JSON.
            answer: Any = await self._bot._post(method, {**fields, **_file(outgoing)})  # noqa: SLF001
        return int(answer["message_id"]) if outgoing.is_message else 0

    def _note(self, outgoing: Outgoing) -> None:
        """Count a message that has arrived, or that may have."""
        if outgoing.is_message:
            self._rates.arrived(outgoing.lane)

    async def _arrived(self, letter: Letter, outgoing: Outgoing, message: int) -> None:
        """Take a letter out, and keep which message answers which question."""
        also: tuple[Statement, ...] = ()
        if outgoing.question:
            chat, asker = int(outgoing.fields["chat_id"]), outgoing.asker
            also = paired((chat, outgoing.question, asker, message, outgoing.about))
        await persistently("the database", lambda: self._storage.outbox.sent(letter, *also))
        self._metrics.delivered("sent")

    async def _refused(self, letter: Letter, error: TelegramError) -> Letter | None:
        if refusal.is_done(error):
            await self._arrived(letter, letter.outgoing, letter.outgoing.edits)
            return None
        if why := refusal.is_no_fault(error):
            _LOG.info("a %s cannot arrive: %s", letter.outgoing.method, error.message)
            await persistently("the database", lambda: self._storage.outbox.sent(letter))
            self._metrics.delivered(why)
            return None
        if other := refusal.cured(letter.outgoing, error):
            _LOG.info("Telegram refused, asking for something else: %s", error.message)
            return replace(letter, outgoing=other)
        _LOG.error("Telegram refused a %s: %s", letter.outgoing.method, error.message)
        await self._give_up(letter, "refused")
        return None

    async def _failed(self, letter: Letter, error: Exception) -> Letter | None:
        is_unclear = was_sent(error) is None
        if is_unclear:
            self._note(letter.outgoing)
        failed = replace(
            letter, attempts=letter.attempts + 1, unclear=letter.unclear + int(is_unclear)
        )
        if failed.unclear >= UNCLEAR:
            await self._give_up(letter, "unclear")
            return None
        pause = min(_FIRST_PAUSE * _GROWTH**letter.attempts, _LONGEST_PAUSE)
        level = logging.DEBUG if letter.attempts else logging.WARNING
        _LOG.log(level, "Telegram, next try in %.0f s: %s: %s", pause, type(error).__name__, error)
        return await self._postpone(failed, pause)

    async def _postpone(self, letter: Letter, seconds: float) -> Letter:
        later = replace(letter, not_before=time() + seconds)
        try:
            await self._storage.outbox.postpone(later)
        except StorageError as error:
            _LOG.warning("that a request failed could not be written down: %s", error)
        return later

    async def _give_up(self, letter: Letter, reason: str) -> None:
        _LOG.warning("a %s was given up: %s", letter.outgoing.method, reason)
        await persistently("the database", lambda: self._storage.outbox.bury(letter, reason))
        self._metrics.delivered(reason)


def _file(outgoing: Outgoing) -> dict[str, InputFile]:
    """Return the file that a request brings along, as the parameter that takes it."""
    if not outgoing.file:
        return {}
    parameter, name, content = outgoing.file
    return {parameter: InputFile(b64decode(content), filename=name)}
