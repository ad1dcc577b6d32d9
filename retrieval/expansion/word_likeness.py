"""Like words for words that stand in no report: 住户 asked, 居民 told.

They help to rank. They confirm nothing, because words of another meaning may be as near: they are
kept out of the confidence, of what is taken for granted and of what is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from retrieval.analysis.analyzer import Term
from retrieval.lexicon.sorted_table import SortedTable

_MOST = 4
"""So many like words stand for a word at most."""
_FAR, _REACH = 0.3, 0.5
"""A cosine of `_FAR` is worth nothing, one of `_FAR` + `_REACH` all of `_WORTH`."""
_WORTH = 0.75
"""What a like word counts beside the word itself."""


Near = tuple[str, float]
"""A word, and the cosine of its vector and another one's."""


class LikeWord(NamedTuple):
    """`text`, which stands in the reports, is like the word of the question from start to stop."""

    start: int
    stop: int
    text: str
    strength: float

    def rows(self, terms: Sequence[Term]) -> list[int]:
        """Return which of the terms are that word."""
        return [row for row, term in enumerate(terms) if (term.start, term.stop) == self[:2]]

    def stands_in(self, text: str) -> bool:
        """Whether it stands in `text`."""
        return self.text in text

    def places(self, text: str) -> Iterator[int]:
        """Yield where it stands in `text`."""
        at = text.find(self.text)
        while at >= 0:
            yield at
            at = text.find(self.text, at + 1)


def like_words(
    terms: Iterable[Term],
    near: Callable[[str], Sequence[Near]],
    standing: Callable[[Sequence[str]], Collection[str]],
) -> tuple[LikeWord, ...]:
    """Return words `near` the words among `terms`, those that `standing` knows in the reports."""
    listed = [(t, some) for t in terms if t.word and (some := near(t.text))]
    known = standing([other for _, some in listed for other, _ in some]) if listed else ()
    found: list[LikeWord] = []
    for term, some in listed:
        kept = [one for one in some if one[0] in known][:_MOST]
        found += [LikeWord(term.start, term.stop, other, _worth(c)) for other, c in kept]
    return tuple(found)


def _worth(cosine: float) -> float:
    return _WORTH * min(1.0, (cosine - _FAR) / _REACH)


def prepare() -> None:
    """Read the table now: less than a tenth of a second."""
    _table()


@cache
def _table() -> SortedTable:
    return SortedTable("likeness")


@lru_cache(4096)
def listed_near(word: str) -> tuple[Near, ...]:
    """Return the like words of the table with their cosines, the nearest first."""
    return tuple([(other, float(c)) for other, c in map(str.split, _table().row(word))])
