"""Where passages stand among the postings of a segment.

Here as in `window`: arrays are taken out of their tuples before a loop, where that takes time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.archive.compiled.jit import inner
from retrieval.archive.postings import MANY, Ints, Ranks, Words
from retrieval.archive.pruning import Singles

Bytes = NDArray[np.uint8]
Longs = NDArray[np.int64]
Whole = Any
"""An integer of any width; numba knows of which."""
Real = Any
"""A floating-point number of either precision."""
Span = tuple[Whole, Whole]
"""From one place to another."""


class Held(NamedTuple):
    """A segment: its postings, its maps, and the norm of each passage."""

    passages: Ints
    counts: Bytes
    many_at: Longs
    many: Ints
    bits: Words
    ranks: Ranks
    norms: Singles


@inner
def within(passages: Ints, low: Whole, high: Whole, wanted: Whole) -> Whole:
    """Return the first place from `low` to `high` of a passage that is not before `wanted`."""
    while low < high:
        middle = (low + high) >> 1
        if passages[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def onward(passages: Ints, low: Whole, high: Whole, wanted: Whole) -> Whole:
    """Return what `within` does, sooner where that is near `low`."""
    step, at = 1, low
    while at < high and passages[at] < wanted:
        low = at + 1
        at += step
        step *= 2
    return within(passages, low, min(at, high), wanted)


@inner
def _ones(word: Whole) -> Whole:
    """Count the bits of a word."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    pairs = np.uint64(0x3333333333333333)
    word = (word & pairs) + ((word >> np.uint64(2)) & pairs)
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inner
def _mapped(bits: Words, ranks: Ranks, start: Whole, wanted: Ints, places: Longs) -> None:
    """Do the work of `find` for a term that has a map."""
    for number in range(len(wanted)):
        at = wanted[number] >> 6
        bit = np.uint64(1) << np.uint64(wanted[number] & 63)
        word = bits[at]
        places[number] = -1
        if word & bit:
            before = np.int64(ranks[at]) + _ones(word & (bit - np.uint64(1)))
            places[number] = start + before


@inner
def _listed(passages: Ints, span: Span, wanted: Ints, places: Longs) -> None:
    """Do the work of `find` for a term that has none."""
    for number in range(len(wanted)):
        at = within(passages, span[0], span[1], wanted[number])
        places[number] = at if at < span[1] and passages[at] == wanted[number] else -1


@inner
def find(held: Held, row: Whole, span: Span, wanted: Ints, places: Longs) -> None:
    """Tell the postings of the passages `wanted` among those of a term, -1 where it has none.

    `row` is that of the term's map, or -1.
    """
    if row < 0:
        _listed(held.passages, span, wanted, places)
    else:
        _mapped(held.bits[row], held.ranks[row], span[0], wanted, places)


@inner
def times(counts: Bytes, many_at: Longs, many: Ints, at: Whole) -> Whole:
    """Return how often the term of a posting stands in its passage."""
    often = np.int32(counts[at])
    return many[np.searchsorted(many_at, at)] if often == MANY else often
