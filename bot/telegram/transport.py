"""HTTP to Telegram by aiohttp (its home), in place of python-telegram-bot's httpx.

`python -m bot bench` shows what it saves: httpcore looks at every pooled connection on each
request, aiohttp does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus
from urllib.request import getproxies

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT, READ, WRITE, UPLOAD = 5.0, 10.0, 10.0, 20.0
"""Seconds until a step of a request is given up, when the caller does not say."""

_UNSAID = BaseRequest.DEFAULT_NONE
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Transport(BaseRequest):
    """Requests over at most `connections` connections, through the environment's proxy if any.

    Each that fails is told to `trouble`: its HTTP status, `timeout` or `network`.
    """

    __slots__ = ("_connections", "_session", "_trouble")

    def __init__(self, connections: int, trouble: Callable[[str], None] = lambda _: None) -> None:
        self._connections = connections
        self._trouble = trouble
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for a response."""
        return READ

    async def initialize(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=bool(getproxies()),
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 -- python-telegram-bot's interface
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = _UNSAID,
        write_timeout: object = _UNSAID,
        connect_timeout: object = _UNSAID,
        pool_timeout: object = _UNSAID,
    ) -> tuple[int, bytes]:
        """Make one request and return its status and body; TimedOut, or NetworkError.

        The errors do not tell the address, which holds the token.
        """
        upload = request_data is not None and request_data.contains_files
        write = UPLOAD if upload else WRITE
        limits = _limits(
            (pool_timeout, 0),
            (connect_timeout, CONNECT),
            (write_timeout, write),
            (read_timeout, READ),
        )
        return await self._exchange(url, method, request_data, limits)

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, limits: ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            message = "the transport is not initialized"
            raise RuntimeError(message)
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=limits
            ) as response:
                if response.status >= HTTPStatus.BAD_REQUEST:
                    self._trouble(str(response.status))
                return response.status, await response.read()
        except TimeoutError as error:
            self._trouble("timeout")
            raise TimedOut(type(error).__name__) from None
        except ClientError as error:
            self._trouble("network")
            raise NetworkError(type(error).__name__) from None


def _body(request_data: RequestData | None) -> tuple[FormData | bytes | None, Mapping[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return _form(request_data.json_parameters), _FORM
    form = FormData(request_data.json_parameters)
    for name, (filename, content, kind) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}


def _form(fields: Mapping[str, str]) -> bytes:
    """Write a form with every byte of the values percent-encoded.

    `bytes.hex` does that many times faster than `urlencode`, which is slow on Chinese text. Lone
    surrogates, which no UTF-8 can carry, become question marks.
    """
    values = ((name, value.encode(errors="replace").hex("%")) for name, value in fields.items())
    return "&".join(f"{name}=%{value}" for name, value in values if value).encode("ascii")


_Limit = tuple[object, float]
"""A time limit of python-telegram-bot, not said, none at all (None) or seconds; and that unsaid."""


@lru_cache
def _limits(pool: _Limit, connect: _Limit, write: _Limit, read: _Limit) -> ClientTimeout:
    connecting = _sum(pool, connect)
    return ClientTimeout(total=_sum(pool, connect, write, read), connect=connecting)


def _sum(*limits: _Limit) -> float | None:
    """Return the seconds of several time limits together; None when one of them is none at all."""
    if any(given is None for given, _ in limits):
        return None
    return sum(given if isinstance(given, int | float) else unsaid for given, unsaid in limits)
