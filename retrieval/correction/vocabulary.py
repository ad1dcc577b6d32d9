"""Which strings stand in the reports, and which are words of general Chinese."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from retrieval.analysis.analyzer import Analyzer
from retrieval.index.engine import Index

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
        self._holding = index.holding
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
        """In how many passages `string` stands.

        One of more than a pair is looked for in the first 50 passages that hold all its pairs.
        """
        if len(string) <= 2:  # noqa: PLR2004 - a pair or a single character is itself a term
            return self.frequency(string)
        pairs = sorted({string[at : at + 2] for at in range(len(string) - 1)})
        if 0 in self.frequencies(pairs):
            return 0
        held = self._holding(pairs, _READ).passages.tolist()
        return sum(string in self._text(passage) for passage in held)
