"""The HTTP side: a request comes in, a fault may strike it, a method answers it."""

from __future__ import annotations

import asyncio
import inspect
import json
import socket
import struct
import time
from collections import Counter, deque

from aiohttp import web

from tests.telegram import arguments, signatures
from tests.telegram.arguments import Arguments
from tests.telegram.errors import ApiError, not_done
from tests.telegram.faults import Fault, Faults
from tests.telegram.methods import METHODS
from tests.telegram.values import Call, Json
from tests.telegram.world import World

HOST = "127.0.0.1"
MAX_BODY = 50 * 1024 * 1024
MAX_CALLS = 100_000
"""Calls kept; older ones are only counted."""

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of 0 s: the connection ends with RST
_BEATS = 10  # a second, when an answer dribbles


class Server:
    """Serves a world over HTTP on a port of this machine."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.calls: deque[Call] = deque(maxlen=MAX_CALLS)
        self.counts: Counter[str] = Counter()
        self.bytes_in = 0
        self.bytes_out = 0
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes a free one, or the one it had before."""
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/documents/{id}", self._download)
        app.router.add_route("*", "/{any:.*}", _nothing_here)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, port or self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop listening and end what is open."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        call = Call(method, {}, time.monotonic())
        self.calls.append(call)
        self.counts[method] += 1
        self.world.tide.turn()
        fault: Fault | None = None
        try:
            self._check_token(request.match_info["token"])
            said = await arguments.read(request)
            self.bytes_in += request.content_length or 0
            call.arguments = said.values
            fault = self.faults.strike(method, said.values.get("chat_id"))
            result = await self._do(method, said, fault)
            status, wire = 200, {"ok": True, "result": result}
        except ApiError as error:
            status, wire = error.code, error.wire
            call.description = error.description
        except _Dropped:
            status, wire = 0, None
        call.code, call.seconds = status, time.monotonic() - call.started
        self.world.tide.turn()
        return await self._respond(request, status, wire, fault)

    async def _do(self, method: str, said: Arguments, fault: Fault | None) -> Json:
        """Do what is asked, or what the fault wants instead."""
        if fault is not None:
            await fault.wait()
            if fault.error is not None:
                raise fault.error
            if fault.is_dropped:
                raise _Dropped
        if method.lower() not in signatures.methods():
            raise ApiError(404, "Not Found: method not found")
        if method.lower() not in METHODS:
            not_done(method)
        signatures.check(method, {**said.values, **said.files})
        result = METHODS[method.lower()](self.world, said)
        if inspect.isawaitable(result):
            result = await result
        if fault is not None and fault.is_lost:
            raise _Dropped
        return result

    async def _respond(
        self, request: web.Request, status: int, wire: Json, fault: Fault | None
    ) -> web.StreamResponse:
        if wire is None:
            _reset(request)
            return web.Response()
        body = json.dumps(wire, ensure_ascii=False).encode()
        if fault is not None and fault.body is not None:
            status, body = fault.status, fault.body
        self.bytes_out += len(body)
        if fault is not None and (fault.is_cut or fault.pace):
            return await _trickle(request, status, body, fault)
        headers = {}
        if status == 429:
            headers["Retry-After"] = str(wire["parameters"]["retry_after"])
        return web.Response(
            status=status, body=body, content_type="application/json", headers=headers
        )

    def _check_token(self, token: str) -> None:
        if token == self.world.token:
            return
        is_possible = ":" in token and token.split(":", maxsplit=1)[0].isdigit()
        raise ApiError(
            401, "Unauthorized" if is_possible else "Unauthorized: invalid token specified"
        )

    async def _download(self, request: web.Request) -> web.Response:
        document = self.world.files.get(request.match_info["id"])
        if request.match_info["token"] != self.world.token or document is None:
            return await _nothing_here(request)
        return web.Response(body=document.content, content_type=document.mime_type)


class _Dropped(Exception):  # noqa: N818 - nothing failed: it is what the fault wanted
    """The connection is to be reset in place of an answer."""


async def _nothing_here(_request: web.Request) -> web.Response:
    return web.json_response(ApiError(404, "Not Found").wire, status=404)


def _reset(request: web.Request) -> None:
    transport = request.transport
    if transport is not None:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        transport.abort()


async def _trickle(
    request: web.Request, status: int, body: bytes, fault: Fault
) -> web.StreamResponse:
    """Send an answer slowly, or only half of it."""
    response = web.StreamResponse(status=status)
    response.content_type = "application/json"
    response.content_length = len(body)
    await response.prepare(request)
    if fault.is_cut:
        await response.write(body[: len(body) // 2])
        await asyncio.sleep(0.05)  # the half that was written must leave before the reset
        _reset(request)
        return response
    step = max(fault.pace // _BEATS, 1)
    for start in range(0, len(body), step):
        await response.write(body[start : start + step])
        if not fault.lifted.is_set():
            await asyncio.sleep(step / fault.pace)
    await response.write_eof()
    return response
