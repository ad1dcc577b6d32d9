"""What a segment holds, the lists of it that have been read, and how often a term stands where.

Here as in `window`: arrays are taken out of their tuples before a loop, where that takes time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from retrieval.index.archive.array_file import (
    Array,
    Float32s,
    Float64s,
    Int32s,
    Int64s,
    UInt8s,
    UInt32s,
    UInt64s,
)
from retrieval.index.archive.compiled.jit import compiled, inner, read_at
from retrieval.index.archive.postings import ROW

Whole = Any
"""An integer of any width; numba knows of which."""
Real = Any
"""A floating-point number of either precision."""
Range = tuple[Whole, Whole]
"""From one place to another."""
_UNREAD = "an index cannot be read"


class SegmentArrays(NamedTuple):
    """A segment: its maps and what goes with them, and the norm of each passage.

    `file` is its descriptor, and where in it the passages of all postings and their counts start.
    """

    file: Int64s
    counts: UInt8s
    bits: UInt64s
    ranks: UInt32s
    norms: Float32s


class OrderedTerms(NamedTuple):
    """The terms asked for, the rarest first: the place of their first postings, the map's row.

    Their lists stand from `starts` to `stops` among those read.
    """

    places: Int64s
    starts: Int64s
    stops: Int64s
    rows: Int64s
    factors: Float32s
    rest: Float64s
    """What a term and all after it can add to a passage at most; 0 after the last."""


class ReadPostings(NamedTuple):
    """The postings of the terms asked for: there once they have been read."""

    passages: Int32s
    counts: UInt8s


@compiled
def fetch(file: Whole, place: Whole, into: Array) -> None:
    """Fill an array with the bytes at a place in a file."""
    size = into.size * into.itemsize
    if read_at(np.int32(file), into.ctypes.data, size, place) != size:
        raise OSError(_UNREAD)


@compiled
def read(held: SegmentArrays, terms: OrderedTerms, lists: ReadPostings, term: Whole) -> None:
    """Read a term's list.

    Most are short: to read them takes a third of the time that mapping them takes.
    """
    start, stop, place = terms.starts[term], terms.stops[term], terms.places[term]
    fetch(held.file[0], held.file[1] + 4 * place, lists.passages[start:stop])
    fetch(held.file[0], held.file[2] + place, lists.counts[start:stop])


@inner
def within(passages: Int32s, low: Whole, high: Whole, wanted: Whole) -> Whole:
    """Return the first place from `low` to `high` of a passage that is not before `wanted`."""
    while low < high:
        middle = (low + high) >> 1
        if passages[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def onward(passages: Int32s, low: Whole, high: Whole, wanted: Whole) -> Whole:
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
def _mapped(held: SegmentArrays, row: Whole, passage: Whole) -> Whole:
    """Return which of its postings is that of a passage, of a term that has a map; or -1."""
    bits, at, bit = held.bits[row], passage >> 6, np.uint64(1) << np.uint64(passage & 63)
    if not bits[at] & bit:
        return -1
    before = np.int64(held.ranks[row, at // ROW]) + _ones(bits[at] & (bit - np.uint64(1)))
    for word in range(at // ROW * ROW, at):
        before += _ones(bits[word])
    return before


@inner
def frequency(held: SegmentArrays, terms: OrderedTerms, lists: ReadPostings, asked: Range) -> Whole:
    """Return how often a term stands in a passage."""
    term, passage = asked
    if terms.rows[term] >= 0:
        at = _mapped(held, terms.rows[term], passage)
        return np.int32(held.counts[terms.places[term] + at]) if at >= 0 else np.int32(0)
    start, stop = terms.starts[term], terms.stops[term]
    place = within(lists.passages, start, stop, passage)
    here = place < stop and lists.passages[place] == passage
    return np.int32(lists.counts[place]) if here else np.int32(0)
