"""Pages over HTTP (the web's home of aiohttp): visits made of requests, answers of pages.

Nothing is said to a browser but with the headers of `security`, and nothing of an error but that
there was one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from http import HTTPStatus

from aiohttp import web

from bot.telegram.listener import ConnectionLimits, Listener
from bot.web import security
from bot.web.site import Site
from bot.web.visit import HTML, Handler, Page, Visit

_LOG = logging.getLogger(__name__)

MAX_BODY = 64 << 10
"""Bytes of the longest body that is read: the longest text that can be verified, and room."""

_PATIENCE = 10.0
"""Seconds in which a body must have come."""

_COMPRESSED = 1 << 10
"""Bytes from which on an answer is compressed, where that is understood."""


def attach(application: web.Application, site: Site) -> None:
    """Have an application answer what the routes of a site name, and any other path with a 404."""
    for route in site.routes:
        answer = partial(_answered, site, route.handler)
        for method in ("GET", "HEAD") if route.method == "GET" else (route.method,):
            application.router.add_route(method, route.path, answer)
    application.router.add_route("*", "/{anything:.*}", partial(_answered, site, site.missing))


class PageServer:
    """Serves a site alone, without Telegram, while used as an async context manager; OSError."""

    def __init__(
        self, site: Site, host: str, port: int, limits: ConnectionLimits | None = None
    ) -> None:
        application = web.Application(client_max_size=MAX_BODY)
        attach(application, site)
        self._listener = Listener(application, host, port, limits)

    async def __aenter__(self) -> Sequence[str]:
        """Listen; return the addresses."""
        return [f"http://{host}:{port}" for host, port in await self._listener.__aenter__()]

    async def __aexit__(self, *_: object) -> None:
        """Finish what is being answered, and stop listening."""
        await self._listener.__aexit__()


async def _answered(site: Site, handler: Handler, request: web.Request) -> web.StreamResponse:
    body = await _body(request)
    visit = Visit(
        request.path,
        dict(request.match_info),
        {name: request.query[name] for name in request.query},
        {name.lower(): value for name, value in request.headers.items()},
        body if isinstance(body, bytes) else b"",
    )
    page = (
        await site.refused(visit, body)
        if isinstance(body, int)
        else await _made(site, handler, visit)
    )
    return _response(request, page)


async def _body(request: web.Request) -> bytes | HTTPStatus:
    """Read a body; a status instead says why not."""
    if not request.can_read_body:
        return b""
    if (request.content_length or 0) > MAX_BODY:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    try:
        async with asyncio.timeout(_PATIENCE):
            body = await request.content.read(MAX_BODY + 1)
            while chunk := await request.content.read(MAX_BODY + 1 - len(body) or 1):
                body += chunk
                if len(body) > MAX_BODY:
                    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    except TimeoutError:
        return HTTPStatus.REQUEST_TIMEOUT
    return body


async def _made(site: Site, handler: Handler, visit: Visit) -> Page:
    try:
        with site.one_version():
            return await handler(visit)
    except Exception:  # noqa: BLE001 -- whatever it was, somebody waits
        _LOG.exception("a page could not be made")
        return await site.refused(visit, HTTPStatus.INTERNAL_SERVER_ERROR)


def _response(request: web.Request, page: Page) -> web.Response:
    headers = {**security.headers(page), **page.headers}
    tag = f'"{blake2b(page.body, digest_size=12).hexdigest()}"'
    is_kept = page.status == HTTPStatus.OK and "no-store" not in headers.get("Cache-Control", "")
    if is_kept:
        headers["ETag"] = tag
        asked = request.headers.get("If-None-Match", "")
        if tag in [one.strip().removeprefix("W/") for one in asked.split(",")]:
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    charset = "utf-8" if page.kind.startswith("text/") or page.kind == HTML else None
    response = web.Response(
        body=page.body,
        status=page.status,
        content_type=page.kind,
        charset=charset,
        headers=headers,
    )
    if len(page.body) > _COMPRESSED:
        response.enable_compression()
    return response
