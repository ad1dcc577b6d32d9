"""What one reader sees: an index over segments, as they were at one moment."""

from __future__ import annotations

import math
import mmap
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.archive.keys import key
from retrieval.archive.part import Part
from retrieval.archive.pruning import Gain, Layer, Norms, Pruner, exact
from retrieval.archive.segment import B, mean
from retrieval.deadline import hurry
from retrieval.index import Passages, held_by_all

K1 = 0.6
"""The other parameter of BM25+ that matters, that of `retrieval.index.PostingsBM25`."""
_NONE: Passages = np.empty(0, dtype=np.int32)
_KEPT = 64 << 20
"""So much of the files is held in memory; they stay in the system's cache when given back."""


class Snapshot:
    """An index that never changes: `best`, `frequency` and `holding` as `PostingsBM25` has them.

    Statistics are those of the living passages alone.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        lengths = np.concatenate([part.segment.lengths for part in parts] or [np.zeros(0, int)])
        dead = [part.base + part.dead_passages() for part in parts]
        self.dead = np.concatenate([np.zeros(0, dtype=np.intp), *dead])
        self.living = len(lengths) - len(self.dead)
        total = int(lengths.sum(dtype=np.int64)) - int(lengths[self.dead].sum(dtype=np.int64))
        self._mean = total / self.living if total else 1.0
        norms = K1 * (1 - B + B * lengths.astype(np.float64) / self._mean)
        self._norms = Norms(K1, norms, norms.astype(np.float32), self.dead)
        # How much larger a bound may be than when its segment was written.
        self._growth = [max(1.0, self._mean / mean(p.segment.lengths)) for p in parts]
        self._own = threading.local()
        self._gain = lru_cache(4096)(self._find)
        # Of each term of a question, and of each other one it might be: many, and small.
        self.frequency = lru_cache(1 << 16)(self._frequency)

    def _frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        if not term:
            return 0
        number = key(term)
        return sum(part.frequency(number) for part in self.parts)

    def best(self, weights: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties."""
        gains = self._gains(weights)
        if limit < 1 or not gains:
            return []
        candidates = Pruner(gains, self._norms, self._scratch(), limit).candidates()
        found = self._ranked(gains, candidates, limit)
        self._spare_memory()
        return found

    def scan(self, weights: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """Return what `best` returns, by scoring every passage: to measure it by."""
        living = np.setdiff1d(np.arange(len(self._norms.exact)), self.dead, assume_unique=True)
        return self._ranked(self._gains(weights), living, limit)

    def passages(self, term: str) -> Passages:
        """Return the passages that hold `term`, ascending."""
        layers = self._gain(term).layers if term else ()
        held = [x.postings.passages + x.base if x.base else x.postings.passages for x in layers]
        if not held:
            return _NONE
        return without(held[0] if len(held) == 1 else np.concatenate(held), self.dead)

    def holding(self, terms: Sequence[str]) -> list[int]:
        """Return the passages that hold every one of `terms`, in order; none for no terms."""
        return list(map(int, held_by_all([self.passages(term) for term in set(terms)])))

    def _gains(self, weights: Mapping[str, float]) -> list[Gain]:
        asked = [(term, weight) for term, weight in weights.items() if term and weight > 0]
        gains = [self._weighted(term, weight) for term, weight in asked]
        return [gain for gain in gains if gain.size]

    def _ranked(
        self, gains: Sequence[Gain], passages: NDArray[np.intp], limit: int
    ) -> list[tuple[int, float]]:
        scores = exact(gains, self._norms, passages)
        order = np.lexsort((passages, -scores))[:limit]
        return [(int(passages[at]), float(scores[at])) for at in order if scores[at] > 0]

    def _weighted(self, term: str, weight: float) -> Gain:
        gain = self._gain(term)
        return Gain(weight, gain.idf, weight * gain.bound, gain.size, gain.layers)

    def _find(self, term: str) -> Gain:
        """Look a term up in every segment, for a weight of 1."""
        hurry()
        size = self.frequency(term)
        if not size:
            return Gain(1.0, 0.0, 0.0, 0, ())
        number, ratio, layers = key(term), 0.0, []
        for part, growth in zip(self.parts, self._growth, strict=True):
            at = part.segment.term(number)
            if at is not None:
                postings = part.segment.postings(at)
                layers.append(Layer(part.base, postings))
                ratio = max(ratio, float(part.segment.bounds[at]) * growth)
        idf = math.log((self.living + 1) / size)
        bound = idf * ratio * (K1 + 1) / (K1 + ratio)
        return Gain(1.0, idf, bound, size, tuple(layers))

    def _scratch(self) -> NDArray[np.float32]:
        """Return this thread's own scores, of any value."""
        if not hasattr(self._own, "scores"):
            self._own.scores = np.empty(len(self._norms.rough), dtype=np.float32)
        scores: NDArray[np.float32] = self._own.scores
        return scores

    def _spare_memory(self) -> None:
        """Give the memory of the files back when much of them is held."""
        if mapped_bytes() > _KEPT:
            for part in self.parts:
                part.segment.file.release()


def without(passages: Passages, dead: NDArray[np.intp]) -> Passages:
    """Return what of `passages` is not `dead` (both ascending)."""
    at = passages.searchsorted(dead.astype(np.int32))
    gone = at[passages.take(at, mode="clip") == dead] if len(passages) else at[:0]
    return np.delete(passages, gone) if len(gone) else passages


def mapped_bytes() -> int:
    """Return how many bytes of files this process holds in memory; 0 where that is not told."""
    try:
        pages = Path("/proc/self/statm").read_bytes().split()[2]
    except OSError:
        return 0
    return int(pages) * mmap.PAGESIZE
