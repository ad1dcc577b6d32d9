"""How often we write: no oftener than Telegram allows, so that it need not ask for patience.

The limits are those of https://core.telegram.org/bots/faq ("My bot is hitting limits").
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic

_CHAT_SECONDS = 1.0
_GROUP, _GROUP_SECONDS = 20, 60.0
_SLACK = 1.02
"""Messages are spaced a little wider than allowed: some travel faster than those before them."""

_REMEMBERED = 10_000
"""Of more chats than this, those that have long been quiet are let go."""


class RateLimiter:
    """Tells when a message may be sent: `overall` a second, evenly, and so many to each chat.

    0: no limit is kept, as for a Bot API server without any.
    """

    def __init__(self, overall: int, clock: Callable[[], float] = monotonic) -> None:
        self._interval = _SLACK / overall if overall else 0.0
        self._clock = clock
        self._next = 0.0
        self._sent: dict[str, deque[float]] = {}

    def in_chat(self, chat: str) -> float:
        """Return in how many seconds a chat may have a message."""
        sent = self._sent.get(chat)
        if not (self._interval and sent):
            return 0.0
        is_full = chat.startswith("-") and len(sent) == sent.maxlen
        free = sent[0] + _GROUP_SECONDS if is_full else 0.0
        return max(0.0, free - self._clock(), sent[-1] + _CHAT_SECONDS - self._clock())

    def in_all(self) -> float:
        """Take the next moment that is free; return in how many seconds that is."""
        now = self._clock()
        start = max(now, self._next)
        self._next = start + self._interval
        return start - now

    def arrived(self, chat: str) -> None:
        """Note that a message has now arrived in a chat."""
        if not self._interval:
            return
        now = self._clock()
        self._sent.setdefault(chat, deque(maxlen=_GROUP)).append(now)
        if len(self._sent) > _REMEMBERED:
            quiet = now - _GROUP_SECONDS
            self._sent = {chat: sent for chat, sent in self._sent.items() if sent[-1] > quiet}
