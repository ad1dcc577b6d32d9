"""Tells people what they asked to be told: what is waiting goes out, outside the quiet hours.

What is told leaves the database in the transaction that puts its message into the outbox. A place
is quoted from the reports as they are when it is told, and proved; what is gone meanwhile is not.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from time import monotonic, time

from bot.policy import Policy
from bot.services.corrections import CorrectionService
from bot.services.library_pool import LibraryPool
from bot.storage.batching import Statement
from bot.storage.database import StorageError
from bot.storage.revisions import StoredRevision
from bot.storage.storage import SECONDS, Storage
from bot.storage.subscriptions import (
    Alert,
    DueDigest,
    Recipient,
    reminded,
    showing,
    told,
    told_daily,
)
from bot.views import subscriptions
from bot.views.reply import Block, Reply
from bot.views.translations import Translation, Translations
from retrieval.article import Quote
from retrieval.citation.address import fingerprint

_LOG = logging.getLogger(__name__)

PERIOD = 1.0
"""Seconds between two looks at what waits."""
REST = 60.0
"""Seconds for which a chat that was told something is told nothing more, but all at once then."""
TOGETHER = 50
"""So many conversations are told in one transaction."""
_PAUSE = 10.0
"""Seconds to wait after something went wrong."""

Message = tuple[Recipient, Reply]
Post = Callable[[Sequence[Message], Sequence[Statement]], Awaitable[bool]]
"""Puts messages into the outbox and carries out statements, all or none; False: not yet."""


class Delivery:
    """Tells what waits in `storage`, quoting from `pool`."""

    def __init__(
        self, storage: Storage, pool: LibraryPool, corrections: CorrectionService, policy: Policy
    ) -> None:
        self._storage, self._pool, self._policy = storage, pool, policy
        self._corrections, self._translations = corrections, Translations()
        self._rested: dict[int, float] = {}

    async def run(self, post: Post) -> None:
        """Look again and again until cancelled."""
        while True:
            pause = PERIOD
            try:
                while await self.deliver(post):
                    pass
            except StorageError as error:
                _LOG.error("what is to be told could not be: %s", error)
                pause = _PAUSE
            except Exception:  # noqa: BLE001 -- whatever it was, the next may be told
                _LOG.exception("what is to be told could not be")
                pause = _PAUSE
            await asyncio.sleep(pause)

    async def deliver(self, post: Post) -> bool:
        """Tell some of what waits; return whether there may be more."""
        day, minute = self._policy.local(time())
        with self._pool.one_version():
            more = await self._news(post, day, minute)
            if self._policy.is_quiet(minute):
                return more
            return await self._alerts(post) or await self._reminders(post) or more

    async def _alerts(self, post: Post) -> bool:
        now = monotonic()
        self._rested = {chat: time for chat, time in self._rested.items() if time > now}
        alerts = await self._storage.subscriptions.alerts(TOGETHER, self._rested)
        messages: list[Message] = []
        by_chat = sorted(alerts, key=lambda one: (one.to.conversation, one.number))
        for to, own in groupby(by_chat, key=attrgetter("to")):
            messages += [(to, reply) for reply in await self._replies(to, list(own))]
        is_done = await self._posted(post, messages, [told(alert) for alert in alerts])
        if is_done:
            self._rested |= {to.conversation.chat: now + REST for to, _ in messages}
        return is_done

    async def _replies(self, to: Recipient, alerts: Sequence[Alert]) -> list[Reply]:
        """Return what tells somebody of corrections, and of what they watch.

        What cannot be told must not keep others from being told: it is logged, and left out.
        """
        try:
            return await self._composed(to, alerts)
        except Exception:  # noqa: BLE001 -- a quote that is not proved, or a fault of ours
            _LOG.exception("an alert could not be told, and is left out")
            return []

    async def _composed(self, to: Recipient, alerts: Sequence[Alert]) -> list[Reply]:
        words = self._words(to)
        corrected = [await self._correction(words, one) for one in alerts if one.before]
        watched = [(one, self._quote(one)) for one in alerts if one.words]
        standing = [(one, quote) for one, quote in watched if quote]
        made = (
            subscriptions.corrected(words, [block for block in corrected if block]),
            subscriptions.alerted(words, standing),
        )
        return [await self._pool.proved(reply) for reply in made if reply]

    async def _correction(self, words: Translation, alert: Alert) -> Block | None:
        number, start, stop = alert.place
        return await self._corrections.corrected(words, alert.before, (number, start, stop))

    def _quote(self, alert: Alert) -> Quote | None:
        """Return the place of an alert, if its words stand there still."""
        article = self._pool.find(alert.article)
        number, start, stop, spans, mark = alert.place
        try:
            marks = tuple((first, last) for first, last in spans)
            quote = Quote(article, number, start, stop, marks) if article else None
        except (ValueError, IndexError):
            return None
        return quote if quote and fingerprint(quote.text) == mark else None

    async def _news(self, post: Post, day: int, minute: int) -> bool:
        """Tell the daily digests that are due."""
        due = await self._storage.subscriptions.due(day, minute, TOGETHER)
        if not due:
            return False
        _, last = await self._storage.revisions.count()
        messages = [message for one in due for message in await self._digest(one)]
        done = [told_daily(one.to, day, max(last, one.revision)) for one in due]
        return await self._posted(post, messages, done)

    async def _digest(self, due: DueDigest) -> list[Message]:
        news = await self._storage.revisions.since(due.revision)
        found = list(_opened(self._pool, news))
        if not found:
            return []
        reply = subscriptions.digest(self._words(due.to), found)
        return [(due.to, await self._pool.proved(reply))]

    async def _reminders(self, post: Post) -> bool:
        """Say a day before that watches end with what else is kept."""
        if self._policy.days < 2:  # noqa: PLR2004 -- a day before would be at once
            return False
        seconds = (self._policy.days - 1) * SECONDS
        ending = await self._storage.subscriptions.ending(seconds, TOGETHER)
        messages = [(to, subscriptions.ending(self._words(to), some)) for to, some in ending]
        return await self._posted(post, messages, [reminded(to) for to, _ in ending])

    async def _posted(
        self, post: Post, messages: Sequence[Message], also: Sequence[Statement]
    ) -> bool:
        """Post messages, and note what they show; return whether anything was done."""
        if not also:
            return False
        shown = [one for to, reply in messages for one in showing(to, reply.quotes)]
        return await post(messages, [*also, *shown])

    def _words(self, to: Recipient) -> Translation:
        return self._translations.for_reader(None, to.language)


def _opened(pool: LibraryPool, news: Sequence[StoredRevision]) -> Iterator[Quote]:
    """Yield the first sentence of each report of the news that is there, each report once."""
    for article_id in dict.fromkeys(one.article for one in reversed(news)):
        article = pool.find(article_id)
        if article and (quote := subscriptions.first_sentence(article)):
            yield quote
