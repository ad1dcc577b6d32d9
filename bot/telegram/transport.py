"""HTTP to Telegram: python-telegram-bot's own requests, carried by aiohttp (its home).

httpx looks at every pooled connection on each request, aiohttp does not: under the same requests
it answers twice as many updates a second.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus
from typing import Any

import httpx
from aiohttp import ClientConnectorError, ClientHttpProxyError, ConnectionTimeoutError
from httpx_aiohttp import HttpxAiohttpClient
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

CONNECT, POOL, READ, WRITE, UPLOAD = 5.0, 10.0, 10.0, 10.0, 20.0
"""Seconds until a step of a request is given up, when the caller does not say."""

_BEFORE_SENDING = (ClientConnectorError, ClientHttpProxyError, ConnectionTimeoutError)


class NotSentError(NetworkError):
    """There was no connection to send a request over: Telegram does not know of it."""


def was_sent(error: BaseException) -> bool | None:
    """Whether Telegram did what a request asked that failed with `error`; None: nobody knows.

    False when there was no connection, or when Telegram itself answered that it did not do it
    (any HTTP status from 400 on). None when the connection broke or time ran out before the answer
    came, or when the answer cannot be read: then doing it again may do it twice. Never True:
    a yes is no error.
    """
    if isinstance(error, NotSentError):
        return False
    is_unclear = isinstance(error, _UnclearError | _UnclearTimeoutError)
    answered = isinstance(error, TelegramError) and type(error) is not TelegramError
    return False if answered and not is_unclear else None


class Transport(HTTPXRequest):
    """Requests over at most `connections` connections, through the environment's proxy if any.

    Each that fails is told to `trouble`: its HTTP status, `timeout` or `network`. Neither errors
    nor logs tell the address, which holds the token.
    """

    __slots__ = ("_trouble",)

    def __init__(self, connections: int, trouble: Callable[[str], None] = lambda _: None) -> None:
        self._trouble = trouble
        super().__init__(
            connection_pool_size=connections,
            connect_timeout=CONNECT,
            pool_timeout=POOL,
            read_timeout=READ,
            write_timeout=WRITE,
            media_write_timeout=UPLOAD,
        )

    async def do_request(self, *request: Any, **limits: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Make one request and return its status and body; NotSentError, TimedOut, NetworkError."""
        try:
            status, body = await super().do_request(*request, **limits)
        except NetworkError as error:
            causes = tuple(_causes(error))
            self._trouble("timeout" if _is_late(causes) else "network")
            raise _discreet(causes) from None
        if status >= HTTPStatus.BAD_REQUEST:
            self._trouble(str(status))
        if status == HTTPStatus.GATEWAY_TIMEOUT:
            raise _UnclearTimeoutError(HTTPStatus(status).phrase)
        return status, body

    def _build_client(self) -> httpx.AsyncClient:
        # At INFO httpx logs the address of each request.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        return HttpxAiohttpClient(**self._client_kwargs)


class _UnclearError(NetworkError):
    """The connection broke when a request may have been read already."""


class _UnclearTimeoutError(TimedOut):
    """No answer came in time."""


def _discreet(causes: Sequence[BaseException]) -> NetworkError:
    """Return what to raise in place of an error: of its causes it tells the kind, no address."""
    kind = type(causes[-1]).__name__
    if any(isinstance(cause, _BEFORE_SENDING) for cause in causes):
        return NotSentError(kind)
    return _UnclearTimeoutError(kind) if _is_late(causes) else _UnclearError(kind)


def _is_late(causes: Sequence[BaseException]) -> bool:
    """Whether time ran out. httpx-aiohttp says so of broken connections too, aiohttp does not."""
    return any(isinstance(cause, TimeoutError) for cause in causes)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what caused it, and so on."""
    while error is not None:
        yield error
        error = error.__cause__
