"""How often we write: no oftener than Telegram allows, so that it need not ask for patience.

The limits are those of https://core.telegram.org/bots/faq ("My bot is hitting limits"). What is
refused all the same is sent once Telegram allows it: see `bot.telegram.retry`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from time import monotonic
from typing import Any

from telegram.ext import BaseRateLimiter

_CHAT, _GROUP = (1, 1.0), (20, 60.0)
"""Messages, and the seconds in which there may be so many of them, in a chat and in a group."""

_REMEMBERED = 10_000
"""Of more chats than this, those that have long been quiet are let go."""

_Window = tuple[deque[float], float]


class RateLimiter(BaseRateLimiter[None]):
    """Lets each message wait for its turn: in its chat, in its group, and among `overall` a second.

    Other chats do not wait with it. 0: no limit is kept, as for a Bot API server without any.
    """

    def __init__(self, overall: int, clock: Callable[[], float] = monotonic) -> None:
        self._overall, self._clock = overall, clock
        self._starts: dict[str, deque[float]] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(  # noqa: PLR0913, PLR0917 -- python-telegram-bot's interface
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401 -- the same
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 -- the same
    ) -> Any:  # noqa: ANN401 -- JSON
        """Make a request, once its turn has come."""
        if not self._overall or endpoint != "sendMessage":
            return await callback(*args, **kwargs)
        chat = str(data["chat_id"])
        await asyncio.sleep(self.in_chat(chat))
        await asyncio.sleep(self.in_all())  # after that, lest all wait for one chat
        try:
            return await callback(*args, **kwargs)
        finally:
            self.arrived(chat)

    def in_chat(self, chat: str) -> float:
        """Count a message to a chat; return in how many seconds the chat may have it."""
        return self._wait(self._windows(chat))

    def arrived(self, chat: str) -> None:
        """Note that the message to a chat that was counted last has only now arrived."""
        for starts, _ in self._windows(chat):
            if starts:
                starts[-1] = self._clock()

    def in_all(self) -> float:
        """Count a message; return in how many seconds it may be sent, wherever it goes."""
        return self._wait([self._window("", self._overall, 1.0)])

    def _wait(self, windows: list[_Window]) -> float:
        now = self._clock()
        # A window holds as many starts as it may: one more waits until the first has left it.
        full = (starts[0] + seconds for starts, seconds in windows if len(starts) == starts.maxlen)
        start = max((now, *full))
        for starts, _ in windows:
            starts.append(start)
        if len(self._starts) > _REMEMBERED:
            self._let_go(now - _GROUP[1])
        return start - now

    def _windows(self, chat: str) -> list[_Window]:
        windows = [self._window(chat, *_CHAT)]
        if chat.startswith("-"):
            windows.append(self._window(f"group {chat}", *_GROUP))
        return windows

    def _window(self, key: str, count: int, seconds: float) -> _Window:
        return self._starts.setdefault(key, deque(maxlen=count)), seconds

    def _let_go(self, quiet: float) -> None:
        self._starts = {key: one for key, one in self._starts.items() if one[-1] > quiet}
