"""What the reports, and general Chinese, tell of a term: where it stands, and how rare it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress, pairwise
from operator import not_

from retrieval.analysis.analyzer import Analyzer, Term
from retrieval.index.engine import Index

_CACHE_SIZE = 1 << 14
"""Of so many terms it is remembered how often they stand and how rare they are."""
_PRIOR = 200.0
"""General Chinese counts for as much as this many passages in telling how rare a term is."""
_PASSAGE_WORDS = 100.0
"""Words in a passage of general Chinese."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class TermStatistics:
    """Terms of the reports, through their index."""

    def __init__(self, index: Index, analyzer: Analyzer, passages: int) -> None:
        """Tell of the terms of `index`, which holds so many passages."""
        self._index, self._analyzer = index, analyzer
        self._all = passages + 1 + _PRIOR
        self.commonness = analyzer.commonness
        self._frequencies: dict[str, int] = {}
        self._rarities: dict[str, float] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """Tell how rare each term is here, leaning on general Chinese where the reports are few.

        It is the logarithm of how many passages there are for one that holds the term.
        """
        if len(self._rarities) > _CACHE_SIZE:
            # What is asked again is told again.
            self._rarities = {}
        rarities = self._rarities
        if new := [term for term in terms if term not in rarities]:
            known = zip(new, self.frequencies(new), self._analyzer.shares(new), strict=True)
            for term, frequency, share in known:
                elsewhere = min(1.0, share * _PASSAGE_WORDS)
                rarities[term] = math.log(self._all / (max(frequency, 0.5) + _PRIOR * elsewhere))
        return [rarities[term] for term in terms]

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each term stands."""
        known = self._known_of(terms)
        return [known[term] for term in terms]

    def known(self, terms: Iterable[Term]) -> frozenset[str]:
        """Return which of `terms` stand in any report."""
        asked = [term.text for term in terms]
        known = self._known_of(asked)
        return frozenset([term for term in asked if known[term]])

    def knows(self, term: str) -> bool:
        """Whether a word, pair or character (normalised) stands in any report."""
        frequency = self._frequencies.get(term)
        return self._known_of([term])[term] > 0 if frequency is None else frequency > 0

    def _known_of(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term stands, and some others."""
        if len(self._frequencies) > _CACHE_SIZE:
            # What is asked again is looked up again.
            self._frequencies = {}
        known = self._frequencies
        if new := [term for term in terms if term not in known]:
            known.update(zip(new, self._index.frequencies(new), strict=True))
        return known

    def may_stand(self, word: str) -> bool:
        """Whether a word may stand in a report: it is known, or each pair of its characters is.

        Of Chinese characters a no is a proof: every pair that stands in a report is indexed.
        """
        if self.knows(word):
            return True
        return word.isalpha() and 0 not in self.frequencies(_pairs(word))

    def standing(self, words: Sequence[str]) -> frozenset[str]:
        """Return those of `words` that stand in the reports, or all of whose terms do.

        >>> statistics.standing(["粮仓", "粮库"])
        frozenset({'粮仓'})
        """
        if len(self._parts) > _CACHE_SIZE:
            self._parts = {}
        parts = self._parts
        if new := [word for word in words if word not in parts]:
            parts.update(self._parts_of(new))
        return frozenset([word for word in words if parts[word]])

    def parts(self, text: str) -> tuple[str, ...]:
        """Return by which terms to look `text` up; none when it stands in no report."""
        if text not in self._parts:
            self.standing([text])
        return self._parts[text]

    def _parts_of(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Look words up, all at once, and the pairs of those that are no terms."""
        known = self._known_of(words)
        parts: dict[str, tuple[str, ...]] = {w: (w,) for w in words if known[w]}
        pairs = {word: _pairs(word) for word in words if word not in parts}
        every = [*chain.from_iterable(pairs.values())]
        strange = {*compress(every, map(not_, self.frequencies(every)))}
        for word, own in pairs.items():
            # A word of Chinese characters of which a pair is nowhere stands nowhere.
            parts[word] = ()
            if strange.isdisjoint(own) or not _HAN.fullmatch(word):
                terms = self._analyzer.terms(word)
                found = tuple([t.text for t in terms if t.word or len(t.text) > 1])
                parts[word] = found if 0 not in self.frequencies(found) else ()
        return parts


def _pairs(word: str) -> list[str]:
    return list(map("".join, pairwise(word)))
