"""Terms to passages: BM25 through postings. Home of rank_bm25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

Scores = NDArray[np.float64]


Passages = NDArray[np.int32]

_NONE: Passages = np.empty(0, dtype=np.int32)


class Index(Protocol):
    """Finds passages by their terms; passages are numbers from 0."""

    def best(self, weights: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties.

        A term counts as often as `weights` says; with each passage comes its BM25+ score.
        """

    def passages(self, term: str) -> Passages:
        """Return the passages that hold `term`, ascending."""

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""

    def holding(self, terms: Sequence[str]) -> list[int]:
        """Return the passages that hold every one of `terms`, in order; none for no terms."""


class PostingsBM25(BM25Plus):  # type: ignore[misc]  # rank_bm25 has no types
    """BM25+ (Lv and Zhai, 2011) that reads only the postings of the terms asked for.

    Statistics and parameters are those of `rank_bm25.BM25Plus`. The parent adds idf·delta to
    every passage for every term, whether it holds the term or not; that constant is left out of
    all, so that a passage without any term scores 0 and ranking and differences stay the same.
    """

    def __init__(
        self, corpus: Iterable[Sequence[str]], k1: float = 0.6, b: float = 0.6, delta: float = 0.5
    ) -> None:
        """Index `corpus`, a sequence of term lists; an empty one is allowed and finds nothing."""
        self.postings: dict[str, tuple[NDArray[np.int32], Scores]] = {}
        super().__init__(corpus, k1=k1, b=b, delta=delta)

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
            tf = np.asarray(frequencies, dtype=np.float64)
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

    def passages(self, term: str) -> Passages:
        """Return the passages that hold `term`, ascending."""
        return self.postings[term][0] if term in self.postings else _NONE

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        held = self.postings.get(term)
        return len(held[0]) if held else 0

    def holding(self, terms: Sequence[str]) -> list[int]:
        """Return the passages that hold every one of `terms`, in order; none for no terms."""
        return list(map(int, held_by_all([self.passages(term) for term in set(terms)])))

    def best(self, weights: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties."""
        scores = self.weighted_scores(weights)
        order = np.argsort(-scores, kind="stable")[:limit]
        best = zip(order.tolist(), scores[order].tolist(), strict=True)
        return [(passage, score) for passage, score in best if score > 0]


def held_by_all(postings: Sequence[Passages]) -> Passages:
    """Return what is common to all of `postings` (each ascending), ascending; none for none."""
    shortest, *others = sorted(postings, key=len) or [_NONE]
    for passages in others:
        if not len(passages):
            return _NONE
        at = np.minimum(passages.searchsorted(shortest), len(passages) - 1)
        shortest = shortest[passages[at] == shortest]
    return shortest
