"""Caches that neither grow with what is put into them, nor keep their owner alive.

An object that holds `lru_cache(self.method)` holds itself: nothing of it is freed, and no file of
it closed, before the garbage collector runs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache, partial
from threading import Lock
from types import MethodType
from typing import Generic, ParamSpec, TypeVar, cast
from weakref import proxy

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")


def remembered(method: Callable[Arguments, Value], entries: int) -> Callable[Arguments, Value]:
    """Return `method`, of an object that will hold it, with its last `entries` results at hand.

    For results of a bounded size. To be called only while the object is there.
    """
    # Whoever calls this holds the owner.
    own = cast("MethodType", method)
    unowned = partial(own.__func__, proxy(own.__self__))
    return cast("Callable[Arguments, Value]", lru_cache(entries)(unowned))


class SizedCache(Generic[Key, Value]):
    """What was put last, up to a size in all; for several threads.

    >>> cache = SizedCache(5)
    >>> cache.put("a", "four", size=4)
    >>> cache.put("b", "two", size=2)
    >>> cache.get("a"), cache.get("b")
    (None, 'two')
    """

    def __init__(self, most: int) -> None:
        """Hold values of up to `most` in all, in whatever unit their sizes are given."""
        self._most, self._size = most, 0
        self._held: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._one_at_a_time = Lock()

    def get(self, key: Key) -> Value | None:
        """Return the value of `key`, None when it is not there (any more)."""
        return self.known((key,)).get(key)

    def known(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return the values of those of `keys` that are there."""
        found: dict[Key, Value] = {}
        with self._one_at_a_time:
            for key in keys:
                if key in self._held:
                    self._held.move_to_end(key)
                    found[key] = self._held[key][0]
        return found

    def put(self, key: Key, value: Value, size: int) -> None:
        """Hold a value in place of those longest unused; not one that is too large by itself."""
        with self._one_at_a_time:
            self._size -= self._held.pop(key, (None, 0))[1]
            if size > self._most:
                return
            self._held[key] = value, size
            self._size += size
            while self._size > self._most:
                self._size -= self._held.popitem(last=False)[1][1]
