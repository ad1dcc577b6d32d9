"""Somebody with a browser of no great ability: pages over real HTTP, and what stands in them."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import aiohttp

from bot.policy import Policy
from bot.services.dispatcher import Dispatcher
from bot.storage.storage import Storage
from bot.web.server import PageServer
from bot.web.site import Site, SiteSettings
from retrieval.library import Library

URL = "https://bao.example.org"


@dataclass(slots=True)
class Got:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def tree(self) -> Reading:
        reading = Reading()
        reading.feed(self.text)
        return reading


class Reading(HTMLParser):
    """What stands in a page: the text of each element by its tag, and all tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, list[str]]] = []
        self.elements: list[tuple[str, dict[str, str | None], str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append((tag, []))

    def handle_data(self, data: str) -> None:
        for _, texts in self.open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, texts = self.open.pop()
            if name == tag:
                self.elements.append((tag, {}, "".join(texts)))
                return

    def texts(self, tag: str) -> list[str]:
        return [text for name, _, text in self.elements if name == tag]

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a" and "href" in attrs]


@dataclass(slots=True)
class Visitor:
    """Asks a server at `where`."""

    session: aiohttp.ClientSession
    where: str
    dispatcher: Dispatcher
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **headers: str) -> Got:
        return await self.ask("GET", path, headers=headers)

    async def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        **more: Any,  # noqa: ANN401 -- whatever aiohttp takes
    ) -> Got:
        sent = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        async with self.session.request(
            method,
            f"{self.where}{path}",
            headers={**self.headers, **sent},
            allow_redirects=False,
            **more,
        ) as answer:
            return Got(answer.status, answer.headers, await answer.text())


@asynccontextmanager
async def visiting(
    library: Library,
    policy: Policy | None = None,
    **options: Any,  # noqa: ANN401 -- of a Site
) -> AsyncIterator[Visitor]:
    """Serve pages of `library`, and visit them."""
    gc.collect()  # the site of the test before holds itself, and its library
    async with Storage(":memory:") as storage:
        dispatcher = Dispatcher(library, storage, policy)
        username, limits = options.pop("username", lambda: ""), options.pop("limits", None)
        site = Site(dispatcher, SiteSettings(**{"url": URL, **options}), username)
        try:
            async with (
                PageServer(site, "127.0.0.1", 0, limits) as [where],
                aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as one,
            ):
                yield Visitor(one, where, dispatcher)
        finally:
            dispatcher.close()
