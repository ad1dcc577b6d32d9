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
    """
    CREATE TABLE answers (
        chat INTEGER NOT NULL,
        question INTEGER NOT NULL,
        asker INTEGER NOT NULL,
        answer INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
        PRIMARY KEY (chat, question)
    ) WITHOUT ROWID;
    CREATE INDEX answers_by_age ON answers (sent);
    CREATE TABLE languages (asker INTEGER PRIMARY KEY, language TEXT NOT NULL);
    """,
)
"""What makes each version of the database out of the one before; only ever appended to."""

_RECALL = """
    SELECT article, number, start, stop, highlights, aim FROM told WHERE chat = ? AND asker = ?
"""
_RECORD = "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_FORGET = "DELETE FROM told WHERE chat = ? AND asker = ?"
_EDITABLE = 48 * 60 * 60
"""Seconds for which Telegram lets people edit what they wrote."""
_PRUNE = "DELETE FROM answers WHERE sent < CAST(strftime('%s', 'now') AS INTEGER) - ?"
_MOVE = "UPDATE OR REPLACE told SET chat = ? WHERE chat = ?"
_PAIR = "INSERT OR REPLACE INTO answers (chat, question, asker, answer) VALUES (?, ?, ?, ?)"
_PAIRED = "SELECT answer FROM answers WHERE chat = ? AND question = ?"
_SPEAK = "INSERT OR REPLACE INTO languages VALUES (?, ?)"
_OWN_LANGUAGE = "DELETE FROM languages WHERE asker = ?"
_LANGUAGE = "SELECT language FROM languages WHERE asker = ?"


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

    async def pair(self, conversation: Conversation, question: int, answer: int) -> None:
        """Keep which message answers which, for as long as the question can still be edited."""
        await self._database.execute(_PRUNE, (_EDITABLE,))
        row = (conversation.chat, question, conversation.asker, answer)
        await self._database.execute(_PAIR, row)

    async def answer_to(self, chat: int, question: int) -> int | None:
        """Return the id of the message that answered a question, None when it is not known."""
        rows = await self._database.execute_fetchall(_PAIRED, (chat, question))
        return next((answer for (answer,) in rows), None)

    async def speak(self, asker: int, language: str | None) -> None:
        """Keep the language somebody chose; None: the one their Telegram has."""
        if language is None:
            await self._database.execute(_OWN_LANGUAGE, (asker,))
        else:
            await self._database.execute(_SPEAK, (asker, language))

    async def language(self, asker: int) -> str | None:
        """Return the language somebody chose, None when they chose none."""
        rows = await self._database.execute_fetchall(_LANGUAGE, (asker,))
        return next((language for (language,) in rows), None)

    async def move(self, old: int, new: int) -> None:
        """Take along what conversations were told: their chat has a new id, its messages too."""
        await self._database.execute(_MOVE, (new, old))
        await self._database.execute("DELETE FROM answers WHERE chat = ?", (old,))

    async def leave(self, chat: int) -> None:
        """Forget a chat that the bot is no longer in."""
        for table in ("told", "answers"):
            await self._database.execute(f"DELETE FROM {table} WHERE chat = ?", (chat,))  # noqa: S608

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
