"""What was used lately, kept for the next time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """Keeps the `size` values that were used last; for any thread."""

    def __init__(self, size: int) -> None:
        self._size, self._values, self._lock = size, OrderedDict[K, V](), Lock()

    def get(self, key: K) -> V | None:
        """Return what is kept under `key`, None when it was let go or never kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Keep a value, and let go of the one that was not used for longest."""
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._values.clear()
