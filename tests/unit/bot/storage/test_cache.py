"""What was used lately is kept, and no more of it than was said."""

from __future__ import annotations

from hypothesis import given, strategies as st

from bot.storage.cache import LruCache


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5))), st.integers(1, 4))
def test_it_keeps_what_was_used_last(steps: list[tuple[bool, int]], size: int) -> None:
    memory: LruCache[int, str] = LruCache(size)
    used: list[int] = []
    for is_put, key in steps:
        kept = key in used[-size:]
        assert memory.get(key) == (str(key) if kept else None)
        if is_put:
            memory.put(key, str(key))
        if kept or is_put:
            used = [*(one for one in used if one != key), key]
