"""A window of passages: what terms add up to in it, and who can still be among the best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from retrieval.archive.compiled.held import Held, Longs, Real, Span, Whole, find, onward, times
from retrieval.archive.compiled.jit import inner
from retrieval.archive.postings import Ints
from retrieval.archive.pruning import SLACK, Floats, Singles

WINDOW = 1 << 16
"""So many passages are searched at a time: their sums stay in the processor's own memory."""
_DEARER = 8
"""Looking a passage up in a list costs as much as adding so many postings."""


class Terms(NamedTuple):
    """The terms asked for, the rarest first: postings from `starts` to `stops`, the map's row."""

    starts: Longs
    stops: Longs
    rows: Longs
    factors: Singles
    rest: Floats
    """What a term and all after it can add to a passage at most; 0 after the last."""


class Room(NamedTuple):
    """For the passages of one window: their `sums`, all 0 between uses, and those `found`.

    `scores` are those of the found; `places` are a term's postings in them, `gains` in all.
    """

    sums: Singles
    gains: Singles
    scores: Singles
    found: Ints
    places: Longs


class Search(NamedTuple):
    """A search under way; `cursors` are where each term's postings of the next window start."""

    held: Held
    terms: Terms
    room: Room
    cursors: Longs


@inner
def _weigh(held: Held, factor: Real, start: Whole, passages: Ints, gains: Singles) -> None:
    """Tell what a term adds to these passages, whose postings are those from `start` on."""
    counts, norms, many_at = held.counts[start : start + len(passages)], held.norms, held.many_at
    for at in range(len(passages)):
        tf = np.float32(counts[at])
        gains[at] = factor * (tf / (norms[passages[at]] + tf))
    first, last = np.searchsorted(many_at, start), np.searchsorted(many_at, start + len(passages))
    for number in range(first, last):
        at = many_at[number] - start
        tf = np.float32(held.many[number])
        gains[at] = factor * (tf / (norms[passages[at]] + tf))


@inner
def _add(passages: Ints, first: Whole, room: Room, found: Whole) -> Whole:
    """Add the gains to the sums of these passages; return how many have one now."""
    sums, gains, names = room.sums, room.gains, room.found
    for at in range(len(passages)):
        passage = passages[at] - first
        before = sums[passage]
        sums[passage] = before + gains[at]
        names[found] = passage
        # Without a branch, which would be guessed wrong half of the time.
        found += (before == 0) & (found < WINDOW)
    return found


@inner
def gather(search: Search, used: Whole, first: Whole) -> Whole:
    """Add up the first `used` terms in a window; return how many passages were found."""
    held, terms, room, cursors = search.held, search.terms, search.room, search.cursors
    passages, found = held.passages, 0
    for term in range(used):
        start, stop = cursors[term], terms.stops[term]
        if start == stop or passages[start] >= first + WINDOW:
            continue
        stop = onward(passages, start, stop, first + WINDOW)
        cursors[term] = stop
        _weigh(held, terms.factors[term], start, passages[start:stop], room.gains)
        found = _add(passages[start:stop], first, room, found)
    return found


@inner
def settle(room: Room, found: Whole, least: Real) -> Whole:
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
def look_up(search: Search, term: Whole, span: Span, window: Span, least: Real) -> Whole:
    """Add a term to those found in a window (its first passage, how many); keep the good ones.

    Its postings there are those of `span`; return how many have more than `least`.
    """
    held, room, (first, found) = search.held, search.room, window
    wanted, scores, places = room.found[:found], room.scores[:found], room.places[:found]
    norms, counts, many_at, many = held.norms, held.counts, held.many_at, held.many
    kept, enough, factor = 0, np.float32(least), search.terms.factors[term]
    wanted += np.int32(first)
    find(held, search.terms.rows[term], span, wanted, places)
    for number in range(found):
        passage, score, at = wanted[number], scores[number], places[number]
        if at >= 0:
            tf = np.float32(times(counts, many_at, many, at))
            score += factor * (tf / (norms[passage] + tf))
        wanted[kept], scores[kept] = passage - first, score
        kept += score > enough
    return kept


@inner
def spread(search: Search, term: Whole, span: Span, window: Span, least: Real) -> Whole:
    """Do what `look_up` does by going through all postings of the span."""
    room, (first, found) = search.room, window
    sums, gains, names, scores = room.sums, room.gains, room.found, room.scores
    passages = search.held.passages[span[0] : span[1]]
    kept, enough = 0, np.float32(least)
    _weigh(search.held, search.terms.factors[term], span[0], passages, gains)
    for at in range(len(passages)):
        sums[passages[at] - first] = gains[at]
    for number in range(found):
        passage = names[number]
        score = scores[number] + sums[passage]
        names[kept], scores[kept] = passage, score
        kept += score > enough
    for at in range(len(passages)):
        sums[passages[at] - first] = 0
    return kept


@inner
def decide(search: Search, used: Whole, window: Span, floor: Real) -> Whole:
    """Let the other terms decide between those found in a window; return how many are left."""
    terms, passages, (first, found) = search.terms, search.held.passages, window
    for term in range(used, len(terms.starts)):
        if not found:
            break
        least = max(0.0, floor - terms.rest[term + 1] * (1 + SLACK))
        start, stop = terms.starts[term], terms.stops[term]
        if terms.rows[term] < 0:
            start = onward(passages, search.cursors[term], stop, first)
            stop = onward(passages, start, stop, first + WINDOW)
            search.cursors[term] = stop
        if terms.rows[term] < 0 and stop - start < _DEARER * found:
            found = spread(search, term, (start, stop), (first, found), least)
        else:
            found = look_up(search, term, (start, stop), (first, found), least)
    return found
