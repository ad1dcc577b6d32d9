"""What one reader sees: an index over segments, as they were at one moment."""

from __future__ import annotations

import mmap
import os
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.corpus import CorpusError
from retrieval.deadline import hurry
from retrieval.index.archive.array_file import Float64s, Int64s
from retrieval.index.archive.segment_view import SegmentView
from retrieval.index.archive.term_ids import TermIds, key
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
        # The norm of a dead passage is infinite, so that no term adds anything to it.
        self._norms = K1 * relative(lengths, self._mean)
        self._norms[self.dead] = np.inf
        self._rough = np.minimum(self._norms, _ENDLESS).astype(np.float32)
        # How much larger a bound may be than when its segment was written.
        self._growth = [max(1.0, self._mean / mean(p.segment.lengths)) for p in parts]
        self._idle = 0
        self._key = lru_cache(1 << 14)(key)
        # Of each term of a question, and of each other one it might be: many, and small.
        self.frequency = lru_cache(1 << 16)(partial(_frequency, self.parts))

    def best(self, weights: Mapping[str, float], limit: int) -> list[ScoredPassage]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties."""
        weights = {text: weight for text, weight in weights.items() if text and weight > 0}
        if limit < 1 or not weights:
            return []
        keys = np.array([self._key(text) for text in weights], dtype=np.uint64)
        idfs, asked = self._idfs(keys), np.array([*weights.values()])
        highest, found = np.zeros(limit, dtype=np.float32), []
        for part, growth in zip(self.parts, self._growth, strict=True):
            hurry()
            spans, ratios = part.segment.places(keys)
            part.segment.check(spans)
            ratios = ratios * growth
            most = asked * idfs * (ratios * (K1 + 1) / (K1 + ratios))
            own = slice(part.base, part.base + len(part.segment))
            norms = self._norms[own], self._rough[own]
            search = compiled().search
            some, scores = search(part.segment.lists, spans, (asked, idfs, most), norms, highest)
            found.append((some.astype(np.int64) + part.base, scores))
        self._spare_memory()
        passages, scores = (np.concatenate(some) for some in zip(*found, strict=True))
        order = np.lexsort((passages, -scores))[:limit]
        ranked = zip(passages[order].tolist(), scores[order].tolist(), strict=True)
        return [(passage, score) for passage, score in ranked if score > 0]

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

    def _idfs(self, keys: TermIds) -> Float64s:
        sizes = np.zeros(len(keys), dtype=np.int64)
        for part in self.parts:
            sizes += part.frequencies(keys)
        return np.array([idf(self.living, size) for size in sizes.tolist()])

    def _passages(self, term: str) -> NDArray[np.integer]:
        """Return the passages that hold `term`, ascending."""
        hurry()
        if not term:
            return NO_PASSAGES
        held = [NO_PASSAGES]
        for part in self.parts:
            (start, stop), *_ = part.segment.places(np.array([key(term)], dtype=np.uint64))[0]
            own = part.segment.file.part("passages", int(start), int(stop))
            held.append(own.astype(np.int64) + part.base)
        return without(np.concatenate(held), self.dead)

    def _spare_memory(self) -> None:
        """Give the memory of the files back when much of them is held."""
        if mapped_bytes() > self._idle + _KEPT:
            for part in self.parts:
                part.segment.file.release()
            # What is still held are libraries.
            self._idle = mapped_bytes()


@cache
def compiled() -> Any:  # noqa: ANN401 - a module that not everybody has
    """Return the compiled search; CorpusError where numba is not installed."""
    try:
        return import_module("retrieval.index.archive.max_score")
    except ModuleNotFoundError as error:
        message = f"an index on the disk needs {error.name}: `make archive`"
        raise CorpusError(message) from error


def _frequency(parts: Sequence[SegmentView], term: str) -> int:
    """In how many passages of these segments `term` stands."""
    keys = np.array([key(term)] if term else [], dtype=np.uint64)
    return sum(int(part.frequencies(keys).sum()) for part in parts)


def without(passages: Int64s, dead: NDArray[np.intp]) -> Int64s:
    """Return what of `passages` is not `dead` (both ascending)."""
    at = passages.searchsorted(dead)
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
