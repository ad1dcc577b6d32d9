"""One search of one segment: a first threshold, then window after window, then exact scores."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from retrieval.archive.compiled.held import Held, Longs, Real, Span, Whole, find, times
from retrieval.archive.compiled.jit import NUMBER, array, compiled, entry, several, sources
from retrieval.archive.compiled.window import (
    WINDOW,
    Room,
    Search,
    Terms,
    decide,
    gather,
    look_up,
    settle,
)
from retrieval.archive.postings import Ints
from retrieval.archive.pruning import K1, SLACK, Floats, Singles

Asked = tuple[Floats, Longs, Longs, Real]
Found = tuple[Ints, Floats, Real]

_POOL = 3000
"""The rarest terms, of so many postings or more, name the passages that are probed first."""
_PROBED = 32
"""So many of them are, those that are the best so far, to know a threshold."""


class Chosen(NamedTuple):
    """Passages, and what they come to."""

    passages: Ints
    scores: Singles


@compiled
def _enter(best: Singles, score: Real) -> None:
    """Put a score in the place of the least of `best`, a heap."""
    at, below = 0, 1
    while below < len(best):
        if below + 1 < len(best) and best[below + 1] < best[below]:
            below += 1
        if best[below] >= score:
            break
        best[at] = best[below]
        at, below = below, 2 * below + 1
    best[at] = score


@compiled
def _enter_all(best: Singles, scores: Singles) -> None:
    """Put scores into `best` in the place of lesser ones."""
    for score in scores:
        if score > best[0]:
            _enter(best, score)


@compiled
def _lengthened(chosen: Chosen, length: Whole) -> Chosen:
    """Return a copy with room for so many passages."""
    passages = np.empty(length, dtype=np.int32)
    scores = np.empty(length, dtype=np.float32)
    for at in range(len(chosen.passages)):
        passages[at], scores[at] = chosen.passages[at], chosen.scores[at]
    return Chosen(passages, scores)


@compiled
def _append(chosen: Chosen, size: Whole, room: Room, window: Span) -> Whole:
    """Put those found in a window (its first passage, how many) after the `size` chosen so far."""
    passages, scores, names, found = chosen.passages, chosen.scores, room.found, room.scores
    for number in range(window[1]):
        passages[size + number] = names[number] + window[0]
        scores[size + number] = found[number]
    return size + window[1]


@compiled
def _probe(held: Held, terms: Terms, room: Room, limit: Whole) -> Real:
    """Return what the k-th best has at least: that of some of the best by the rarest terms."""
    used = postings = size = some = 0
    while used < len(terms.starts) and postings < _POOL:
        postings += terms.stops[used] - terms.starts[used]
        used += 1
    if used == len(terms.starts):
        return 0.0
    search = Search(held, terms, room, terms.starts.copy())
    best = np.full(max(limit, _PROBED), -1, dtype=np.float32)
    pool = _lengthened(Chosen(room.found[:0], room.scores[:0]), postings)
    for first in range(0, len(held.norms), WINDOW):
        found = settle(room, gather(search, used, first), best[0])
        _enter_all(best, room.scores[:found])
        size = _append(pool, size, room, (first, found))
    for at in range(size):
        if pool.scores[at] >= best[0] and some < len(best):
            room.found[some], room.scores[some] = pool.passages[at], pool.scores[at]
            some += 1
    for term in range(used, len(terms.starts)):
        look_up(search, term, (terms.starts[term], terms.stops[term]), (0, some), -1.0)
    best = np.full(limit, -1, dtype=np.float32)
    _enter_all(best, room.scores[:some])
    return max(0.0, best[0] * (1 - SLACK))


@compiled
def _sweep(search: Search, best: Singles, floor: Real) -> tuple[Ints, Real]:
    """Return the passages that can be among the best, and what the k-th has at least."""
    rest, room, used = search.terms.rest, search.room, len(search.terms.starts)
    chosen, size, kept = _lengthened(Chosen(room.found[:0], room.scores[:0]), 256), 0, 0
    for first in range(0, len(search.held.norms), WINDOW):
        while used and rest[used - 1] < floor:
            used -= 1
        if not used:
            break
        found = gather(search, used, first)
        found = settle(room, found, max(0.0, floor - rest[used] * (1 + SLACK)))
        found = decide(search, used, (first, found), floor)
        _enter_all(best, room.scores[:found])
        floor = max(floor, best[0] * (1 - SLACK))
        if size + found > len(chosen.passages):
            chosen = _lengthened(chosen, 2 * (size + found))
        size = _append(chosen, size, room, (first, found))
    for at in range(size):
        chosen.passages[kept] = chosen.passages[at]
        kept += chosen.scores[at] >= floor
    return chosen.passages[:kept], floor


@compiled
def _terms(asked: Floats, places: Longs, order: Longs) -> Terms:
    """Put the terms in order, without those that the segment does not hold."""
    size, none = len(order), 0
    while none < size and places[order[none], 0] == places[order[none], 1]:
        none += 1
    size -= none
    ordered, factors = np.empty((3, size), dtype=np.int64), np.empty(size, dtype=np.float32)
    rest = np.zeros(size + 1)
    for at in range(size - 1, -1, -1):
        term = order[none + at]
        for column in range(3):
            ordered[column, at] = places[term, column]
        factors[at] = asked[term, 0] * asked[term, 1] * (K1 + 1)
        rest[at] = rest[at + 1] + asked[term, 2]
    return Terms(ordered[0], ordered[1], ordered[2], factors, rest)


@compiled
def _exact(held: Held, norms: Floats, asked: Floats, places: Longs, passages: Ints) -> Floats:
    """Score passages as a full scan does, term after term."""
    scores, found = np.zeros(len(passages)), np.empty(len(passages), dtype=np.int64)
    counts, many_at, many = held.counts, held.many_at, held.many
    for term in range(len(asked)):
        weight, idf = asked[term, 0], asked[term, 1]
        find(held, places[term, 2], (places[term, 0], places[term, 1]), passages, found)
        for number in range(len(passages)):
            if found[number] >= 0:
                tf = np.float64(times(counts, many_at, many, found[number]))
                scores[number] += weight * (idf * tf * (K1 + 1) / (norms[passages[number]] + tf))
    return scores


@compiled
def _best(held: Held, norms: Floats, asked: Asked, room: Room, best: Singles) -> Found:
    """Search a segment; `asked` has the terms, where they stand, and the threshold so far."""
    terms, floor = _terms(asked[0], asked[1], asked[2]), asked[3]
    if floor == 0:
        floor = _probe(held, terms, room, len(best))
    passages, floor = _sweep(Search(held, terms, room, terms.starts.copy()), best, floor)
    return passages, _exact(held, norms, asked[0], asked[1], passages), floor


def _entry(_sources: str) -> Callable[..., Found]:
    def search(
        segment: tuple[Any, ...], norms: Floats, asked: Asked, room: tuple[Any, ...], best: Singles
    ) -> Found:
        _sources  # noqa: B018 - see `sources`
        return _best(Held(*segment), norms, asked, Room(*room), best)

    return entry(search, *_KINDS)


_POSTINGS = (
    *(array(item, writable=False) for item in (np.int32, np.uint8, np.int64, np.int32)),
    *(array(item, 2, writable=False) for item in (np.uint64, np.uint32)),
)
_KINDS = (
    several(*_POSTINGS, array(np.float32)),
    array(np.float64),
    several(array(np.float64, 2), array(np.int64, 2), array(np.int64), NUMBER),
    several(*(array(np.float32),) * 3, array(np.int32), array(np.int64)),
    array(np.float32),
)
search = _entry(sources(Path(__file__).parent))
"""Search a segment for the best of all: the passages that can be, their exact scores, a threshold.

- `segment`: the arrays of `Held`,
- `norms`: the norm of each of its passages,
- `asked`: weight, idf and bound of each term, in the order asked; start and stop of its postings,
  and the row of its map or -1; the terms in the order of their postings' number; the threshold
  that the segments before have found, or 0,
- `room`: the arrays of `Room`,
- `best`: the best scores of the segments before, a heap, -1 where there are none.
"""
