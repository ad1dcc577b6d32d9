"""Watches and daily digests: who asked to be told of what, begun and ended by commands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from time import time

from bot.policy import Policy
from bot.services.library_pool import LibraryPool
from bot.services.request import Command, Request
from bot.services.search import content
from bot.storage.subscriptions import Recipient, Subscriptions
from bot.views import subscriptions
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Reply
from retrieval.analysis.normalizer import fold
from retrieval.claims.criterion import ALL
from retrieval.claims.statements import Selected
from retrieval.library import Library

MOST, LONGEST = 20, 60
"""So many watches a conversation may have, and characters a watch."""

_FEW = 3
"""Words may be watched that stand in fewer reports, be these most of them."""
_TIME = re.compile(r"(\d{1,2})(?:[:：点點时時h](\d{1,2})?分?)?")
_OFF = {"off", "stop", "关", "關", "停", "取消", "不要"}
_HOURS, _MINUTES = 24, 60


class SubscriptionService:
    """Keeps in `store` what people want to be told of; in groups, what an admin of theirs wants."""

    def __init__(self, pool: LibraryPool, store: Subscriptions, policy: Policy) -> None:
        self._pool, self._store, self._policy = pool, store, policy

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by name, without the slash."""
        return {
            "watch": self.watch,
            "watches": self.watches,
            "digest": self.digest,
        }

    async def watch(self, request: Request, text: str) -> Reply:
        """Tell from now on of new or corrected reports that hold these words."""
        words = " ".join(text.split())
        if refusal := await self._refused(request, words):
            return refusal
        await self._store.watch(_recipient(request), words)
        return subscriptions.begun(request.words, words, self._policy.days)

    async def _refused(self, request: Request, words: str) -> Reply | None:
        """Say why words are not watched."""
        if refusal := self._refusal(request):
            return refusal
        if not words:
            return Reply(request.words("watch_usage"))
        if len(words) > LONGEST:
            return Reply(request.words("watch_too_long", count=LONGEST))
        there = await self._store.watches(request.conversation)
        others = [one for one in there if fold(one.words) != fold(words)]
        if len(others) >= MOST:
            return Reply(request.words("watch_too_many", count=MOST))
        return await self._too_wide(request, words)

    async def _too_wide(self, request: Request, words: str) -> Reply | None:
        """Refuse words that most reports hold, with their count, and what is no word at all."""
        library = self._pool.library
        found = await self._pool.beside(library.spread, words)
        if found is None:
            return Reply(request.words("watch_unclear"))
        total = len(library.articles)
        every = Selected(ALL, (), total)
        if found.total < _FEW or 2 * found.total <= total:
            return None
        if not library.hold((found, every)):
            return Reply(request.words("watch_unclear"))
        told = request.words("watch_too_wide", words=words, count=found.total, total=total)
        return Reply(told, claims=(found, every))

    async def watches(self, request: Request, text: str = "") -> Reply:  # noqa: ARG002 -- a Command
        """List what is watched, for another retention, with buttons that end each."""
        if refusal := _not_here(request):
            return refusal
        there = await self._store.watches(request.conversation, renew=True)
        minute = await self._store.daily_of(request.conversation)
        until = int(time()) + self._policy.days * 24 * 60 * 60 if self._policy.days else 0
        return subscriptions.listed(request.words, there, minute, until)

    async def press(self, request: Request, press: CallbackData, asked: str) -> Reply | str:
        """Do what a button asks for: end a watch, or begin one of a word of what was `asked`."""
        if press.action is Action.UNWATCH:
            return await self.end(request, press.number)
        return await self.bell(request, press.number, asked)

    async def end(self, request: Request, number: int) -> Reply:
        """End a watch, and list what is left."""
        if not _not_here(request):
            await self._store.unwatch(request.conversation, number)
        return await self.watches(request)

    async def bell(self, request: Request, number: int, asked: str) -> Reply | str:
        """Offer the words of a question to be watched (0), or watch the word of that number."""
        words = await self._pool.beside(_telling, self._pool.library, asked)
        if not words:
            return request.words.plain("question_gone")
        if not number:
            return subscriptions.offered(request.words, words)
        if number > len(words):
            return request.words.plain("old_button")
        return await self.watch(request, words[number - 1])

    async def digest(self, request: Request, text: str) -> Reply:
        """Tell the news daily at a time of the day, or no more; without a time, say which is."""
        if refusal := _not_here(request):
            return refusal
        if text.strip().lower() in _OFF:
            was = await self._store.no_daily(request.conversation)
            return Reply(request.words("digest_ended" if was else "digest_none"))
        if refusal := self._refusal(request):
            return refusal
        minute = _minute(text)
        if minute is None:
            there = await self._store.daily_of(request.conversation)
            return subscriptions.digest_usage(request.words, there)
        day, now = self._policy.local(time())
        first = day if minute > now else day + 1
        await self._store.daily(_recipient(request), minute, first - 1)
        return subscriptions.digest_begun(request.words, minute, self._policy.days)

    def _refusal(self, request: Request) -> Reply | None:
        """Say why nothing can be watched, or not here, or not by who asks."""
        unnoted = None if self._policy.has_history else Reply(request.words("no_history"))
        return _not_here(request) or unnoted


def _not_here(request: Request) -> Reply | None:
    """Say why nothing can be watched here, or not by who asks."""
    if not request.can_be_told:
        return Reply(request.words("only_in_telegram"))
    is_allowed = not request.in_group or request.is_chat_admin
    return None if is_allowed else Reply(request.words("group_admins_only"))


def _recipient(request: Request) -> Recipient:
    return Recipient(request.conversation, request.words.language)


def _telling(library: Library, asked: str) -> list[str]:
    """Return the words of a question that carry content, the longest where they overlap."""
    words = content(library, asked)
    return [w for w in words if not any(w != other and w in other for other in words)][:6]


def _minute(text: str) -> int | None:
    """Return the minute of the day that a time names: 8:00, 8点, 20:30."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return hour * _MINUTES + minute if hour < _HOURS and minute < _MINUTES else None
