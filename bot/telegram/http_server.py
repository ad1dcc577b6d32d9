"""The bot's own small HTTP port (home of aiohttp's server): health, metrics and the webhook.

It shows no secret and no word of anybody's; still it is meant for the operator's own network, with
a proxy before it where Telegram is to reach the webhook.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web

from bot.observability import CONTENT_TYPE
from bot.storage.database import StorageError
from bot.telegram import receive
from bot.telegram.listener import Listener

_LOG = logging.getLogger(__name__)

MAX_BODY = 1 << 20
"""Bytes of the longest update taken; Telegram's own stay far below."""

_PATIENCE = 10.0
"""Seconds in which the body of an update must have come."""

Diagnosis = tuple[bool, str]

Attach = Callable[[web.Application], None]
"""Has an application answer more: pages for readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRoutes:
    """Where to listen, and what to answer there.

    `secret` is the webhook's, empty when there is none; `accept` returns when an update is on the
    disk, or raises StorageError.
    """

    host: str
    number: int
    alive: Callable[[], Diagnosis]
    ready: Callable[[], Awaitable[Diagnosis]]
    metrics: Callable[[], bytes]
    accept: Callable[[Sequence[object]], Awaitable[None]]
    secret: str = field(default="", repr=False)
    attach: Attach | None = None


class HttpServer:
    """Serves a port while used as an async context manager; OSError when it cannot listen."""

    def __init__(self, port: HttpRoutes) -> None:
        self._port = port
        self._listener = Listener(self._application(), port.host, port.number)

    async def __aenter__(self) -> None:
        """Listen."""
        await self._listener.__aenter__()

    async def __aexit__(self, *_: object) -> None:
        """Finish what is being answered, and stop listening."""
        await self._listener.__aexit__()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=MAX_BODY)
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/readyz", self._readyz)
        application.router.add_get("/metrics", self._metrics)
        if self._port.secret:
            application.router.add_post(receive.webhook_path(self._port.secret), self._update)
        if self._port.attach:
            self._port.attach(application)
        return application

    async def _healthz(self, _: web.Request) -> web.Response:
        return _told(self._port.alive())

    async def _readyz(self, _: web.Request) -> web.Response:
        return _told(await self._port.ready())

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=self._port.metrics(), headers={"Content-Type": CONTENT_TYPE})

    async def _update(self, request: web.Request) -> web.Response:
        """Take an update from whoever knows the secret; 200 when it is on the disk."""
        if not receive.is_genuine(self._port.secret, request.headers.get(receive.SECRET_HEADER)):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        try:
            async with asyncio.timeout(_PATIENCE):
                update = json.loads(await request.read())
        except TimeoutError:
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        except (ValueError, RecursionError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        return await self._accept(update)

    async def _accept(self, update: object) -> web.Response:
        try:
            await self._port.accept([update])
        except StorageError as error:
            _LOG.warning("an update could not be written down: %s", error)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()


def _told(diagnosis: Diagnosis) -> web.Response:
    well, why = diagnosis
    return web.Response(
        text=f"{why}\n", status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    )
