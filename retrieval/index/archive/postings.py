"""Where one term stands in a segment, and how often; a common term's passages as bits, too.

Looking a passage up in a list takes a dozen reads far apart, in bits two. The arrays, of H common
terms and W words of 64 passages, four to a row, are there in large segments only:

| name | items | what |
| --- | --- | --- |
| mapped | H | which of the segment's terms are mapped, ascending |
| bits | H · W | bit p % 64 of a term's word p // 64: whether it stands in passage p |
| ranks | H · W / 4 | in how many passages before those of the row it stands |
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.array_file import (
    Array,
    CheckedFile,
    CheckedWriter,
    Int32s,
    UInt32s,
    UInt64s,
)

WORD = 64
ROW = 4
"""So many words of a map have a rank together."""
_EARLIER = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF], dtype=np.uint32)
"""Those of a row's counts, a byte each, that stand before each of its words."""
_MAPPED = 4096
"""Terms in fewer passages than these are not mapped,"""
_SHARE = 32
"""nor those in less than one passage in so many: their bits would take more than their list."""
_NO_BITS = np.frombuffer(b"", dtype=np.uint64).reshape(0, 0)
_NO_TERMS = np.frombuffer(b"", dtype=np.int32)
_NO_RANKS = np.frombuffer(b"", dtype=np.uint32).reshape(0, 0)


@dataclass(frozen=True, slots=True)
class TermBitmap:
    """A common term's passages as bits, and how many stand before each word of them."""

    bits: UInt64s
    ranks: UInt32s

    def look_up(self, wanted: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return which of the passages `wanted` hold the term, by place, and their postings."""
        at = wanted >> 6
        shift = (wanted & 63).astype(np.uint64)
        words = self.bits.take(at, mode="clip")
        there = words >> shift & np.uint64(1)
        if len(at) and (at[0] < 0 or at[-1] >= len(self.bits)):
            # Some stand in other segments, before this one or after it.
            there *= (at >= 0) & (at < len(self.bits))
        holding = there.nonzero()[0]
        at, shift = at.take(holding), shift.take(holding)
        own = np.bitwise_count(words.take(holding) & ((np.uint64(1) << shift) - np.uint64(1)))
        return holding, self._before(at) + own

    def _before(self, at: Array) -> NDArray[np.intp]:
        """Return in how many passages before those of each of these words the term stands."""
        row = at // ROW
        counts = np.bitwise_count(self.bits.reshape(-1, ROW).take(row, axis=0))
        # A row's four counts as one number; its product with 0x01010101 ends in their sum.
        counts = counts.view(np.uint32).ravel() & _EARLIER.take(at % ROW)
        return (self.ranks.take(row) + (counts * np.uint32(0x01010101) >> 24)).astype(np.intp)


@dataclass(frozen=True, slots=True)
class PostingList:
    """The postings of one term in one segment.

    `passages` ascending, and how often the term stands in each of them.
    """

    passages: Int32s
    counts: NDArray[np.uint8]
    map: TermBitmap | None = None

    def look_up(self, wanted: Int32s) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
        """Return which of `wanted` (ascending) hold the term, by place, and how often."""
        if self.map:
            holding, at = self.map.look_up(wanted)
            return holding, self.counts.take(at)
        at = self.passages.searchsorted(wanted)
        holding = (self.passages.take(at, mode="clip") == wanted).nonzero()[0]
        return holding, self.counts.take(at.take(holding))


class TermBitmaps:
    """The maps of a segment's common terms; none in small segments."""

    def __init__(self, file: CheckedFile, passages: int) -> None:
        self._file = file
        self.words = words(passages)
        self.terms: Int32s = file.array("mapped") if "mapped" in file.names else _NO_TERMS
        self._mapped = self.terms.tolist()

    def row(self, term: int) -> int:
        """Return which of the maps is that of a term; -1 where it has none."""
        row = bisect_left(self._mapped, term)
        return row if row < len(self._mapped) and self._mapped[row] == term else -1

    def check(self, row: int) -> None:
        """Check a map."""
        self._file.check_part("bits", row * self.words, (row + 1) * self.words)
        self._file.check_part("ranks", row * self.words // ROW, (row + 1) * self.words // ROW)

    def map(self, row: int) -> TermBitmap | None:
        """Return a map; None for -1."""
        bits, ranks = self.all()
        return None if row < 0 else TermBitmap(bits[row], ranks[row])

    def all(self) -> tuple[UInt64s, UInt32s]:
        """Return all bits and ranks, a row a term; what is read of them must be checked before."""
        if not self._mapped:
            return _NO_BITS, _NO_RANKS
        bits, ranks = self._file.unchecked("bits"), self._file.unchecked("ranks")
        return bits.reshape(-1, self.words), ranks.reshape(-1, self.words // ROW)


def words(passages: int) -> int:
    """Return how many words the bits of so many passages take, in whole rows."""
    return -(-passages // (WORD * ROW)) * ROW


def write_maps(out: CheckedWriter, first: int, starts: Array, passages: Int32s, size: int) -> None:
    """Map the common ones of the terms from `first` on, in a segment of `size` passages.

    The postings of the n-th of them are `passages[starts[n] : starts[n + 1]]`.
    """
    common = np.flatnonzero(np.diff(starts) >= max(_MAPPED, size // _SHARE))
    for term in common.tolist():
        held = np.zeros(words(size) * WORD, dtype=np.uint8)
        held[passages[int(starts[term]) : int(starts[term + 1])]] = 1
        counts = held.reshape(-1, WORD * ROW).sum(axis=1, dtype=np.uint32)
        out.append("mapped", np.array([first + term], dtype=np.int32))
        out.append("bits", np.packbits(held, bitorder="little").view(np.uint64))
        out.append("ranks", (np.cumsum(counts, dtype=np.uint32) - counts).astype(np.uint32))
