"""The requests that Telegram is still to be made, kept on the disk until they are done.

They are written down in the transaction that strikes out the update they answer, so that neither is
ever there without the other. What is given up leaves a dead letter: when, of which kind and why,
and none of its words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from time import monotonic, time
from typing import Any

from bot.storage.batching import Row, Statement, columns
from bot.storage.database import Database

HOUR = 60 * 60
LIFETIME = 24 * HOUR
"""Seconds after which a message is given up: Telegram keeps updates no longer either."""

_GRACE = 10 * 60.0
"""Seconds that a letter has at least after a start, whatever the clock says of its age."""

_PUT = f"""
    INSERT INTO outbox (place, made, body) SELECT {columns(3)} FROM json_each(?)
"""  # noqa: S608 -- nothing but columns
_TAKE = f"DELETE FROM outbox WHERE place IN (SELECT {columns(1)} FROM json_each(?))"  # noqa: S608
_POSTPONE = "UPDATE outbox SET attempts = ?, unclear = ?, not_before = ? WHERE place = ?"
_BURY = f"""
    INSERT INTO dead_letters (asker, method, reason) SELECT {columns(3)} FROM json_each(?)
"""  # noqa: S608 -- nothing but columns
_WAITING = "SELECT place, made, body, attempts, unclear, not_before FROM outbox ORDER BY place"
_LAST = "SELECT ifnull(max(place), 0) FROM outbox"
_DEAD = "SELECT count(*) FROM dead_letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A request to Telegram: `fields` are its parameters as they are sent.

    Those of one `lane` are made one after the other. After `seconds` it is worth nothing. A message
    is shown in place of our message `edits` if that is still there; when it answers `question` anew
    (`is_revision`), in place of its answer. `about` is what the question leaned on, as it is kept.
    `file` is one that it brings: the parameter that takes it, its name, its bytes in base 64.
    """

    method: str
    fields: Mapping[str, str]
    lane: str
    asker: int = 0
    seconds: float = LIFETIME
    edits: int = 0
    question: int = 0
    is_revision: bool = False
    about: Sequence[Any] | None = None
    file: Sequence[str] | None = None

    @property
    def is_message(self) -> bool:
        """Whether it puts something into a chat, which Telegram counts."""
        return self.method in {"sendMessage", "sendDocument", "sendPhoto"}

    @property
    def is_query(self) -> bool:
        """Whether it answers a query, for which somebody waits right now."""
        return self.method.startswith("answer")

    def without(self, field: str) -> Outgoing:
        """Return the same request but for one of its parameters."""
        return replace(self, fields={k: v for k, v in self.fields.items() if k != field})


@dataclass(frozen=True, slots=True)
class Letter:
    """A request in the outbox: how often it failed, how often nobody knows whether it did.

    It was `made` in seconds since 1970; `until` is on the clock that nobody sets.
    """

    place: int
    outgoing: Outgoing
    made: float
    until: float
    attempts: int = 0
    unclear: int = 0
    not_before: float = 0.0


class Outbox:
    """The tables of requests and dead letters in the bot's database. Times are seconds since 1970.

    `dead` is how many letters were given up, as far as they are still remembered.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last = 0
        self.dead = 0

    async def waiting(self) -> list[Letter]:
        """Return what is still to be sent, in order. To be called once, before anything else."""
        [(self._last,)] = await self._database.execute(_LAST)
        [(self.dead,)] = await self._database.execute(_DEAD)
        return [_read(*row) for row in await self._database.execute(_WAITING)]

    def letters(self, outgoing: Sequence[Outgoing]) -> list[Letter]:
        """Return requests as letters, which are not yet written down."""
        first, self._last = self._last + 1, self._last + len(outgoing)
        made, now = time(), monotonic()
        return [
            Letter(place, one, made, now + one.seconds) for place, one in enumerate(outgoing, first)
        ]

    def putting(self, letter: Letter) -> Statement:
        """Return what to carry out to write a letter down."""
        return Row(_PUT, (letter.place, letter.made, json.dumps(asdict(letter.outgoing))))

    async def sent(self, letter: Letter, *also: Statement) -> None:
        """Take out a letter that has arrived, or that nobody waits for; `also` is done with it."""
        await self._database.transact(Row(_TAKE, (letter.place,)), *also)

    async def postpone(self, letter: Letter) -> None:
        """Write down how often a letter has failed, and when it is to be tried again."""
        state = (letter.attempts, letter.unclear, letter.not_before, letter.place)
        await self._database.execute(_POSTPONE, state)

    async def bury(self, letter: Letter, reason: str) -> None:
        """Give a letter up."""
        row = (letter.outgoing.asker, letter.outgoing.method, reason)
        await self._database.transact(Row(_TAKE, (letter.place,)), Row(_BURY, row))
        self.dead += 1


def _read(place: int, made: float, body: str, *tries: float) -> Letter:
    outgoing = Outgoing(**json.loads(body))
    attempts, unclear, not_before = tries
    left = max(outgoing.seconds - max(0.0, time() - made), _GRACE)
    until = monotonic() + min(outgoing.seconds, left)
    return Letter(place, outgoing, made, until, int(attempts), int(unclear), not_before)
