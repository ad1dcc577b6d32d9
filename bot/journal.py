"""What must be remembered over a restart: places, never words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bot.database import Database, JournalError
from bot.inbox import Inbox
from bot.memory import Memory
from bot.transactions import Row, Statement, Values, column, columns
from retrieval.answer import Aim, Told

__all__ = ["VERSIONS", "Conversation", "Journal", "JournalError"]

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
    """
    CREATE TABLE inbox (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        id INTEGER NOT NULL UNIQUE,
        body TEXT,
        is_aside INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX inbox_waiting ON inbox (place) WHERE body IS NOT NULL;
    """,
    """
    ALTER TABLE told ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
    UPDATE told SET sent = CAST(strftime('%s', 'now') AS INTEGER);
    CREATE TABLE verdicts (
        asker INTEGER NOT NULL,
        article TEXT NOT NULL,
        number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        terms TEXT NOT NULL,
        good INTEGER NOT NULL,
        version TEXT NOT NULL,
        sent INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)),
        PRIMARY KEY (asker, article, number, start, stop, terms)
    ) WITHOUT ROWID;
    CREATE TABLE tallies (
        sent INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (sent, outcome)
    ) WITHOUT ROWID;
    CREATE TABLE unanswered (
        terms TEXT NOT NULL,
        reason TEXT NOT NULL,
        count INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        PRIMARY KEY (terms, reason)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE answers ADD COLUMN about TEXT;
    """,
)
"""What makes each version of the database out of the one before; only ever appended to."""

VERSIONS = len(_STEPS)

_RECALL = """
    SELECT article, number, start, stop, highlights, aim FROM told WHERE chat = ? AND asker = ?
"""
_RECORD = f"""
    INSERT OR REPLACE INTO told
    SELECT {columns(8)}, CAST(strftime('%s', 'now') AS INTEGER) FROM json_each(?)
"""  # noqa: S608 -- nothing but columns
_FORGET = f"""
    DELETE FROM told WHERE (chat, asker) IN (SELECT {columns(2)} FROM json_each(?))
"""  # noqa: S608 -- nothing but columns
_EDITABLE = 48 * 60 * 60
"""Seconds for which Telegram lets people edit what they wrote."""
_PRUNE = f"""
    DELETE FROM answers
    WHERE sent < CAST(strftime('%s', 'now') AS INTEGER) - (SELECT {column(0)} FROM json_each(?))
"""  # noqa: S608 -- nothing but columns
_MOVE = "UPDATE OR REPLACE told SET chat = ? WHERE chat = ?"
_PAIR = f"""
    INSERT OR REPLACE INTO answers (chat, question, asker, answer, about)
    SELECT {columns(5)} FROM json_each(?)
"""  # noqa: S608 -- nothing but columns
_PAIRED = "SELECT answer FROM answers WHERE chat = ? AND question = ?"
_ABOUT = f"""
    SELECT {columns(6, "about")} FROM answers WHERE chat = ? AND question = ?
"""  # noqa: S608 -- nothing but columns
_SPEAK = "INSERT OR REPLACE INTO languages VALUES (?, ?)"
_OWN_LANGUAGE = "DELETE FROM languages WHERE asker = ?"
_LANGUAGE = "SELECT language FROM languages WHERE asker = ?"

_REMEMBERED = 10_000
"""So many conversations, and languages of people, need not be read again."""


class Conversation(NamedTuple):
    """Whose questions follow on from one another: those of one asker in one chat (their ids)."""

    chat: int
    asker: int


class Journal(Database):
    """What each conversation was last told. Use as an async context manager.

    `path` is a file, made when missing, or ":memory:". JournalError when it cannot be used.
    """

    def __init__(self, path: Path | str) -> None:
        super().__init__(path, _STEPS)
        self.inbox = Inbox(self)
        self._told: Memory[Conversation, tuple[Told | None]] = Memory(_REMEMBERED)
        self._languages: Memory[int, tuple[str | None]] = Memory(_REMEMBERED)

    async def recall(self, conversation: Conversation) -> Told | None:
        """Return what the conversation was last told, None when that is nothing."""
        known = self._told.get(conversation)
        if known is None:
            rows = await self.execute(_RECALL, conversation)
            known = (next(map(_told, rows), None),)
            self._told.put(conversation, known)
        return known[0]

    async def record(self, conversation: Conversation, told: Told | None) -> None:
        """Keep what the conversation has just been told; None forgets what it was told before."""
        await self.transact(self.recording(conversation, told))

    def recording(self, conversation: Conversation, told: Told | None) -> Statement:
        """Return what to carry out for `record`; it is recalled from now on."""
        self._told.put(conversation, (told,))
        if told is None:
            return Row(_FORGET, conversation)
        return Row(_RECORD, (*conversation, *_place(told)))

    async def pair(self, conversation: Conversation, question: int, answer: int) -> None:
        """Keep which message answers which, for as long as the question can still be edited."""
        await self.transact(*pairing(conversation, question, answer))

    async def answer_to(self, chat: int, question: int) -> int | None:
        """Return the id of the message that answered a question, None when it is not known."""
        rows = await self.execute(_PAIRED, (chat, question))
        return next((answer for (answer,) in rows), None)

    async def context(self, chat: int, question: int) -> Told | None:
        """Return what a question leaned on, None for nothing; LookupError when it is not known."""
        rows = await self.execute(_ABOUT, (chat, question))
        if not rows:
            message = f"question {question} of chat {chat} is not known"
            raise LookupError(message)
        return _told(rows[0]) if rows[0][0] else None

    async def speak(self, asker: int, language: str | None) -> None:
        """Keep the language somebody chose; None: the one their Telegram has."""
        if language is None:
            await self.execute(_OWN_LANGUAGE, (asker,))
        else:
            await self.execute(_SPEAK, (asker, language))
        self._languages.put(asker, (language,))

    async def language(self, asker: int) -> str | None:
        """Return the language somebody chose, None when they chose none."""
        known = self._languages.get(asker)
        if known is None:
            rows = await self.execute(_LANGUAGE, (asker,))
            known = (next((language for (language,) in rows), None),)
            self._languages.put(asker, known)
        return known[0]

    async def move(self, old: int, new: int) -> None:
        """Take along what conversations were told: their chat has a new id, its messages too."""
        await self.execute(_MOVE, (new, old))
        await self.execute("DELETE FROM answers WHERE chat = ?", (old,))
        self.look_again()

    async def leave(self, chat: int) -> None:
        """Forget a chat that the bot is no longer in."""
        for table in ("told", "answers"):
            await self.execute(f"DELETE FROM {table} WHERE chat = ?", (chat,))  # noqa: S608
        self.look_again()

    def look_again(self) -> None:
        """Read from the disk what was read before: something is gone there."""
        self._told.clear()
        self._languages.clear()


def pairing(
    conversation: Conversation, question: int, answer: int, about: Told | None = None
) -> tuple[Statement, ...]:
    """Return what to carry out for `Journal.pair`; `about` is what the question leaned on."""
    leaned_on = _place(about) if about else None
    row = (conversation.chat, question, conversation.asker, answer, leaned_on)
    return Row(_PRUNE, (_EDITABLE,)), Row(_PAIR, row)


def _place(told: Told) -> Values:
    return told.article, told.number, told.start, told.stop, told.highlights, told.aim.value


def _told(place: Sequence[Any]) -> Told:
    article, number, start, stop, spans, aim = place
    highlights = tuple((first, last) for first, last in json.loads(spans))
    return Told(article, number, start, stop, highlights, Aim(aim))
