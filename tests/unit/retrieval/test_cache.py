"""Caches: bounded by size, and no reason for their owner to stay."""

from __future__ import annotations

import gc
import weakref

from hypothesis import given, strategies as st

from retrieval.cache import SizedCache, remembered


class Counter:
    def __init__(self) -> None:
        self.calls = 0
        self.double = remembered(self._double, 2)

    def _double(self, number: int) -> int:
        self.calls += 1
        return 2 * number


def test_a_result_is_remembered_and_its_owner_is_not() -> None:
    counter = Counter()
    assert [counter.double(n) for n in (1, 1, 2, 2, 1)] == [2, 2, 4, 4, 2]
    assert counter.calls == 2
    assert [counter.double(n) for n in (3, 1, 2)] == [6, 2, 4]
    gone = weakref.ref(counter)
    gc.disable()
    try:
        del counter
        assert gone() is None
    finally:
        gc.enable()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12))), st.integers(0, 20))
def test_no_more_is_held_than_there_is_room_for(puts: list[tuple[int, int]], most: int) -> None:
    cache: SizedCache[int, int] = SizedCache(most)
    for key, size in puts:
        cache.put(key, size, size)
        assert cache.get(key) == (size if size <= most else None)
        assert sum(filter(None, map(cache.get, range(6)))) <= most


def test_what_is_longest_unused_goes_first() -> None:
    cache: SizedCache[str, str] = SizedCache(3)
    for key in "abc":
        cache.put(key, key, 1)
    cache.get("a")
    cache.put("d", "d", 1)
    assert [cache.get(key) for key in "abcd"] == ["a", None, "c", "d"]
