"""The best passages of a segment without scoring them all, compiled. Home of numba.

MaxScore (Turtle and Flood, 1995), a window of passages after the other: the terms that could not by
themselves lift a passage to the place of the k-th best are only looked up for the passages that the
other terms name. What may be among the best is then scored exactly, in the order asked, so that the
scores are those of a full scan to the last bit. Arrays are read where they are mapped, with bounds
checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numba
import numpy as np

from retrieval.index.archive.array_file import Array, Float32s, Float64s, Int32s, Int64s
from retrieval.index.bm25 import K1

WINDOW = 1 << 14
"""So many passages are searched at a time: their sums stay in the processor's own memory."""
SLACK = 1e-4
"""What rounding may do to a score in single precision, as a share of it (some 10^-6, in truth)."""
_NUMBA: Any = numba
_FUNCTIONS: list[Any] = []
Function = TypeVar("Function", bound=Callable[..., Any])


def _compiled(function: Function) -> Function:
    """Compile when first called; the machine code is kept where numba finds a place for it."""
    options = {"nogil": True, "error_model": "numpy", "boundscheck": True}
    found: Function
    try:
        found = _NUMBA.njit(cache=True, **options)(function)
    except RuntimeError:  # no folder may be written to: it is compiled at each start
        found = _NUMBA.njit(**options)(function)
    _FUNCTIONS.append(found)
    return found


@_compiled
def _reached(passages: Int32s, start: int, stop: int, wanted: int) -> int:
    """Return the first place from `start` on whose passage is `wanted` or a later one."""
    step, high = 1, start
    while high < stop and passages[high] < wanted:
        start = high + 1
        high += step
        step *= 2
    high = min(high, stop)
    while start < high:
        middle = (start + high) >> 1
        if passages[middle] < wanted:
            start = middle + 1
        else:
            high = middle
    return start


@_compiled
def _enter(best: Float32s, score: float) -> None:
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


class Postings(NamedTuple):
    """All postings of a segment: passages and how often; and the rough norms of its passages."""

    passages: Int32s
    counts: Array
    norms: Float32s


class Terms(NamedTuple):
    """Terms, those that add least first: where each has come to, and stops; what it is worth.

    `rest` is the most that the terms before each one add together.
    """

    cursors: Int64s
    stops: Int64s
    factors: Float32s
    rest: Float64s


@_compiled
def _add(
    held: Postings,
    span: tuple[int, int],
    factor: float,
    first: int,
    room: tuple[Float32s, Int32s, int],
) -> int:
    """Add a term to the sums of a window; return how many passages have one now."""
    passages, counts, norms = held
    sums, names, size = room
    for at in range(span[0], span[1]):
        place, tf = passages[at] - first, np.float32(counts[at])
        before = sums[place]
        if before == 0:
            names[size] = place
            size += 1
        sums[place] = before + factor * (tf / (norms[passages[at]] + tf))
    return size


@_compiled
def _gather(
    held: Postings, terms: Terms, needed: int, first: int, room: tuple[Float32s, Int32s]
) -> int:
    """Add up the terms from `needed` on in a window; return how many passages were found."""
    found, (cursors, stops, factors, _) = 0, terms
    for term in range(len(cursors)):
        start = _reached(held.passages, cursors[term], stops[term], first)
        cursors[term] = start
        if term >= needed:
            stop = _reached(held.passages, start, stops[term], first + WINDOW)
            cursors[term] = stop
            found = _add(held, (start, stop), factors[term], first, (room[0], room[1], found))
    return found


@_compiled
def _looked_up(
    held: Postings, terms: Terms, needed: int, floor: float, hit: tuple[int, float]
) -> float:
    """Add the other terms to a passage's score; return it, or 0 once it cannot reach the floor."""
    term, (passage, score) = needed, hit
    while term and score + terms.rest[term] > floor:
        term -= 1
        at = _reached(held.passages, terms.cursors[term], terms.stops[term], passage)
        terms.cursors[term] = at
        if at < terms.stops[term] and held.passages[at] == passage:
            tf = np.float32(held.counts[at])
            score += terms.factors[term] * (tf / (held.norms[passage] + tf))
    return 0.0 if term else score


@_compiled
def _exact(
    held: Postings,
    spans: Int64s,
    asked: tuple[Float64s, Float64s],
    norms: Float64s,
    found: Int32s,
) -> Float64s:
    """Score passages as a full scan does, term after term."""
    scores = np.zeros(len(found))
    for term in range(len(spans)):
        start, stop = spans[term]
        for number in range(len(found)):
            start = _reached(held.passages, start, stop, found[number])
            if start < stop and held.passages[start] == found[number]:
                tf = np.float64(held.counts[start])
                gain = asked[1][term] * tf * (K1 + 1) / (norms[found[number]] + tf)
                scores[number] += asked[0][term] * gain
    return scores


@_compiled
def _candidates(held: Postings, terms: Terms, best: Float32s) -> Int32s:
    """Return the passages that may be among the best, ascending."""
    room = np.zeros(WINDOW, dtype=np.float32), np.empty(WINDOW, dtype=np.int32)
    found, scores = np.empty(1024, dtype=np.int32), np.empty(1024, dtype=np.float32)
    size, floor = 0, best[0] * (1 - SLACK)
    for first in range(0, len(held.norms), WINDOW):
        needed = np.searchsorted(terms.rest[1:], floor, side="right")
        named = _gather(held, terms, needed, first, room)
        for place in np.sort(room[1][:named]):
            hit = first + place, room[0][place]
            room[0][place] = 0
            score = _looked_up(held, terms, needed, floor, hit)
            if score <= floor:
                continue
            if size == len(found):
                found = np.append(found, np.empty_like(found))
                scores = np.append(scores, np.empty_like(scores))
            found[size], scores[size] = hit[0], score
            size += 1
            if score > best[0]:
                _enter(best, score)
                floor = best[0] * (1 - SLACK)
    chosen: Int32s = found[:size][scores[:size] > floor]
    return chosen


@_compiled
def compiled_search(
    postings: tuple[Int32s, Array],
    spans: Int64s,
    asked: tuple[Float64s, Float64s, Float64s],
    norms: tuple[Float64s, Float32s],
    best: Float32s,
) -> tuple[Int32s, Float64s]:
    """Do what `search` tells."""
    held, order = Postings(postings[0], postings[1], norms[1]), np.argsort(asked[2])
    factors = (asked[0] * asked[1] * (K1 + 1))[order].astype(np.float32)
    rest = np.append(0.0, np.cumsum(asked[2][order] * (1 + SLACK)))
    terms = Terms(spans[order, 0].copy(), spans[order, 1].copy(), factors, rest)
    chosen = _candidates(held, terms, best)
    return chosen, _exact(held, spans, asked[:2], norms[0], chosen)


def search(
    postings: tuple[Int32s, Array],
    spans: Int64s,
    asked: tuple[Float64s, Float64s, Float64s],
    norms: tuple[Float64s, Float32s],
    best: Float32s,
) -> tuple[Int32s, Float64s]:
    """Return the passages of a segment that may be among the best, ascending, and their scores.

    `postings` are the passages and counts of all its terms; those of the terms asked are in these
    `spans`. `asked` are weights, idfs, and the most that each adds, in the order asked; `norms`
    those of its passages, exactly and roughly. `best`, a heap, holds the best scores of the
    segments before, 0 where there are none, and is changed.
    """
    before = best.copy()
    try:
        return compiled_search(postings, spans, asked, norms, best)
    except Exception:  # noqa: BLE001 - a full disk, or torn machine code: done without keeping it
        for function in _FUNCTIONS:
            getattr(function, "_cache").disable()  # noqa: B009 - numba has no public name for it
        best[:] = before
        return compiled_search(postings, spans, asked, norms, best)
