"""Things that come one by one, done many at once: those that come while others are being done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Together(Generic[T, R]):
    """Does things by `work`, which takes several and tells of each its result, or what it raised.

    What is asked for first is begun first; who no longer waits for a thing holds up nobody.
    """

    def __init__(self, work: Callable[[Sequence[T]], Awaitable[Sequence[R | Exception]]]) -> None:
        self._work = work
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._working: asyncio.Task[None] | None = None

    async def do(self, thing: T) -> R:
        """Do a thing, with whatever else there is to do."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, done))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_off())
        return await done

    async def finish(self) -> None:
        """Return when nothing is left to do."""
        if self._working:
            await self._working

    async def _work_off(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            results = await self._results([thing for thing, _ in waiting])
            for (_, done), result in zip(waiting, results, strict=True):
                if done.cancelled():
                    continue
                if isinstance(result, Exception):
                    done.set_exception(result)
                else:
                    done.set_result(result)

    async def _results(self, things: Sequence[T]) -> Sequence[R | Exception]:
        try:
            return await self._work(things)
        except Exception as error:  # noqa: BLE001 -- it is raised to whoever waits
            return [error] * len(things)
