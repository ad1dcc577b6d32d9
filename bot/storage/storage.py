"""The bot's database and its tables; and how all that is kept of people is deleted again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.storage.conversations import Conversations
from bot.storage.database import Database
from bot.storage.feedback import Feedback
from bot.storage.inbox import Inbox
from bot.storage.outbox import Outbox
from bot.storage.revisions import Revisions
from bot.storage.schema import SCHEMA
from bot.storage.subscriptions import Subscriptions

SECONDS = 24 * 60 * 60

_TABLES = """
    SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
    WHERE m.type = 'table' AND c.name = ? ORDER BY m.name
"""


class Storage(Database):
    """The database with what may be asked of its tables. Use as an async context manager.

    `path` is a file, made when missing, or ":memory:". StorageError when it cannot be used.
    """

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, SCHEMA)
        self.inbox = Inbox(self)
        self.outbox = Outbox(self)
        self.conversations = Conversations(self)
        self.feedback = Feedback(self)
        self.revisions = Revisions(self)
        self.subscriptions = Subscriptions(self)

    async def forget(self, asker: int) -> Mapping[str, int]:
        """Delete everything kept of a person; return how many rows went, by table."""
        gone = {}
        for table in await self._tables("asker"):
            rows = await self.execute(
                f"DELETE FROM {table} WHERE asker = ? RETURNING 1",  # noqa: S608 -- from the schema
                (asker,),
            )
            gone[table] = len(rows)
        gone["inbox"] = await self.inbox.forget(asker)
        self.conversations.look_again()
        await self.checkpoint()
        return gone

    async def expire(self, days: int) -> int:
        """Delete what is older than so many days; return how many rows went."""
        gone = await self.inbox.expire(days * SECONDS)
        for table in await self._tables("sent"):
            rows = await self.execute(
                f"DELETE FROM {table} WHERE sent < strftime('%s', 'now') - ? RETURNING 1",  # noqa: S608
                (days * SECONDS,),
            )
            gone += len(rows)
        self.conversations.look_again()
        await self.revisions.prune()
        return gone

    async def _tables(self, column: str) -> list[str]:
        return [name for (name,) in await self.execute(_TABLES, (column,))]
