"""Which words name a kind of thing, as the lexicon's table of nouns lists them."""

from __future__ import annotations

from functools import cache, lru_cache

from retrieval.lexicon.sorted_table import SortedTable


def prepare() -> None:
    """Read the table now: some hundredths of a second."""
    _table()


@lru_cache(4096)
def is_noun(word: str) -> bool:
    """Whether `word` (folded) is an everyday common noun.

    >>> is_noun("灯笼"), is_noun("委托")
    (True, False)
    """
    return bool(_table().row(word))


@cache
def _table() -> SortedTable:
    return SortedTable("nouns")
