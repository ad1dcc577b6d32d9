"""A window of passages: what terms add up to in it, and which can still be among the best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from retrieval.index.archive.array_file import Float32s, Int32s, Int64s
from retrieval.index.archive.compiled.jit import compiled, inner
from retrieval.index.archive.compiled.segment_arrays import (
    OrderedTerms,
    Range,
    ReadPostings,
    Real,
    SegmentArrays,
    Whole,
    frequency,
    onward,
)
from retrieval.index.archive.pruning import SLACK

WINDOW = 1 << 16
"""So many passages are searched at a time: their sums stay in the processor's own memory."""


class WindowArrays(NamedTuple):
    """For the passages of one window: their `sums`, all 0 between uses, and those `found`.

    `scores` are those of the found; `hopes` are what they can come to.
    """

    sums: Float32s
    hopes: Float32s
    scores: Float32s
    found: Int32s


class SegmentSearch(NamedTuple):
    """A search under way; `cursors` are where each term's postings of the next window start."""

    held: SegmentArrays
    terms: OrderedTerms
    lists: ReadPostings
    room: WindowArrays
    cursors: Int64s


@inner
def _add(search: SegmentSearch, term: Whole, span: Range, found: Whole) -> Whole:
    """Add a term to the sums of the passages of some postings; return how many have one now."""
    held, room, factor = search.held, search.room, search.terms.factors[term]
    passages = search.lists.passages[span[0] : span[1]]
    counts, sums, names, norms = (
        search.lists.counts[span[0] : span[1]],
        room.sums,
        room.found,
        held.norms,
    )
    for at in range(len(passages)):
        # Numbers that cannot be negative are quicker places.
        passage = np.uint32(passages[at])
        place = passage & np.uint32(WINDOW - 1)
        tf = np.float32(counts[at])
        before = sums[place]
        sums[place] = before + factor * (tf / (norms[passage] + tf))
        names[found] = place
        # Without a branch, which would be guessed wrong half of the time.
        found += before == 0
    return found


@inner
def gather(search: SegmentSearch, used: Whole, first: Whole) -> Whole:
    """Add up the first `used` terms in a window; return how many passages were found."""
    terms, cursors, passages, found = search.terms, search.cursors, search.lists.passages, 0
    for term in range(used):
        start, stop = cursors[term], terms.stops[term]
        if start == stop or passages[start] >= first + WINDOW:
            continue
        stop = onward(passages, start, stop, first + WINDOW)
        cursors[term] = stop
        found = _add(search, term, (start, stop), min(found, WINDOW))
    return found


@inner
def settle(room: WindowArrays, found: Whole, least: Real) -> Whole:
    """Keep of those found the ones with more than `least`; clear the sums."""
    sums, names, scores = room.sums, room.found, room.scores
    kept, enough = 0, np.float32(least)
    for number in range(found):
        passage = names[number]
        score = sums[passage]
        sums[passage] = 0
        names[kept], scores[kept] = passage, score
        kept += score > enough
    return kept


@inner
def _sift(search: SegmentSearch, used: Whole, window: Range, floor: Real) -> Whole:
    """Keep of those found the ones that come up to `floor` if terms add most where they stand.

    The terms are those from `used` on, which have maps.
    """
    room, terms, (first, found) = search.room, search.terms, window
    names, scores, hopes = room.found, room.scores, room.hopes
    enough = np.float32(floor - terms.rest[used] * (1 + SLACK))
    for number in range(found):
        hopes[number] = scores[number]
    for term in range(used, len(terms.rows)):
        bits, kept = search.held.bits[terms.rows[term], first >> 6 :], 0
        most = np.float32((terms.rest[term] - terms.rest[term + 1]) * (1 + SLACK))
        for number in range(found):
            passage, score, hope = names[number], scores[number], hopes[number]
            missing = (~bits[passage >> 6] >> np.uint64(passage & 63)) & np.uint64(1)
            hope -= most * np.float32(missing)
            names[kept], scores[kept], hopes[kept] = passage, score, hope
            kept += hope > enough
        found = kept
    return found


@inner
def look_up(search: SegmentSearch, term: Whole, window: Range, least: Real) -> Whole:
    """Add a term to those found in a window (its first passage, how many); keep the good ones.

    Return how many have more than `least`.
    """
    room, norms, (first, found) = search.room, search.held.norms, window
    names, scores, factor = room.found, room.scores, search.terms.factors[term]
    kept, enough = 0, np.float32(least)
    for number in range(found):
        passage, score = names[number], scores[number]
        often = frequency(search.held, search.terms, search.lists, (term, passage + first))
        if often:
            tf = np.float32(often)
            score += factor * (tf / (norms[passage + first] + tf))
        names[kept], scores[kept] = passage, score
        kept += score > enough
    return kept


@inner
def decide(search: SegmentSearch, used: Whole, window: Range, floor: Real) -> Whole:
    """Let the other terms decide between those found in a window; return how many are left."""
    rest, (first, found) = search.terms.rest, window
    found = _sift(search, used, window, floor)
    for term in range(used, len(search.terms.rows)):
        least = max(0.0, floor - rest[term + 1] * (1 + SLACK))
        found = look_up(search, term, (first, found), least)
    return found


class ChosenPassages(NamedTuple):
    """Passages, and what they come to."""

    passages: Int32s
    scores: Float32s


@compiled
def _enter(best: Float32s, score: Real) -> None:
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
def enter_all(best: Float32s, scores: Float32s) -> None:
    """Put scores into `best` in the place of lesser ones."""
    for score in scores:
        if score > best[0]:
            _enter(best, score)


@compiled
def lengthened(chosen: ChosenPassages, length: Whole) -> ChosenPassages:
    """Return a copy with room for so many passages."""
    passages = np.empty(length, dtype=np.int32)
    scores = np.empty(length, dtype=np.float32)
    for at in range(len(chosen.passages)):
        passages[at], scores[at] = chosen.passages[at], chosen.scores[at]
    return ChosenPassages(passages, scores)


@compiled
def append(chosen: ChosenPassages, size: Whole, room: WindowArrays, window: Range) -> Whole:
    """Put those found in a window (its first passage, how many) after the `size` chosen so far."""
    passages, scores, names, found = chosen.passages, chosen.scores, room.found, room.scores
    for number in range(window[1]):
        passages[size + number] = names[number] + window[0]
        scores[size + number] = found[number]
    return size + window[1]
