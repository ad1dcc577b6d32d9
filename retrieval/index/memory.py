"""An index in memory, of some thousand passages. Home of rank_bm25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from retrieval.deadline import hurry
from retrieval.index.bm25 import K1, MOST, B
from retrieval.index.engine import (
    MOST_HELD,
    NO_PASSAGES,
    Held,
    PassageNumbers,
    ScoredPassage,
    first_of,
    held_by_all,
)

Scores = NDArray[np.float64]
"""The score of every passage."""


class MemoryIndex(BM25Plus):  # type: ignore[misc]  # rank_bm25 has no types
    """`rank_bm25.BM25Plus` without its lower bound: delta is 0.

    So it is the BM25 of `retrieval.index.bm25`. Only the postings of the terms asked for are read.
    """

    def __init__(self, corpus: Iterable[Sequence[str]], k1: float = K1, b: float = B) -> None:
        """Index `corpus`, the terms of each passage; an empty one is allowed and finds nothing."""
        self.postings: dict[str, tuple[NDArray[np.int32], Scores]] = {}
        super().__init__(corpus, k1=k1, b=b, delta=0)

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> dict[str, int]:
        """Collect postings where the parent keeps a dictionary per passage."""
        raw: dict[str, tuple[list[int], list[int]]] = {}
        for passage, terms in enumerate(corpus):
            self.doc_len.append(len(terms))
            for term, frequency in Counter(terms).items():
                passages, frequencies = raw.setdefault(term, ([], []))
                passages.append(passage)
                frequencies.append(frequency)
        self.corpus_size = len(self.doc_len)
        self.avgdl = sum(self.doc_len) / self.corpus_size if self.doc_len else 0.0
        self._raw = raw
        return {term: len(passages) for term, (passages, _) in raw.items()}

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        """Weigh the terms as the parent does, then turn frequencies into gains, once."""
        super()._calc_idf(nd)
        lengths = np.asarray(self.doc_len, dtype=np.float64)
        norms = self.k1 * (1 - self.b + self.b * lengths / (self.avgdl or 1))
        for term, (passages, frequencies) in self._raw.items():
            at = np.asarray(passages, dtype=np.int32)
            tf = np.minimum(frequencies, MOST).astype(np.float64)
            gain = self.idf[term] * tf * (self.k1 + 1) / (norms[at] + tf)
            self.postings[term] = (at, gain)
        del self._raw

    def get_scores(self, query: Iterable[str]) -> Scores:
        """Score every passage; each repetition of a term counts, as in the parent."""
        return self.weighted_scores(Counter(query))

    def weighted_scores(self, weights: Mapping[str, float]) -> Scores:
        """Score every passage for terms that count `weights[term]` times."""
        held = [self.postings[term] for term in weights if term in self.postings]
        if not held:
            return np.zeros(self.corpus_size)
        passages, gains = map(np.concatenate, zip(*held, strict=True))
        counts = [weight for term, weight in weights.items() if term in self.postings]
        gains *= np.repeat(counts, [len(passages) for passages, _ in held])
        return np.bincount(passages, gains, self.corpus_size).astype(np.float64)

    def _passages(self, term: str) -> NDArray[np.integer]:
        return self.postings[term][0] if term in self.postings else NO_PASSAGES

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        return len(self._passages(term))

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many passages each of `terms` stands."""
        held = self.postings
        return [len(held[term][0]) if term in held else 0 for term in terms]

    def holding(self, terms: Sequence[str], limit: int = MOST_HELD) -> Held:
        """Return the first `limit` passages that hold every one of `terms`; none for no terms."""
        return first_of(held_by_all([self._passages(term) for term in set(terms)]), limit)

    def standing(self, terms: Sequence[str], passages: PassageNumbers) -> NDArray[np.bool_]:
        """Tell which terms stand in which of some passages: a row a term, a column a passage."""
        rows = [np.isin(passages, self._passages(term)) for term in terms]
        return np.array(rows, dtype=bool).reshape(len(terms), len(passages))

    def best(self, weights: Mapping[str, float], limit: int) -> list[ScoredPassage]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties."""
        hurry()
        scores = self.weighted_scores(weights)
        order = np.argsort(-scores, kind="stable")[:limit]
        best = zip(order.tolist(), scores[order].tolist(), strict=True)
        return [(passage, score) for passage, score in best if score > 0]
