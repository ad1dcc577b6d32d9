"""What must be remembered of conversations over a restart: places, never words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from cachetools import LRUCache

from bot.storage.batching import Row, Statement, Values, column, columns
from bot.storage.database import Database
from retrieval.answer import Aim, Told

_RECALL = """
    SELECT article, number, start, stop, highlights, aim FROM told
    WHERE chat = ? AND asker = ? AND topic = ?
"""
_RECORD = f"""
    INSERT OR REPLACE INTO told
    (chat, asker, topic, article, number, start, stop, highlights, aim, sent)
    SELECT {columns(9)}, CAST(strftime('%s', 'now') AS INTEGER) FROM json_each(?)
"""  # noqa: S608 -- nothing but columns
_FORGET = f"""
    DELETE FROM told WHERE (chat, asker, topic) IN (SELECT {columns(3)} FROM json_each(?))
"""  # noqa: S608 -- nothing but columns
_EDITABLE = 48 * 60 * 60
"""Seconds for which Telegram lets people edit what they wrote."""
_PRUNE = f"""
    DELETE FROM answers
    WHERE sent < CAST(strftime('%s', 'now') AS INTEGER) - (SELECT {column(0)} FROM json_each(?))
"""  # noqa: S608 -- nothing but columns
_WITH_CHATS = ("told", "shown", "watches", "daily", "alerts")
"""Tables of what a chat is told, or was."""
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
    """Whose questions follow on from one another: those of one asker in one topic of a chat.

    All are ids; topic 0 is a chat without topics, or the general one.
    """

    chat: int
    asker: int
    topic: int = 0


class Conversations:
    """What each conversation was last told, what answers what, and who chose which language."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: LRUCache[Conversation, tuple[Told | None]] = LRUCache(_REMEMBERED)
        self._languages: LRUCache[int, tuple[str | None]] = LRUCache(_REMEMBERED)

    async def look_up(self, conversation: Conversation) -> None:
        """Read at once what an answer needs: what was told last, and the asker's language."""
        asker = conversation.asker
        if conversation in self._told and asker in self._languages:
            return
        told, chosen = await self._database.transact((_RECALL, conversation), (_LANGUAGE, (asker,)))
        self._told.setdefault(conversation, (next(map(_told, told), None),))
        self._languages.setdefault(asker, (next((one for (one,) in chosen), None),))

    async def recall(self, conversation: Conversation) -> Told | None:
        """Return what the conversation was last told, None when that is nothing."""
        known = self._told.get(conversation)
        if known is None:
            rows = await self._database.execute(_RECALL, conversation)
            known = (next(map(_told, rows), None),)
            self._told[conversation] = known
        return known[0]

    async def record(self, conversation: Conversation, told: Told | None) -> None:
        """Keep what the conversation has just been told; None forgets what it was told before."""
        await self._database.transact(self.recording(conversation, told))

    def recording(self, conversation: Conversation, told: Told | None) -> Statement:
        """Return what to carry out for `record`; it is recalled from now on."""
        self._told[conversation] = (told,)
        if told is None:
            return Row(_FORGET, conversation)
        return Row(_RECORD, (*conversation, *place(told)))

    async def pair(self, conversation: Conversation, question: int, answer: int) -> None:
        """Keep which message answers which, for as long as the question can still be edited."""
        await self._database.transact(*pairing(conversation, question, answer))

    async def answer_to(self, chat: int, question: int) -> int | None:
        """Return the id of the message that answered a question, None when it is not known."""
        rows = await self._database.execute(_PAIRED, (chat, question))
        return next((answer for (answer,) in rows), None)

    async def context(self, chat: int, question: int) -> Told | None:
        """Return what a question leaned on, None for nothing; LookupError when it is not known."""
        rows = await self._database.execute(_ABOUT, (chat, question))
        if not rows:
            message = f"question {question} of chat {chat} is not known"
            raise LookupError(message)
        return _told(rows[0]) if rows[0][0] else None

    async def speak(self, asker: int, language: str | None) -> None:
        """Keep the language somebody chose; None: the one their Telegram has."""
        if language is None:
            await self._database.execute(_OWN_LANGUAGE, (asker,))
        else:
            await self._database.execute(_SPEAK, (asker, language))
        self._languages[asker] = (language,)

    async def language(self, asker: int) -> str | None:
        """Return the language somebody chose, None when they chose none."""
        known = self._languages.get(asker)
        if known is None:
            rows = await self._database.execute(_LANGUAGE, (asker,))
            known = (next((language for (language,) in rows), None),)
            self._languages[asker] = known
        return known[0]

    async def move(self, old: int, new: int) -> None:
        """Take along what conversations were told: their chat has a new id, its messages too."""
        for table in _WITH_CHATS:
            move = f"UPDATE OR REPLACE {table} SET chat = ? WHERE chat = ?"  # noqa: S608
            await self._database.execute(move, (new, old))
        await self._database.execute("DELETE FROM answers WHERE chat = ?", (old,))
        self.look_again()

    async def leave(self, chat: int) -> None:
        """Forget a chat that the bot is no longer in."""
        for table in (*_WITH_CHATS, "answers"):
            await self._database.execute(f"DELETE FROM {table} WHERE chat = ?", (chat,))  # noqa: S608
        self.look_again()

    def look_again(self) -> None:
        """Read from the disk what was read before: something is gone there."""
        self._told.clear()
        self._languages.clear()


def pairing(
    conversation: Conversation, question: int, answer: int, about: Told | None = None
) -> tuple[Statement, ...]:
    """Return what to carry out for `Conversations.pair`; `about` is what the question leaned on."""
    leaned_on = place(about) if about else None
    return paired((conversation.chat, question, conversation.asker, answer, leaned_on))


def paired(row: Values) -> tuple[Statement, ...]:
    """Return the same for a row: chat, question, asker, answer, and `place` of `about`, or None."""
    return Row(_PRUNE, (_EDITABLE,)), Row(_PAIR, row)


def place(told: Told) -> Values:
    """Return what is kept of what somebody was told, as JSON can hold it."""
    return told.article, told.number, told.start, told.stop, told.highlights, told.aim.value


def _told(place: Sequence[Any]) -> Told:
    article, number, start, stop, spans, aim = place
    highlights = tuple((first, last) for first, last in json.loads(spans))
    return Told(article, number, start, stop, highlights, Aim(aim))
