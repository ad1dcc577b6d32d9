"""The best passages, without scoring them all.

MaxScore (Turtle and Flood, 1995), a term at a time: the rare terms' postings are added up until
the terms that are left could not lift a passage that none of them named to the place of the k-th
best; the common terms' postings, which are most, are then only looked into for the passages
that can still be among the best. What is left in the end is scored exactly, in the order asked, so
that the scores are those of a full scan to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.array_file import Float32s, Float64s
from retrieval.index.archive.postings import PostingList
from retrieval.index.archive.segment_view import SegmentView
from retrieval.index.bm25 import K1

Places = NDArray[np.intp]
Counts = NDArray[np.integer]

SLACK = 1e-4
"""What rounding may do to a score in single precision, as a share of it (some 10^-6, in truth)."""
_FEW = 150
"""So few passages are scored exactly at once."""
_DEARER = 2
"""Looking a passage up among a term's postings costs as much as adding so many of them."""
_POOL = 4096
"""So many passages, those that hold the rarest terms, are in the pool of which some are probed."""

_CHEAP = 15_000
"""When more postings are to be added up than these, it pays to know the k-th best before."""
_PROBED = 64
"""It is looked for among so many passages, those that are the best so far."""

_NONE: Places = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class SegmentPostings:
    """Part of a term's postings: those of the passages from `base` on, in one segment."""

    base: int
    postings: PostingList

    def look_up(self, passages: Places) -> tuple[Places, Counts]:
        """Return which of `passages` (ascending) hold the term, by place, and how often."""
        wanted = passages.astype(np.int32)
        if self.base:
            wanted -= self.base
        return self.postings.look_up(wanted)


@dataclass(frozen=True)
class IndexedTerm:
    """A term of a question: it adds `bound` at most to a passage, and stands in `size` of them."""

    idf: float
    bound: float
    size: int
    held: tuple[tuple[SegmentView, int], ...]
    """The parts of the archive that have it, and which of their terms it is."""

    @cached_property
    def layers(self) -> tuple[SegmentPostings, ...]:
        """Its postings in the parts that have it."""
        return tuple(
            SegmentPostings(part.base, part.segment.postings(at)) for part, at in self.held
        )


class WeightedTerm(NamedTuple):
    """What a term adds to the passages that hold it: weight · idf · tf · (k1 + 1) / (norm + tf)."""

    weight: float
    term: IndexedTerm

    @property
    def bound(self) -> float:
        """The most that comes to."""
        return self.weight * self.term.bound


@dataclass(frozen=True, slots=True)
class Norms:
    """The norm of every passage (see `retrieval.index.bm25`).

    That of a dead passage is infinite in `exact`, so that no term adds anything to it; `rough` is
    the same in single precision, with a very large number for it.
    """

    exact: Float64s
    rough: Float32s


class Pruner:
    """One search: finds the passages that can be among the best `limit`."""

    def __init__(
        self, gains: Sequence[WeightedTerm], norms: Norms, scratch: Float32s, limit: int
    ) -> None:
        """`scratch` has an item for each passage, of any value."""
        self._order = sorted(gains, key=lambda gain: gain.term.size)
        bounds = [gain.bound for gain in self._order]
        self._rest = np.append(np.cumsum(bounds[::-1])[::-1], 0.0).tolist()
        self._norms = norms
        self._scores = scratch
        self._limit = limit
        self._threshold = 0.0

    def candidates(self) -> Places:
        """Return the passages that can be among the best, ascending."""
        self._scores.fill(0)
        return self._sift(self._gather())

    def _gather(self) -> int:
        """Add up the rarest terms; return how many, when no other passage can be among the best."""
        pool, added = _NONE, 0
        for used, gain in enumerate(self._order):
            added += gain.term.size
            if added > _CHEAP and not self._threshold and len(pool) >= self._limit:
                self._probe(used, pool)
            if self._rest[used] < self._threshold:
                return used
            pool = self._add(gain, pool)
        return len(self._order)

    def _probe(self, used: int, pool: Places) -> None:
        """Let all other terms count for the best of the pool, so that there is a k-th best."""
        scores = self._scores.take(pool)
        some = max(_PROBED, self._limit)
        best = pool if len(pool) <= some else pool[np.argpartition(-scores, some)[:some]]
        best = np.sort(best)
        scores = self._scores.take(best)
        for gain in self._order[used:]:
            for layer in gain.term.layers:
                holding, counts = layer.look_up(best)
                scores[holding] += self._gained(gain, best.take(holding), counts)
        self._raise(scores)

    def _sift(self, used: int) -> Places:
        """Let the common terms decide between the passages that were named so far."""
        found = np.flatnonzero(self._scores > self._least(used))
        for at in range(used, len(self._order)):
            if len(found) <= max(_FEW, 2 * self._limit):
                break
            gain = self._order[at]
            if gain.term.size < _DEARER * len(found):
                self._add(gain, found)
            else:
                self._look_up(gain, found)
            scores = self._scores.take(found)
            self._raise(scores)
            found = found[scores > self._least(at + 1)]
        return found

    def _add(self, gain: WeightedTerm, pool: Places) -> Places:
        """Add a term to the scores of all passages that hold it; add some to a small `pool`."""
        for layer in gain.term.layers:
            passages: Places = layer.postings.passages.astype(np.intp)
            if layer.base:
                passages += layer.base
            scores = self._scores.take(passages)
            if len(pool) < _POOL:
                pool = np.concatenate([pool, passages[scores == 0][:_POOL]])
            scores += self._gained(gain, passages, layer.postings.counts)
            self._scores[passages] = scores
        return pool

    def _look_up(self, gain: WeightedTerm, found: Places) -> None:
        """Add a term to the scores of the passages `found`."""
        for layer in gain.term.layers:
            holding, counts = layer.look_up(found)
            passages = found.take(holding)
            self._scores[passages] += self._gained(gain, passages, counts)

    def _gained(self, gain: WeightedTerm, passages: Places, counts: Counts) -> Float32s:
        tf = counts.astype(np.float32)
        norms = self._norms.rough.take(passages)
        norms += tf
        tf /= norms
        tf *= np.float32(gain.weight * gain.term.idf * (K1 + 1))
        return tf

    def _raise(self, scores: Float32s) -> None:
        """Raise the threshold to the k-th best of these scores of different passages."""
        if len(scores) >= self._limit:
            kth = float(np.partition(scores, len(scores) - self._limit)[-self._limit])
            self._threshold = max(self._threshold, kth * (1 - SLACK))

    def _least(self, used: int) -> float:
        """Return what a passage must have from the first `used` terms to be among the best."""
        return float(max(0.0, self._threshold - self._rest[used] * (1 + SLACK)))


def exact(gains: Sequence[WeightedTerm], norms: Norms, passages: Places) -> Float64s:
    """Score these passages (ascending) as a full scan does, term after term."""
    counts = np.zeros((len(gains), len(passages)))
    for row, gain in zip(counts, gains, strict=True):
        for layer in gain.term.layers:
            holding, found = layer.look_up(passages)
            row[holding] = found
    scores, own = np.zeros(len(passages)), norms.exact.take(passages)
    for tf, gain in zip(counts, gains, strict=True):
        scores += gain.weight * (gain.term.idf * tf * (K1 + 1) / (own + tf))
    return scores
