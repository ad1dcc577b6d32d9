"""What people asked to be told of, what they were shown, and what is still to be told them.

What is to be told (an alert) is a place, no copy. It is written down in one transaction with the
change that causes it, and taken out in one with the message that tells it: so no kill loses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.storage.batching import Row, Statement, columns
from bot.storage.conversations import Conversation
from bot.storage.database import Database
from retrieval.article import Quote
from retrieval.citation.address import fingerprint

_NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
_SHOW = f"""
    INSERT OR REPLACE INTO shown
    (chat, asker, topic, article, number, start, stop, language, sent)
    SELECT {columns(8)}, {_NOW} FROM json_each(?)
"""  # noqa: S608 -- nothing but columns
_PLACES = "SELECT DISTINCT number, start, stop FROM shown WHERE article = ?"
_AT = "article = ? AND number = ? AND start = ? AND stop = ?"
_MOVE = f"UPDATE OR REPLACE shown SET number = ?, start = ?, stop = ? WHERE {_AT}"  # noqa: S608
_TELL_SHOWN = f"""
    INSERT INTO alerts (chat, asker, topic, language, words, article, before, place, more)
    SELECT chat, asker, topic, language, '', article, ?, json_array(number, start, stop), 0
    FROM shown WHERE {_AT}
"""  # noqa: S608 -- nothing but columns
_UNSHOW = f"DELETE FROM shown WHERE {_AT}"  # noqa: S608 -- nothing but columns
_WATCH = f"""
    INSERT INTO watches (chat, asker, topic, language, words) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET sent = {_NOW}, is_reminded = 0
"""  # noqa: S608 -- nothing but a function
_OF = "chat = ? AND topic = ?"
_WATCHES = f"SELECT number, words, sent FROM watches WHERE {_OF} ORDER BY number"  # noqa: S608
_RENEW = f"UPDATE watches SET sent = {_NOW}, is_reminded = 0 WHERE {_OF}"  # noqa: S608
_UNWATCH = f"DELETE FROM watches WHERE number = ? AND {_OF} RETURNING words"  # noqa: S608
_DROP_ALERTS = f"DELETE FROM alerts WHERE words = ? AND {_OF}"  # noqa: S608 -- nothing but columns
_WATCHED = "SELECT DISTINCT words FROM watches"
_TELL_WATCHERS = """
    INSERT INTO alerts (chat, asker, topic, language, words, article, place, more)
    SELECT chat, asker, topic, language, words, ?, ?, ? FROM watches WHERE words = ?
"""
_ALERTS = """
    SELECT number, chat, asker, topic, language, words, article, before, place, more FROM alerts
    WHERE (chat, topic) IN (
        SELECT chat, topic FROM alerts WHERE chat NOT IN (SELECT value FROM json_each(?))
        GROUP BY 1, 2 ORDER BY min(number) LIMIT ?
    ) ORDER BY number
"""
_TOLD = "DELETE FROM alerts WHERE number = ?"
_DAILY = """
    INSERT OR REPLACE INTO daily (chat, asker, topic, language, minute, day, revision)
    VALUES (?, ?, ?, ?, ?, ?, (SELECT ifnull(max(number), 0) FROM revisions))
"""
_NO_DAILY = f"DELETE FROM daily WHERE {_OF} RETURNING 1"  # noqa: S608 -- nothing but columns
_DAILY_OF = f"SELECT minute FROM daily WHERE {_OF}"  # noqa: S608 -- nothing but columns
_DUE = """
    SELECT chat, asker, topic, language, minute, day, revision FROM daily
    WHERE day < ? AND minute <= ? LIMIT ?
"""
_DONE_DAILY = f"UPDATE daily SET day = ?, revision = ? WHERE {_OF}"  # noqa: S608
_ENDING = f"""
    SELECT chat, asker, topic, language, group_concat(words, char(10)) FROM watches
    WHERE NOT is_reminded AND sent < {_NOW} - ? GROUP BY chat, topic LIMIT ?
"""  # noqa: S608 -- nothing but a function
_REMINDED = f"UPDATE watches SET is_reminded = 1 WHERE {_OF}"  # noqa: S608


class Watch(NamedTuple):
    """Words of which a conversation wants to be told; `since` is in seconds since 1970."""

    number: int
    words: str
    since: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell something, and in which language."""

    conversation: Conversation
    language: str


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to be told: a place that holds watched `words`, or (none) a corrected one.

    `place` is a paragraph's number, the first character and the one after the last, and for watched
    words what to mark, and the fingerprint of the quote. A corrected place counts in the version
    `before` (a digest). `more` places hold the words beside this one.
    """

    number: int
    to: Recipient
    words: str
    article: str
    before: str
    place: Sequence[Any]
    more: int


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A daily digest to be told: the news after `revision`."""

    to: Recipient
    revision: int


class Subscriptions:
    """The tables of watches, digests, alerts, and of who was shown what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def watch(self, to: Recipient, words: str) -> None:
        """Watch words for a conversation, or renew that."""
        await self._database.execute(_WATCH, (*to.conversation, to.language, words))

    async def watches(self, conversation: Conversation, *, renew: bool = False) -> list[Watch]:
        """Return what a conversation watches, in order; `renew` it for another retention."""
        of = _of(conversation)
        work = [(_RENEW, of)] if renew else []
        *_, rows = await self._database.transact(*work, (_WATCHES, of))
        return [Watch(*row) for row in rows]

    async def unwatch(self, conversation: Conversation, number: int) -> str | None:
        """End a watch of a conversation; return its words, None when it has no such watch."""
        rows = await self._database.execute(_UNWATCH, (number, *_of(conversation)))
        for (words,) in rows:
            await self._database.execute(_DROP_ALERTS, (words, *_of(conversation)))
            return str(words)
        return None

    async def watched(self) -> list[str]:
        """Return all words that anybody watches, each once."""
        return [words for (words,) in await self._database.execute(_WATCHED)]

    async def places_shown(self, article: str) -> list[tuple[int, int, int]]:
        """Return the places of a report that anybody was shown: paragraph, start, stop."""
        rows = await self._database.execute(_PLACES, (article,))
        return [(number, start, stop) for number, start, stop in rows]

    async def alerts(self, conversations: int, resting: Iterable[int] = ()) -> list[Alert]:
        """Return all that is to be told to so many conversations, the longest waiting first.

        Those of chats that are `resting` wait on.
        """
        values = (json.dumps(list(resting)), conversations)
        return [_alert(*row) for row in await self._database.execute(_ALERTS, values)]

    async def daily(self, to: Recipient, minute: int, day: int) -> None:
        """Tell the news to a conversation daily at a minute of the day, from the day after on."""
        await self._database.execute(_DAILY, (*to.conversation, to.language, minute, day))

    async def daily_of(self, conversation: Conversation) -> int | None:
        """Return at which minute of the day a conversation is told the news, if it is."""
        rows = await self._database.execute(_DAILY_OF, _of(conversation))
        return next((minute for (minute,) in rows), None)

    async def no_daily(self, conversation: Conversation) -> bool:
        """Tell a conversation no news any more; return whether it was told any."""
        return bool(await self._database.execute(_NO_DAILY, _of(conversation)))

    async def due(self, day: int, minute: int, limit: int) -> list[DueDigest]:
        """Return the digests that are due at a minute of a day, and were not told on it."""
        rows = await self._database.execute(_DUE, (day, minute, limit))
        return [
            DueDigest(Recipient(Conversation(chat, asker, topic), language), revision)
            for chat, asker, topic, language, _, _, revision in rows
        ]

    async def ending(self, seconds: int, limit: int) -> list[tuple[Recipient, list[str]]]:
        """Return whose watches are older than that and were not reminded, and their words."""
        rows = await self._database.execute(_ENDING, (seconds, limit))
        return [
            (Recipient(Conversation(chat, asker, topic), language), words.split("\n"))
            for chat, asker, topic, language, words in rows
        ]


def showing(to: Recipient, quotes: Iterable[Quote]) -> list[Statement]:
    """Return what to carry out when a conversation is shown quotes."""
    return [
        Row(
            _SHOW,
            (*to.conversation, one.article.id, one.number, one.start, one.stop, to.language),
        )
        for one in quotes
    ]


def moving(article: str, place: Sequence[int], to: Sequence[int]) -> Statement:
    """Return what to carry out when words that were shown stand elsewhere in a report now."""
    return _MOVE, (*to, article, *place)


def telling_shown(article: str, before: str, place: Sequence[int]) -> list[Statement]:
    """Return what to carry out to tell, once, whoever was shown a place that was corrected."""
    at = (article, *place)
    return [(_TELL_SHOWN, (before, *at)), (_UNSHOW, at)]


def telling_watchers(words: str, quote: Quote, more: int = 0) -> Statement:
    """Return what to carry out to tell whoever watches words of a place that holds them."""
    mark = fingerprint(quote.text)
    place = json.dumps((quote.number, quote.start, quote.stop, quote.highlights, mark))
    return _TELL_WATCHERS, (quote.article.id, place, more, words)


def told(alert: Alert) -> Statement:
    """Return what to carry out when an alert is in a message."""
    return _TOLD, (alert.number,)


def told_daily(to: Recipient, day: int, revision: int) -> Statement:
    """Return what to carry out when a conversation was told the news up to a revision."""
    return _DONE_DAILY, (day, revision, *_of(to.conversation))


def reminded(to: Recipient) -> Statement:
    """Return what to carry out when a conversation was reminded that its watches end."""
    return _REMINDED, _of(to.conversation)


def _of(conversation: Conversation) -> tuple[int, int]:
    return conversation.chat, conversation.topic


def _alert(number: int, chat: int, asker: int, topic: int, language: str, *rest: Any) -> Alert:  # noqa: ANN401 -- columns
    words, article, before, place, more = rest
    to = Recipient(Conversation(chat, asker, topic), language)
    return Alert(number, to, words, article, before or "", json.loads(place), more)
