"""Terms in a segment's dictionary: which it has, and where their postings stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from retrieval.index.archive.array_file import (
    BLOCK,
    Float32s,
    Int32s,
    Int64s,
    UInt8s,
    UInt32s,
    UInt64s,
)
from retrieval.index.archive.compiled.jit import array, compiled, entry, several, sources
from retrieval.index.archive.compiled.segment_arrays import Whole, fetch
from retrieval.index.archive.postings import ROW
from retrieval.index.archive.segment import PAGE
from retrieval.index.archive.term_ids import TermIds

TermPlaces = tuple[Int64s, Float32s]
_FILE, _SIZE, _WORDS = range(3)
_KEYS, _STARTS, _BOUNDS, _PASSAGES, _COUNTS, _BITS, _RANKS = range(3, 10)


class TermDictionary(NamedTuple):
    """The dictionary of a segment, most of which stays on the disk.

    `file` is the file's descriptor; how many keys and, in a map, words there are; and where keys,
    starts, bounds, passages, counts, bits and ranks start. `fence` is the first key of each page,
    `mapped` the terms that have a map, `seen` the blocks of the file that have been checked.
    """

    file: Int64s
    fence: TermIds
    mapped: Int32s
    seen: UInt8s


@compiled
def _term(held: TermDictionary, key: Whole, page: UInt64s) -> Whole:
    """Return which of the terms has that key; or -1."""
    first = PAGE * max(0, int(np.searchsorted(held.fence, key, side="right")) - 1)
    keys = page[: max(0, min(PAGE, held.file[_SIZE] - first))]
    fetch(held.file[_FILE], held.file[_KEYS] + 8 * first, keys)
    at = np.searchsorted(keys, key)
    return first + at if at < len(keys) and keys[at] == key else -1


@compiled
def _seen(held: TermDictionary, array: Whole, start: Whole, stop: Whole) -> Whole:
    """Tell whether the bytes from `start` to `stop` of an array have been checked."""
    at, checked = held.file[array], True
    for block in range((at + start) // BLOCK, (at + stop - 1) // BLOCK + 1):
        checked &= held.seen[block] != 0
    return checked


@compiled
def _place(held: TermDictionary, term: Whole, place: Int64s, span: UInt32s) -> None:
    """Tell where the postings of a term start and stop, its map, and whether all is checked."""
    fetch(held.file[_FILE], held.file[_STARTS] + 4 * term, span)
    start, stop, words = np.int64(span[0]), np.int64(span[1]), held.file[_WORDS]
    place[0], place[1], place[2] = start, stop, -1
    checked = _seen(held, _PASSAGES, 4 * start, 4 * stop) and _seen(held, _COUNTS, start, stop)
    row = np.searchsorted(held.mapped, term)
    if row < len(held.mapped) and held.mapped[row] == term:
        place[2] = row
        checked &= _seen(held, _BITS, 8 * words * row, 8 * words * (row + 1))
        words = 4 * words // ROW
        checked &= _seen(held, _RANKS, words * row, words * (row + 1))
    place[3] = checked


@compiled
def _places(held: TermDictionary, keys: TermIds) -> TermPlaces:
    places, bounds = np.zeros((len(keys), 4), dtype=np.int64), np.zeros(len(keys), dtype=np.float32)
    page, span = np.empty(PAGE, dtype=np.uint64), np.empty(2, dtype=np.uint32)
    for number in range(len(keys)):
        term = _term(held, keys[number], page)
        if term < 0:
            places[number, 2], places[number, 3] = -1, 1
        else:
            _place(held, term, places[number], span)
            fetch(held.file[_FILE], held.file[_BOUNDS] + 4 * term, bounds[number : number + 1])
    return places, bounds


def _entry(_sources: str) -> Callable[..., TermPlaces]:
    def look_up(dictionary: tuple[Any, ...], keys: TermIds) -> TermPlaces:
        _sources  # noqa: B018 - see `sources`
        return _places(TermDictionary(*dictionary), keys)

    return entry(look_up, *_KINDS)


_KINDS = (
    several(
        array(np.int64),
        array(np.uint64),
        array(np.int32, writable=False),
        array(np.uint8),
    ),
    array(np.uint64),
)
look_up = _entry(sources())
"""Find the terms of these keys: of each, start and stop of its postings, the row of its map or -1,
and 1 if all of that has been checked before, else 0; and its bound.
"""
