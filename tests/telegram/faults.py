"""What goes wrong on the way to Telegram and back, on order.

    telegram.faults.fail("sendMessage", code=429, retry_after=2)       # once
    telegram.faults.fail("*", times=None, code=401)                    # until lifted
    with telegram.faults.hang("getUpdates"):                           # while in the block
        ...

A fault without `times` strikes once. The first fault that fits a request strikes it, in the order
given. A request that is under way already, such as a long poll, is not struck.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from dataclasses import dataclass, field
from typing import Self

from tests.telegram.errors import ApiError, too_many_requests
from tests.telegram.updates import TERMINATED
from tests.telegram.values import Json

EVERY_METHOD = "*"
FOREVER = 3600.0

_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: TERMINATED,
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(kw_only=True, slots=True)
class Fault:
    """One way to go wrong: `left` requests still to strike, `hits` struck so far.

    `pause` s pass before the request is looked at. `error` is answered in place of doing it;
    `is_dropped` resets the connection before doing it, `is_lost` after; `body` replaces what would
    be answered; `is_cut` resets in the middle of the answer; `pace` is how many bytes of it go out
    a second.
    """

    method: str
    chat: int | None = None
    left: float = 1
    hits: int = 0
    pause: float = 0.0
    error: ApiError | None = None
    is_dropped: bool = False
    is_lost: bool = False
    is_cut: bool = False
    body: bytes | None = None
    status: int = 200
    pace: int = 0
    lifted: asyncio.Event = field(default_factory=asyncio.Event)

    def lift(self) -> None:
        """Let everything pass again, also what hangs."""
        self.left = 0
        self.lifted.set()

    def fits(self, method: str, chat: Json) -> bool:
        """Whether it strikes a request."""
        named = self.method in {EVERY_METHOD, method} or self.method.lower() == method.lower()
        return self.left > 0 and named and (self.chat is None or str(self.chat) == str(chat))

    async def wait(self) -> None:
        """Hold the request back, unless the fault is lifted meanwhile."""
        if self.pause:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.lifted.wait(), self.pause)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.lift()


class Faults:
    """The faults to come. `method` is a Bot API method, or `*`; `times=None` is until lifted."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fail(  # noqa: PLR0913 - what an error can say
        self,
        method: str = EVERY_METHOD,
        *,
        times: int | None = 1,
        code: int = 500,
        description: str = "",
        retry_after: int = 0,
        chat: int | None = None,
    ) -> Fault:
        """Answer with an error; `retry_after` makes it a 429, `chat` keeps it to one chat."""
        error = ApiError(code, description or _DESCRIPTIONS.get(code, "Error"))
        if retry_after:
            error = too_many_requests(retry_after)
        return self._add(Fault(method=method, left=_count(times), chat=chat, error=error))

    def drop(self, method: str = EVERY_METHOD, *, times: int | None = 1) -> Fault:
        """Reset the connection before the request is done."""
        return self._add(Fault(method=method, left=_count(times), is_dropped=True))

    def lose(self, method: str = EVERY_METHOD, *, times: int | None = 1) -> Fault:
        """Do what is asked, and reset the connection before answering."""
        return self._add(Fault(method=method, left=_count(times), is_lost=True))

    def cut(self, method: str = EVERY_METHOD, *, times: int | None = 1) -> Fault:
        """Do what is asked, and reset the connection in the middle of the answer."""
        return self._add(Fault(method=method, left=_count(times), is_cut=True))

    def garble(
        self,
        method: str = EVERY_METHOD,
        *,
        times: int | None = 1,
        body: bytes = b'{"ok":true,"result":[{"upd',
        status: int = 200,
    ) -> Fault:
        """Do what is asked, and answer with a body that is no JSON, or any other."""
        fault = Fault(method=method, left=_count(times), body=body, status=status)
        return self._add(fault)

    def delay(self, method: str = EVERY_METHOD, *, seconds: float, times: int | None = 1) -> Fault:
        """Begin late."""
        return self._add(Fault(method=method, left=_count(times), pause=seconds))

    def hang(self, method: str = EVERY_METHOD, *, times: int | None = None) -> Fault:
        """Accept the request and say nothing, until lifted."""
        return self._add(Fault(method=method, left=_count(times), pause=FOREVER))

    def dribble(
        self, method: str = EVERY_METHOD, *, pace: int = 10, times: int | None = 1
    ) -> Fault:
        """Answer at `pace` bytes a second."""
        return self._add(Fault(method=method, left=_count(times), pace=pace))

    def clear(self) -> None:
        """Lift every fault."""
        for fault in self.faults:
            fault.lift()
        self.faults.clear()

    def strike(self, method: str, chat: Json) -> Fault | None:
        """Choose the fault for a request, if any."""
        self.faults = [fault for fault in self.faults if fault.left > 0]
        for fault in self.faults:
            if fault.fits(method, chat):
                fault.left -= 1
                fault.hits += 1
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self.faults.append(fault)
        return fault


def _count(times: int | None) -> float:
    return math.inf if times is None else times
