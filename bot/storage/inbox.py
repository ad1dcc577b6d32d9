"""The updates Telegram has handed over, kept on the disk until they are done.

An update is written down before Telegram is told that it was received, and struck out (its words
are gone then, its id stays) when what answers it is in the outbox. So none is lost, and of one that
comes twice it is known that it came before. Order is that of arrival: Telegram's ids start anew
after a quiet week, and the clock may jump.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from bot.storage.batching import Row, Statement, column
from bot.storage.database import Database

UpdateJson = dict[str, Any]
"""An update as Telegram writes it, with an integer `update_id`."""

REMEMBERED = 100_000
"""How many updates back a repetition is recognised; Telegram itself keeps updates for a day."""

ASIDE = 100
"""How many updates that could not be read are kept for whoever wants to know why."""

# One statement is one transaction: a batch is on the disk whole or not at all.
_KEEP = """
    INSERT INTO inbox (id, body)
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?) WHERE true
    ON CONFLICT (id) DO NOTHING
"""
_UNDONE = """
    SELECT id FROM inbox WHERE body IS NOT NULL AND NOT is_aside
    AND id IN (SELECT value FROM json_each(?))
"""
_WAITING = "SELECT id, body FROM inbox WHERE body IS NOT NULL AND NOT is_aside ORDER BY place"
_DONE = f"""
    UPDATE inbox SET body = NULL
    WHERE body IS NOT NULL AND id IN (SELECT {column(0)} FROM json_each(?))
"""  # noqa: S608 -- nothing but columns
_PUT_ASIDE = """
    UPDATE inbox SET is_aside = 1, aside_since = CAST(strftime('%s', 'now') AS INTEGER) WHERE id = ?
"""
_EXPIRE_ASIDE = """
    UPDATE inbox SET body = NULL
    WHERE is_aside AND body IS NOT NULL AND aside_since < strftime('%s', 'now') - ? RETURNING 1
"""
_FORGET_PERSON = """
    UPDATE inbox SET body = NULL
    WHERE is_aside AND body IS NOT NULL AND NOT (
        json_valid(body)
        AND NOT EXISTS (SELECT 1 FROM json_tree(body) WHERE key = 'id' AND value = ?)
    ) RETURNING 1
"""
_FORGET = """
    DELETE FROM inbox WHERE (body IS NULL OR is_aside)
    AND place <= (SELECT max(place) FROM inbox) - ?
"""
_FORGET_ASIDE = """
    UPDATE inbox SET body = NULL WHERE is_aside AND place NOT IN
    (SELECT place FROM inbox WHERE is_aside ORDER BY place DESC LIMIT ?)
"""
_COUNT_ASIDE = "SELECT count(*) FROM inbox WHERE is_aside AND body IS NOT NULL"


class Inbox:
    """The table of updates in the bot's database.

    `aside` is how many are kept that could not be read, since they were last counted.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.aside = 0

    async def keep(self, updates: Sequence[UpdateJson]) -> list[UpdateJson]:
        """Write updates down; return those that are not done, each once. StorageError."""
        unique = {int(update["update_id"]): update for update in reversed(updates)}
        rows = [(number, json.dumps(unique[number])) for number in reversed(unique)]
        kept, asked = (_KEEP, (json.dumps(rows),)), (_UNDONE, (json.dumps(list(unique)),))
        _, undone = await self._database.transact(kept, asked)
        return [unique[number] for number, _ in rows if (number,) in undone]

    async def waiting(self) -> list[UpdateJson]:
        """Return the updates that are not done, in the order they came."""
        return [json.loads(body) for _, body in await self._database.execute(_WAITING)]

    async def done(self, update_ids: Iterable[int], *also: Statement) -> None:
        """Strike updates out: what answers them is in `also`, or they need no answer.

        `also` is carried out with it, all or nothing.
        """
        await self._database.transact(*(Row(_DONE, (number,)) for number in update_ids), *also)

    async def put_aside(self, update_id: int) -> None:
        """Keep an update that cannot be read where it disturbs nobody."""
        await self._database.execute(_PUT_ASIDE, (update_id,))
        self.aside += 1

    async def prune(self) -> None:
        """Forget what is older than can come again, and all but the last that are kept aside."""
        await self._database.execute(_FORGET, (REMEMBERED,))
        await self._database.execute(_FORGET_ASIDE, (ASIDE,))
        [(self.aside,)] = await self._database.execute(_COUNT_ASIDE)

    async def expire(self, seconds: int) -> int:
        """Delete what was kept aside longer ago; return how much that was."""
        return await self._delete_aside(_EXPIRE_ASIDE, seconds)

    async def forget(self, person: int) -> int:
        """Delete what was kept aside and names a person, or cannot be looked into; return how much.

        The places stay, so that what comes again is known.
        """
        return await self._delete_aside(_FORGET_PERSON, person)

    async def _delete_aside(self, statement: str, value: int) -> int:
        gone = len(await self._database.execute(statement, (value,)))
        [(self.aside,)] = await self._database.execute(_COUNT_ASIDE)
        return gone
