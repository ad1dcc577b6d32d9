"""Whose turn it is: updates of one chat one after the other, those of all chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_WAITING = 1 << 20
"""More updates than ever wait: those that wait for their turn must not take anybody's place."""

Finished = Callable[[object], Awaitable[None]]


class UpdateProcessor(BaseUpdateProcessor):
    """Handles at most `places` updates at once, and of each chat one at a time, in order."""

    __slots__ = ("_chats", "_finished", "_is_closed", "_places", "_tasks")

    def __init__(self, places: int) -> None:
        super().__init__(max_concurrent_updates=_WAITING)
        self._places = asyncio.Semaphore(places)
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._finished: Finished | None = None
        self._is_closed = False

    def tell(self, finished: Finished) -> None:
        """Call `finished` with each update that was handled to the end, within the chat's turn."""
        self._finished = finished

    def close(self) -> None:
        """Begin nothing new: whoever waits for a turn is sent away when it comes."""
        self._is_closed = True

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then for a place, then handle the update."""
        task = asyncio.current_task()
        if task:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            async with self._turn(_key(update)), self._turn(_former(update)):
                await self._handle(update, coroutine)
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        async with self._places:
            if self._is_closed:
                return
            await coroutine
        if self._finished:
            await self._finished(update)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Break off what is unfinished."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _turn(self, chat: int | None) -> AbstractAsyncContextManager[None]:
        """Return the lock of a chat, if any; it lives as long as somebody holds or awaits it."""
        return nullcontext() if chat is None else self._chats.setdefault(chat, asyncio.Lock())


def _key(update: object) -> int:
    """Return the id of the chat, else of the user, else of the update itself."""
    if not isinstance(update, Update):
        return id(update)
    whose = update.effective_chat or update.effective_user
    return whose.id if whose else -update.update_id


def _former(update: object) -> int | None:
    """Return the group that a supergroup has been: what was said there is to be finished first."""
    message = update.message if isinstance(update, Update) else None
    return message.migrate_from_chat_id if message else None
