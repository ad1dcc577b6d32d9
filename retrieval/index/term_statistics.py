"""What the reports, and general Chinese, tell of a term: where it stands, and how rare it is."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from retrieval.analysis.analyzer import Analyzer
from retrieval.index.engine import Index

_CACHE_SIZE = 1 << 13
"""Of so many terms it is remembered how rare they are, and how to find them."""
_PRIOR = 200.0
"""General Chinese counts for as much as this many passages in telling how rare a term is."""
_PASSAGE_WORDS = 100.0
"""Words in a passage of general Chinese."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class TermStatistics:
    """Terms of the reports, through their index."""

    def __init__(self, index: Index, analyzer: Analyzer, passages: int) -> None:
        """Tell of the terms of `index`, which holds so many passages."""
        self._index, self._analyzer, self._passages = index, analyzer, passages
        self.commonness = analyzer.commonness
        frequency, general = index.frequency, analyzer.commonness

        @lru_cache(_CACHE_SIZE)
        def rarity(term: str) -> float:
            here = max(frequency(term), 0.5)
            elsewhere = min(1.0, general(term) * _PASSAGE_WORDS)
            return math.log((passages + 1 + _PRIOR) / (here + _PRIOR * elsewhere))

        self.rarity = rarity
        """How rare a term is here, leaning on general Chinese where the reports are few."""

    def knows(self, term: str) -> bool:
        """Whether a word, pair or character (normalised) stands in any report."""
        return self._index.frequency(term) > 0

    def may_stand(self, word: str) -> bool:
        """Whether a word may stand in a report: it is known, or each pair of its characters is.

        Of Chinese characters a no is a proof: every pair that stands in a report is indexed.
        """
        if self.knows(word):
            return True
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        return word.isalpha() and all(map(self.knows, pairs))

    def parts(self, text: str) -> tuple[str, ...]:
        """Return by which terms to look `text` up; none when it stands in no report."""
        if self.knows(text):
            return (text,)
        if _HAN.fullmatch(text) and not self.may_stand(text):
            return ()
        parts = tuple(t.text for t in self._analyzer.terms(text) if t.word or len(t.text) > 1)
        return parts if all(map(self.knows, parts)) else ()
