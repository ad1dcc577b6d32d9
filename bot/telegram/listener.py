"""Listening at a port for HTTP (aiohttp), within bounds that no client can stretch.

There are so many connections at most: where there is no room for a new one, whoever has been
silent longest makes it. Who is silent too long, sends a request's head too slowly or does not take
an answer is cut off. So nobody can keep others out, and the process keeps files to open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

_PERIOD = 0.5
"""Seconds between two looks at the connections, or fewer where the limits are short."""
_NO_ROOM = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)

_Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """How many connections there may be, and for how many seconds each may do nothing.

    `silent`: until all of a request's head is there; `taking`: until an answer was taken.
    """

    most: int = 500
    silent: float = 20.0
    taking: float = 30.0


class Listener:
    """Serves an application at a port while used as an async context manager; OSError."""

    def __init__(
        self,
        application: web.Application,
        host: str,
        port: int,
        limits: ConnectionLimits | None = None,
    ) -> None:
        self._place = host, port
        self._connections = Connections(limits or ConnectionLimits())
        application.middlewares.append(self._connections.attended)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)

    async def __aenter__(self) -> Sequence[tuple[str, int]]:
        """Listen; return hosts and ports."""
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        try:
            self._server = await loop.create_server(self._connected, *self._place)
        except OSError:
            await self._runner.cleanup()
            raise
        self._watching = asyncio.create_task(self._connections.watch())
        return [one.getsockname()[:2] for one in self._server.sockets]

    async def __aexit__(self, *_: object) -> None:
        """Finish what is being answered, and stop listening."""
        self._watching.cancel()
        self._server.close()
        await self._runner.cleanup()

    def _connected(self) -> asyncio.Protocol:
        serve = self._runner.server
        handler = serve() if serve and self._connections.has_room() else None
        if handler is None:
            return _Refusal()
        self._connections.add(handler)
        return handler


class Connections:
    """Those that are open, and since when each has waited for a request or for its answer taken."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self._limits = limits
        self._since: dict[RequestHandler, float] = {}
        self._asked: dict[RequestHandler, web.BaseRequest] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._since)

    def add(self, one: RequestHandler) -> None:
        """Know a new one."""
        self._since[one] = asyncio.get_running_loop().time()

    def has_room(self) -> bool:
        """Make room for one more; whether there is any."""
        if len(self) >= self._limits.most:
            longest = next(self._silent(), None)
            if longest:
                self._cut(longest)
        return len(self) < self._limits.most

    @web.middleware
    async def attended(self, request: web.Request, handler: _Answer) -> web.StreamResponse:
        """Note that a request is being answered."""
        asker = request.protocol
        self._asked[asker] = request
        try:
            return await handler(request)
        finally:
            del self._asked[asker]
            if asker in self._since:
                del self._since[asker]
                self.add(asker)

    async def watch(self) -> None:
        """Cut off who is over the limits, again and again until cancelled."""
        period = min(_PERIOD, self._limits.silent / 4, self._limits.taking / 4)
        while True:
            await asyncio.sleep(period)
            for one in [one for one in self._since if one not in self._asked]:
                limit = self._limits.taking if _holds_back(one) else self._limits.silent
                if self._waited(one) > limit or _is_gone(one, self._waited(one)):
                    self._cut(one)

    def _silent(self) -> Iterator[RequestHandler]:
        """Yield those for whom nothing is being done, the longest silent first.

        For a request whose body is not there yet nothing is done either.
        """
        for one in self._since:
            request = self._asked.get(one)
            is_idle = request is None or not request.content.is_eof()
            if is_idle and (one.transport or _is_gone(one, self._waited(one))):
                yield one

    def _waited(self, one: RequestHandler) -> float:
        return asyncio.get_running_loop().time() - self._since[one]

    def _cut(self, one: RequestHandler) -> None:
        del self._since[one]
        if one.transport is not None:
            one.transport.abort()


class _Refusal(asyncio.Protocol):
    """Says that there is no room."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            transport.write(_NO_ROOM)
            transport.close()


def _holds_back(one: RequestHandler) -> bool:
    """Whether the other side has not taken all of an answer."""
    return one.transport is not None and one.transport.get_write_buffer_size() > 0


def _is_gone(one: RequestHandler, waited: float) -> bool:
    """Whether there is no connection any more; a new one has no transport for a moment."""
    return one.transport is None and waited > 1
