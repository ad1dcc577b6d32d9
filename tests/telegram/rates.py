"""How often a bot may write: about once a second to a chat, 20 times a minute to a group, 30/s."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.telegram.errors import too_many_requests
from tests.telegram.values import Chat


@dataclass(slots=True)
class Rates:
    """The limits, each (messages, seconds); the numbers of the Bot FAQ by default."""

    per_chat: tuple[int, float] = (1, 1.0)
    per_group: tuple[int, float] = (20, 60.0)
    overall: tuple[int, float] = (30, 1.0)
    clock: Callable[[], float] = time.monotonic
    refused: int = 0
    _sent: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def admit(self, chat: Chat) -> None:
        """Count a message to a chat; ApiError 429 with `retry_after` when it is one too many."""
        now = self.clock()
        windows = self._windows(chat)
        wait = max(self._wait(key, limit, now) for key, limit in windows)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(math.ceil(wait))
        for key, _ in windows:
            self._sent[key].append(now)

    def _windows(self, chat: Chat) -> list[tuple[object, tuple[int, float]]]:
        everywhere: tuple[object, tuple[int, float]] = ("all", self.overall)
        here = (("chat", chat.id), self.per_chat)
        group = (("group", chat.id), self.per_group)
        return [everywhere, here] if chat.type == "private" else [everywhere, here, group]

    def _wait(self, key: object, limit: tuple[int, float], now: float) -> float:
        count, seconds = limit
        sent = self._sent[key]
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[-count] + seconds - now if len(sent) >= count else 0.0
