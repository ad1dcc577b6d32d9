"""What must be remembered over a restart (home of aiosqlite): places, never words."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import aiosqlite

from retrieval.answer import Aim, Told

_STEPS = (
    """
    CREATE TABLE told (
        chat INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        article TEXT NOT NULL,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        highlights TEXT NOT NULL,
        aim TEXT NOT NULL,
        PRIMARY KEY (chat, asker)
    ) WITHOUT ROWID;
    """,
)
"""What makes each version of the database out of the one before; only ever appended to."""

_RECALL = """
    SELECT article, number, start, stop, highlights, aim FROM told WHERE chat = ? AND asker = ?
"""
_RECORD = "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_FORGET = "DELETE FROM told WHERE chat = ? AND asker = ?"


class JournalError(Exception):
    """The journal cannot be opened; the message names the file and the reason."""


class Conversation(NamedTuple):
    """Whose questions follow on from one another: those of one asker in one chat (their ids)."""

    chat: int
    asker: int


class Journal:
    """What each conversation was last told. Use as an async context manager.

    `path` is a file, made when missing, or ":memory:". JournalError when it cannot be used.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self._database: aiosqlite.Connection

    async def __aenter__(self) -> Self:
        """Open the journal."""
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the journal."""
        await self.close()

    async def open(self) -> None:
        """Open the database and bring it to the newest version; JournalError when it cannot be."""
        try:
            if isinstance(self._path, Path):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            self._database = await aiosqlite.connect(self._path, isolation_level=None)
            await self._migrate_or_close()
        except (OSError, sqlite3.Error) as error:
            message = f"{self._path}: {error}"
            raise JournalError(message) from error

    async def close(self) -> None:
        """Close the database."""
        await self._database.close()

    async def recall(self, conversation: Conversation) -> Told | None:
        """Return what the conversation was last told, None when that is nothing."""
        rows = await self._database.execute_fetchall(_RECALL, conversation)
        row = next(iter(rows), None)
        if row is None:
            return None
        article, number, start, stop, highlights, aim = row
        spans = tuple((first, last) for first, last in json.loads(highlights))
        return Told(article, number, start, stop, spans, Aim(aim))

    async def record(self, conversation: Conversation, told: Told | None) -> None:
        """Keep what the conversation has just been told; None forgets what it was told before."""
        if told is None:
            await self._database.execute(_FORGET, conversation)
            return
        place = (told.article, told.number, told.start, told.stop)
        row = (*conversation, *place, json.dumps(told.highlights), told.aim.value)
        await self._database.execute(_RECORD, row)

    async def _migrate_or_close(self) -> None:
        try:
            await self._migrate()
        except BaseException:
            await self.close()
            raise

    async def _migrate(self) -> None:
        """Take the steps that the database has not taken; each is taken whole or not at all."""
        await self._database.execute("PRAGMA journal_mode = WAL")
        await self._database.execute("PRAGMA synchronous = NORMAL")
        [(version,)] = await self._database.execute_fetchall("PRAGMA user_version")
        if version > len(_STEPS):
            message = f"{self._path}: written by a newer version of this bot (version {version})"
            raise JournalError(message)
        for number, step in enumerate(_STEPS[version:], version + 1):
            script = f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;"
            await self._database.executescript(script)
