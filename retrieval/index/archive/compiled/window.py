"""A window of passages: what terms add up to in it, and who can still be among the best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from retrieval.index.archive.compiled.held import (
    Held,
    Lists,
    Longs,
    Real,
    Span,
    Terms,
    Whole,
    frequency,
    onward,
)
from retrieval.index.archive.compiled.jit import inner
from retrieval.index.archive.postings import Ints
from retrieval.index.archive.pruning import SLACK, Singles

WINDOW = 1 << 16
"""So many passages are searched at a time: their sums stay in the processor's own memory."""


class Room(NamedTuple):
    """For the passages of one window: their `sums`, all 0 between uses, and those `found`.

    `scores` are those of the found; `hopes` are what they can come to.
    """

    sums: Singles
    hopes: Singles
    scores: Singles
    found: Ints


class Search(NamedTuple):
    """A search under way; `cursors` are where each term's postings of the next window start."""

    held: Held
    terms: Terms
    lists: Lists
    room: Room
    cursors: Longs


@inner
def _add(search: Search, term: Whole, span: Span, found: Whole) -> Whole:
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
def gather(search: Search, used: Whole, first: Whole) -> Whole:
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
def _sift(search: Search, used: Whole, window: Span, floor: Real) -> Whole:
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
def look_up(search: Search, term: Whole, window: Span, least: Real) -> Whole:
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
def decide(search: Search, used: Whole, window: Span, floor: Real) -> Whole:
    """Let the other terms decide between those found in a window; return how many are left."""
    rest, (first, found) = search.terms.rest, window
    found = _sift(search, used, window, floor)
    for term in range(used, len(search.terms.rows)):
        least = max(0.0, floor - rest[term + 1] * (1 + SLACK))
        found = look_up(search, term, (first, found), least)
    return found
