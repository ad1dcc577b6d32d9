"""Which strings stand in the reports, and which are words of general Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.analyzer import Analyzer
from retrieval.index.engine import Index, PassageNumbers

_CACHE_SIZE = 1 << 14
"""Of so many strings it is remembered in how many passages they stand."""
_READ = 50
"""How many passages are read to see whether a longer string stands in them."""


class Vocabulary:
    """The strings of the reports, through the postings of their pairs of characters."""

    def __init__(
        self,
        index: Index,
        analyzer: Analyzer,
        text: Callable[[int], str],
    ) -> None:
        """Look things up in `index`, whose terms hold all pairs and single Han characters.

        `text(passage)` is what was indexed as that passage, folded; `analyzer` knows the words of
        general Chinese.
        """
        self.frequency = lru_cache(_CACHE_SIZE)(index.frequency)
        self.frequencies = index.frequencies
        self.commonness, self.words_from = analyzer.commonness, analyzer.words_from
        self._passages = index.passages
        self._text = text

    def passages(self) -> int:
        """Return about how many passages there are: as many as hold the commonest particle."""
        return max(1, self.frequency("的"), self.frequency("是"))

    def is_word(self, string: str) -> bool:
        """Whether `string` is a word of general Chinese."""
        return self.commonness(string) > 0

    def stands(self, string: str) -> bool:
        """Whether `string` (Han characters) stands in the reports, character by character."""
        return self.count(string) > 0

    def count(self, string: str) -> int:
        """In how many passages `string` stands; at most 50 are counted for more than a pair."""
        return len(self.where(string))

    def where(self, string: str) -> PassageNumbers:
        """Return passages in which `string` stands: all for a pair, the first 50 for a longer one.

        A longer string is looked for in the first 50 passages that hold all its pairs.
        """
        if len(string) <= 2:  # noqa: PLR2004 - a pair or a single character is itself a term
            return self._passages(string)
        pairs = {string[at : at + 2] for at in range(len(string) - 1)}
        held = self.together(pairs)[:_READ]
        return held[[string in self._text(int(passage)) for passage in held]] if len(held) else held

    def together(self, terms: Iterable[str]) -> PassageNumbers:
        """Return the passages that hold all of `terms`, at least one; the rarest are read first."""
        rarest, *others = sorted(terms, key=self.frequency)
        shared = self._passages(rarest)
        for term in others:
            if len(shared):
                shared = shared[_held(shared, self._passages(term))]
        return shared


def _held(some: PassageNumbers, others: PassageNumbers) -> NDArray[np.bool_]:
    """Tell which of `some` are among `others`, which are sorted."""
    if not len(others):
        return np.zeros(len(some), dtype=np.bool_)
    at = np.minimum(np.searchsorted(others, some), len(others) - 1)
    found: NDArray[np.bool_] = others[at] == some
    return found
