"""The pages there are, and which answers what: every route is named here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http import HTTPStatus

from bot.services.dispatcher import Dispatcher
from bot.web import api, api_refusals
from bot.web.api import Api
from bot.web.api_keys import ApiKeys
from bot.web.archive_pages import ArchivePages
from bot.web.chat import ChatPages
from bot.web.gate import BusyError, Gate
from bot.web.mini_app import MiniApp
from bot.web.rendering import Place, Templates, plain, static
from bot.web.reports import ReportPages
from bot.web.search_page import SearchPage
from bot.web.visit import Handler, Page, Route, Visit
from retrieval.deadline import OutOfTimeError

_UNLISTED = ("s", "m/", "api/", "chat")
"""Paths that search engines need not look at."""
_ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {{root}}/{one}\n" for one in _UNLISTED)
_REASONS = {
    HTTPStatus.NOT_FOUND: "page_nowhere",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "page_too_large",
    HTTPStatus.REQUEST_TIMEOUT: "page_too_slow",
    HTTPStatus.SERVICE_UNAVAILABLE: "page_busy",
    HTTPStatus.INTERNAL_SERVER_ERROR: "page_failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What the operator decides of the pages; see `bot.settings`."""

    url: str = ""
    keys: frozenset[str] = frozenset()
    per_minute: int = 0
    origins: frozenset[str] = frozenset()
    has_chat: bool = False
    token: str = field(default="", repr=False)


class Site:
    """Everything that is answered over HTTP beside Telegram.

    `username` tells the bot's name in Telegram, empty while nobody knows it.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        settings: SiteSettings,
        username: Callable[[], str] = lambda: "",
    ) -> None:
        self.one_version: Callable[[], AbstractContextManager[None]] = dispatcher.one_version
        self._templates = templates = Templates(
            Place(settings.url.rstrip("/")), has_chat=settings.has_chat
        )
        gate, pool = Gate(), dispatcher.pool
        reports = ReportPages(pool, templates, username, (dispatcher.corrections, gate))
        archive = ArchivePages(pool, templates, gate)
        known = pool, dispatcher.storage.revisions, dispatcher.corrections
        keys = ApiKeys(settings.keys, settings.per_minute)
        self.routes = [
            *Api(known, gate, keys, templates.place, settings.origins).routes,
            Route("GET", "/", archive.index),
            Route("GET", "/overview.png", archive.picture),
            Route("GET", "/r/{address}", self._in_turn(reports.report)),
            Route("GET", "/m/{address}", self._in_turn(reports.in_telegram)),
            Route("POST", "/m/me", MiniApp(dispatcher, templates.place, settings.token).me),
            Route("GET", "/s", self._in_turn(SearchPage(pool, templates, gate).search)),
            Route("GET", "/e", self._in_turn(archive.names)),
            Route("GET", "/e/{name}", self._in_turn(archive.name)),
            *(self._chat(ChatPages(dispatcher, templates, gate)) if settings.has_chat else ()),
            Route("GET", "/robots.txt", self._robots),
            Route("GET", "/static/{name}", self._static),
        ]

    async def missing(self, visit: Visit) -> Page:
        """Say that there is no such page."""
        return await self.refused(visit, HTTPStatus.NOT_FOUND)

    async def refused(self, visit: Visit, status: int) -> Page:
        """Say why there is no page: to a reader in their language, to a program as JSON."""
        reason = _REASONS[HTTPStatus(status)]
        if visit.path.startswith(f"{api.ROOT}/"):
            return api_refusals.refused(status, reason.removeprefix("page_"))
        return self._templates.refusal(visit, status, reason)

    def _chat(self, chat: ChatPages) -> list[Route]:
        return [
            Route("GET", "/chat", self._in_turn(chat.open)),
            Route("POST", "/chat/say", self._in_turn(chat.say)),
            Route("POST", "/chat/press", self._in_turn(chat.press)),
        ]

    def _in_turn(self, handler: Handler) -> Handler:
        """Return a handler that says when there is no room."""

        async def answer(visit: Visit) -> Page:
            try:
                return await handler(visit)
            except (BusyError, OutOfTimeError):
                return await self.refused(visit, HTTPStatus.SERVICE_UNAVAILABLE)

        return answer

    async def _robots(self, _: Visit) -> Page:
        return plain(_ROBOTS.format(root=self._templates.place.root))

    async def _static(self, visit: Visit) -> Page:
        return static(visit.parts["name"]) or await self.missing(visit)
