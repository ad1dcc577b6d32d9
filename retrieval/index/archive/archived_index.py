"""What one reader sees: an index over segments, as they were at one moment."""

from __future__ import annotations

import mmap
import os
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from retrieval.cache import remembered
from retrieval.deadline import hurry
from retrieval.index.archive.array_file import Float64s
from retrieval.index.archive.fast import FastSearch
from retrieval.index.archive.pruning import IndexedTerm, Norms, Places, Pruner, WeightedTerm, exact
from retrieval.index.archive.segment_view import SegmentView
from retrieval.index.archive.term_ids import key
from retrieval.index.bm25 import K1, idf, mean, relative
from retrieval.index.engine import (
    MOST_HELD,
    NO_PASSAGES,
    Held,
    PassageNumbers,
    ScoredPassage,
    first_of,
    held_by_all,
)

_ENDLESS = 1e30
_KEPT = 64 << 20
"""So much of the files is held in memory; they stay in the system's cache when given back."""


class ArchivedIndex:
    """An index that never changes: asked as every `Index`.

    Statistics are those of the living passages alone.
    """

    def __init__(self, parts: Sequence[SegmentView]) -> None:
        self.parts = tuple(parts)
        lengths = np.concatenate([part.segment.lengths for part in parts] or [np.zeros(0, int)])
        dead = [part.base + part.dead_passages() for part in parts]
        self.dead = np.concatenate([np.zeros(0, dtype=np.intp), *dead])
        self.living = len(lengths) - len(self.dead)
        total = int(lengths.sum(dtype=np.int64)) - int(lengths[self.dead].sum(dtype=np.int64))
        self._mean = total / self.living if total else 1.0
        norms = K1 * relative(lengths, self._mean)
        norms[self.dead] = np.inf
        self._norms = Norms(norms, np.minimum(norms, _ENDLESS).astype(np.float32))
        # How much larger a bound may be than when its segment was written.
        self._growth = [max(1.0, self._mean / mean(p.segment.lengths)) for p in parts]
        self._own = threading.local()
        self._fast = FastSearch(self.parts, self._norms, self._growth)
        self._idle = 0
        self._term = remembered(self._find, 4096)
        # Of each term of a question, and of each other one it might be: many, and small.
        self.frequency = lru_cache(1 << 16)(partial(_frequency, self.parts))

    def best(self, weights: Mapping[str, float], limit: int) -> list[ScoredPassage]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties."""
        weights = {text: weight for text, weight in weights.items() if text and weight > 0}
        if limit < 1 or not weights:
            return []
        hurry()
        found = self._fast.best(weights, limit, self.living)
        if found is None:
            gains = self._gains(weights)
            candidates = Pruner(gains, self._norms, self._scratch(), limit).candidates()
            found = candidates, exact(gains, self._norms, candidates)
        self._spare_memory()
        return _ranked(*found, limit)

    def scan(self, weights: Mapping[str, float], limit: int) -> list[ScoredPassage]:
        """Return what `best` returns, by scoring every passage: to measure it by."""
        living = np.setdiff1d(np.arange(len(self._norms.exact)), self.dead, assume_unique=True)
        return _ranked(living, exact(self._gains(weights), self._norms, living), limit)

    def _passages(self, term: str) -> NDArray[np.integer]:
        layers = self._term(term).layers if term else ()
        held = [x.postings.passages + x.base if x.base else x.postings.passages for x in layers]
        if not held:
            return NO_PASSAGES
        return without(held[0] if len(held) == 1 else np.concatenate(held), self.dead)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many passages each of `terms` stands."""
        return list(map(self.frequency, terms))

    def holding(self, terms: Sequence[str], limit: int = MOST_HELD) -> Held:
        """Return the first `limit` passages that hold every one of `terms`; none for no terms."""
        return first_of(held_by_all([self._passages(term) for term in set(terms)]), limit)

    def standing(self, terms: Sequence[str], passages: PassageNumbers) -> NDArray[np.bool_]:
        """Tell which terms stand in which of some passages: a row a term, a column a passage."""
        rows = [np.isin(passages, self._passages(term)) for term in terms]
        return np.array(rows, dtype=bool).reshape(len(terms), len(passages))

    def _gains(self, weights: Mapping[str, float]) -> list[WeightedTerm]:
        asked = ((text, weight) for text, weight in weights.items() if text and weight > 0)
        gains = [WeightedTerm(weight, self._term(text)) for text, weight in asked]
        return [gain for gain in gains if gain.term.size]

    def _find(self, text: str) -> IndexedTerm:
        """Look a term up in every segment."""
        hurry()
        number, size, ratio = key(text), 0, 0.0
        held = []
        for part, growth in zip(self.parts, self._growth, strict=True):
            at = part.segment.term(number)
            if at is not None:
                held.append((part, at))
                start, stop = part.segment.span(at)
                size += stop - start - part.tombstones.frequency(number)
                ratio = max(ratio, part.segment.bound(at) * growth)
        weight = idf(self.living, size)
        bound = weight * ratio * (K1 + 1) / (K1 + ratio)
        return IndexedTerm(weight, bound, size, tuple(held))

    def _scratch(self) -> NDArray[np.float32]:
        """Return this thread's own scores, of any value."""
        if not hasattr(self._own, "scores"):
            self._own.scores = np.empty(len(self._norms.rough), dtype=np.float32)
        scores: NDArray[np.float32] = self._own.scores
        return scores

    def _spare_memory(self) -> None:
        """Give the memory of the files back when much of them is held."""
        if mapped_bytes() > self._idle + _KEPT:
            for part in self.parts:
                part.segment.file.release()
            # What is still held are libraries.
            self._idle = mapped_bytes()


def _frequency(parts: Sequence[SegmentView], term: str) -> int:
    """In how many passages of these segments `term` stands."""
    if not term:
        return 0
    number = key(term)
    return sum([part.frequency(number) for part in parts])


def _ranked(passages: Places, scores: Float64s, limit: int) -> list[ScoredPassage]:
    order = np.lexsort((passages, -scores))[:limit]
    ranked = zip(passages[order].tolist(), scores[order].tolist(), strict=True)
    return [(passage, score) for passage, score in ranked if score > 0]


def without(passages: NDArray[np.int32], dead: NDArray[np.intp]) -> NDArray[np.int32]:
    """Return what of `passages` is not `dead` (both ascending)."""
    at = passages.searchsorted(dead.astype(np.int32))
    gone = at[passages.take(at, mode="clip") == dead] if len(passages) else at[:0]
    return np.delete(passages, gone) if len(gone) else passages


def mapped_bytes() -> int:
    """Return how many bytes of files this process holds in memory; 0 where that is not told."""
    try:
        file = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        pages = os.read(file, 200).split()[2]
    finally:
        os.close(file)
    return int(pages) * mmap.PAGESIZE
