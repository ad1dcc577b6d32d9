"""Clients that are slow, silent or many: each is cut off in its time, and others are served."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest

from bot.telegram import listener
from bot.telegram.listener import ConnectionLimits, Connections
from bot.web.server import MAX_BODY
from bot.web.visit import TEXT, Page
from retrieval.library import Library
from tests.support.visiting import Visitor, visiting

LIMITS = ConnectionLimits(most=20, silent=0.4, taking=0.8)
LONG = Page(b"x" * (16 << 20), kind=TEXT)
"""More than the buffers between hold."""


class Counted(Connections):
    """Connections that a test can count."""

    open: ClassVar[list[Counted]] = []

    def __init__(self, limits: ConnectionLimits) -> None:
        super().__init__(limits)
        self.open[:] = [self]


@pytest.fixture
async def visitor(library: Library, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Visitor]:
    monkeypatch.setattr(listener, "Connections", Counted)
    async with visiting(library, limits=LIMITS) as visitor:
        yield visitor


@asynccontextmanager
async def connection(
    visitor: Visitor,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A bare connection."""
    host, port = visitor.where.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


@contextlib.contextmanager
def narrow(visitor: Visitor) -> Iterator[socket.socket]:
    """A connection whose system takes next to nothing ahead."""
    host, port = visitor.where.removeprefix("http://").split(":")
    with socket.socket() as made:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        made.connect((host, int(port)))
        made.settimeout(0)
        yield made


async def ended(reader: asyncio.StreamReader, seconds: float = 5) -> bool:
    """Whether the server ends a connection in time, whatever it says before."""
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(seconds):
            while await reader.read(1 << 16):
                pass
    return True


async def rest(slow: socket.socket) -> int:
    """Take all that still comes until the connection ends; how many bytes it was."""
    loop, taken = asyncio.get_running_loop(), 0
    async with asyncio.timeout(5):
        with contextlib.suppress(ConnectionError):
            while some := await loop.sock_recv(slow, 1 << 20):
                taken += len(some)
    return taken


async def served(visitor: Visitor) -> bool:
    """Whether somebody else is served, soon."""
    async with asyncio.timeout(2):
        return (await visitor.get("/r/t01-1")).status == 200


async def test_a_connection_that_says_nothing_is_closed(visitor: Visitor) -> None:
    async with connection(visitor) as (reader, _):
        assert await ended(reader)
    assert await served(visitor)


async def test_a_head_that_never_ends_is_cut_off(visitor: Visitor) -> None:
    async with connection(visitor) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ")
        began = time.monotonic()

        async def dribble() -> None:
            for _ in range(1000):
                writer.write(b"y")
                await asyncio.sleep(0.02)

        dribbling = asyncio.create_task(dribble())
        assert await ended(reader)
        dribbling.cancel()
        assert time.monotonic() - began < 3
    assert await served(visitor)


async def test_who_takes_a_byte_now_and_then_is_cut_off(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    monkeypatch.setattr("bot.web.site.static", lambda _: LONG)
    [connections] = Counted.open
    with narrow(visitor) as slow:
        began, longest = time.monotonic(), 0
        await loop.sock_sendall(slow, b"GET /static/site.css HTTP/1.1\r\nHost: x\r\n\r\n")
        assert await loop.sock_recv(slow, 1) == b"H"
        while len(connections):
            longest = max(longest, len(connections))
            with contextlib.suppress(BlockingIOError):
                slow.recv(1)
            await asyncio.sleep(0.05)
            assert time.monotonic() - began < 5
        assert longest == 1
        assert time.monotonic() - began > LIMITS.taking
        assert await rest(slow) < len(LONG.body) // 2
    assert await served(visitor)


async def test_idle_connections_make_room_for_others(visitor: Visitor) -> None:
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(LIMITS.most * 3):
            await stack.enter_async_context(connection(visitor))
        assert await served(visitor)
        assert len(Counted.open[0]) <= LIMITS.most


async def test_bodies_that_never_come_make_room_for_others(visitor: Visitor) -> None:
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(LIMITS.most * 2):
            _, writer = await stack.enter_async_context(connection(visitor))
            writer.write(
                b"POST /m/me HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\nx" % MAX_BODY
            )
        await asyncio.sleep(0.1)
        assert await served(visitor)
        assert len(Counted.open[0]) <= LIMITS.most


async def test_who_is_being_answered_is_not_cut_off(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that takes longer than anybody may be silent, and newcomers beyond the bound."""

    def slow(*_: object, **__: object) -> None:
        time.sleep(LIMITS.silent * 3)
        raise KeyError

    monkeypatch.setattr(visitor.dispatcher.pool.library, "look_up", slow)
    waiting = asyncio.create_task(visitor.get("/s?q=%E6%A1%A5"))
    await asyncio.sleep(0.1)
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(LIMITS.most * 2):
            await stack.enter_async_context(connection(visitor))
        assert (await waiting).status == 500


async def test_where_all_are_being_answered_newcomers_are_told(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        time.sleep(1)
        raise KeyError

    monkeypatch.setattr(visitor.dispatcher.pool.library, "look_up", slow)
    asking = [asyncio.create_task(visitor.get(f"/s?q={n}")) for n in range(LIMITS.most)]
    await asyncio.sleep(0.3)
    got = await visitor.get("/r/t01-1", Connection="close")
    assert (got.status, got.headers["Retry-After"]) == (503, "5")
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
