"""One search of one segment: a first threshold, then window after window, then exact scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from retrieval.index.archive.array_file import Float32s, Float64s, Int32s, Int64s
from retrieval.index.archive.compiled.jit import (
    NUMBER,
    array,
    compiled,
    entry,
    inner,
    several,
    sources,
)
from retrieval.index.archive.compiled.segment_arrays import (
    OrderedTerms,
    ReadPostings,
    Real,
    SegmentArrays,
    Whole,
    frequency,
    read,
)
from retrieval.index.archive.compiled.window import (
    WINDOW,
    ChosenPassages,
    SegmentSearch,
    WindowArrays,
    append,
    decide,
    enter_all,
    gather,
    lengthened,
    look_up,
    settle,
)
from retrieval.index.archive.pruning import SLACK
from retrieval.index.bm25 import K1

TermArrays = tuple[Float64s, Float64s, Int64s, Int64s, Real]
Given = tuple[ReadPostings, WindowArrays]
SegmentHits = tuple[Int32s, Float64s, Real]

_POOL = 3000
"""The rarest terms, of so many postings or more, name the passages that are probed first."""
_PROBED = 32
"""So many of them are, those that are the best so far, to know a threshold."""


@compiled
def _read_first(search: SegmentSearch, used: Whole) -> None:
    """Read the lists of the first `used` terms that have maps; those of others are there."""
    for term in range(used):
        if search.terms.rows[term] >= 0:
            read(search.held, search.terms, search.lists, term)


@compiled
def _probe(search: SegmentSearch, limit: Whole) -> Real:
    """Return what the k-th best has at least: that of some of the best by the rarest terms."""
    terms, room, used, size, some = search.terms, search.room, 0, 0, 0
    while used < len(terms.starts) and terms.stops[used] < _POOL:
        used += 1
    used += 1
    if used >= len(terms.starts):
        return 0.0
    _read_first(search, used)
    best = np.full(max(limit, _PROBED), -1, dtype=np.float32)
    pool = lengthened(ChosenPassages(room.found[:0], room.scores[:0]), terms.stops[used - 1])
    for first in range(0, len(search.held.norms), WINDOW):
        found = settle(room, gather(search, used, first), best[0])
        enter_all(best, room.scores[:found])
        size = append(pool, size, room, (first, found))
    for at in range(size):
        if pool.scores[at] >= best[0] and some < len(best):
            room.found[some], room.scores[some] = pool.passages[at], pool.scores[at]
            some += 1
    for term in range(used, len(terms.starts)):
        look_up(search, term, (0, some), -1.0)
    best = np.full(limit, -1, dtype=np.float32)
    enter_all(best, room.scores[:some])
    search.cursors[:] = terms.starts
    return max(0.0, best[0] * (1 - SLACK))


@inner
def _listed(terms: OrderedTerms) -> Whole:
    """Return how many terms have no map: the rarest."""
    listed = 0
    while listed < len(terms.rows) and terms.rows[listed] < 0:
        listed += 1
    return listed


@compiled
def _sweep(search: SegmentSearch, best: Float32s, floor: Real) -> tuple[Int32s, Real]:
    """Return the passages that can be among the best, and what the k-th has at least."""
    rest, room, used = search.terms.rest, search.room, len(search.terms.starts)
    chosen, size, kept = lengthened(ChosenPassages(room.found[:0], room.scores[:0]), 256), 0, 0
    listed = _listed(search.terms)
    while used > listed and rest[used - 1] < floor:
        used -= 1
    _read_first(search, used)
    for first in range(0, len(search.held.norms), WINDOW):
        while used > listed and rest[used - 1] < floor:
            used -= 1
        found = gather(search, used, first)
        found = settle(room, found, max(0.0, floor - rest[used] * (1 + SLACK)))
        found = decide(search, used, (first, found), floor)
        enter_all(best, room.scores[:found])
        floor = max(floor, best[0] * (1 - SLACK))
        if size + found > len(chosen.passages):
            chosen = lengthened(chosen, 2 * (size + found))
        size = append(chosen, size, room, (first, found))
    for at in range(size):
        chosen.passages[kept] = chosen.passages[at]
        kept += chosen.scores[at] >= floor
    return chosen.passages[:kept], floor


@compiled
def _terms(asked: TermArrays) -> OrderedTerms:
    """Put the terms in order; `rest` from the bounds that their ratios stand for."""
    (weights, idfs), ratios, places, order, _ = asked
    size, read = len(order), 0
    ordered, factors = np.empty((4, size), dtype=np.int64), np.empty(size, dtype=np.float32)
    rest = np.zeros(size + 1)
    for at in range(size):
        term = order[at]
        start, stop, row = places[term, 0], places[term, 1], places[term, 2]
        ordered[0, at], ordered[1, at], ordered[2, at] = start, read, read + stop - start
        ordered[3, at], read = row, read + stop - start
        factors[at] = weights[term] * idfs[term] * (K1 + 1)
    for at in range(size - 1, -1, -1):
        ratio = ratios[order[at]]
        most = weights[order[at]] * idfs[order[at]] * (K1 + 1) * ratio / (K1 + ratio)
        rest[at] = rest[at + 1] + most
    return OrderedTerms(ordered[0], ordered[1], ordered[2], ordered[3], factors, rest)


@compiled
def _exact(search: SegmentSearch, norms: Float64s, asked: TermArrays, passages: Int32s) -> Float64s:
    """Score passages as a full scan does, term after term."""
    scores, (weights, idfs), order = np.zeros(len(passages)), asked[0], asked[3]
    numbers = np.full(len(weights), -1)
    for at in range(len(order)):
        numbers[order[at]] = at
    for term in range(len(weights)):
        weight, idf = weights[term], idfs[term]
        for number in range(len(passages) if numbers[term] >= 0 else 0):
            which = (numbers[term], passages[number])
            tf = np.float64(frequency(search.held, search.terms, search.lists, which))
            if tf:
                scores[number] += weight * (idf * tf * (K1 + 1) / (norms[passages[number]] + tf))
    return scores


@compiled
def _best(
    held: SegmentArrays, norms: Float64s, asked: TermArrays, given: Given, best: Float32s
) -> SegmentHits:
    """SegmentSearch a segment for what is asked, from the threshold on that there is so far."""
    terms, floor = _terms(asked), asked[4]
    search = SegmentSearch(held, terms, given[0], given[1], terms.starts.copy())
    for term in range(len(terms.rows)):
        if terms.rows[term] < 0:
            read(held, terms, given[0], term)
    if floor == 0:
        floor = _probe(search, len(best))
    passages, floor = _sweep(search, best, floor)
    return passages, _exact(search, norms, asked, passages), floor


def _entry(_sources: str) -> Callable[..., SegmentHits]:
    def search(
        segment: tuple[Any, ...],
        norms: Float64s,
        asked: TermArrays,
        room: tuple[Any, ...],
        best: Float32s,
    ) -> SegmentHits:
        _sources  # noqa: B018 - see `sources`
        return _best(
            SegmentArrays(*segment),
            norms,
            asked,
            (ReadPostings(*room[0]), WindowArrays(*room[1])),
            best,
        )

    return entry(search, *_KINDS)


_POSTINGS = (
    array(np.int64),
    array(np.uint8, writable=False),
    *(array(item, 2, writable=False) for item in (np.uint64, np.uint32)),
)
_KINDS = (
    several(*_POSTINGS, array(np.float32)),
    array(np.float64),
    several(array(np.float64, 2), array(np.float64), array(np.int64, 2), array(np.int64), NUMBER),
    several(
        several(array(np.int32), array(np.uint8)),
        several(*(array(np.float32),) * 3, array(np.int32)),
    ),
    array(np.float32),
)
search = _entry(sources())
"""Search a segment for the best of all: the passages that can be, their exact scores, a threshold.

- `segment`: the arrays of `SegmentArrays`,
- `norms`: the norm of each of its passages,
- `asked`: the terms' weights and idfs, in the order asked; the most that tf / (1 - b + b · length
  / mean length) comes to; what `look_up` tells of their postings; those that count, in the order
  of their postings' number; the threshold that the segments before have found, or 0,
- `room`: arrays for the lists, at least as long as they, and those of `WindowArrays`,
- `best`: the best scores of the segments before, a heap, -1 where there are none.
"""
