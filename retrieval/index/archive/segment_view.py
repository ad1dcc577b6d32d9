"""A segment in an archive, without the articles that were removed from it since."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.array_file import CheckedFile, CheckedWriter, Int32s, Int64s
from retrieval.index.archive.segment import Segment
from retrieval.index.archive.term_ids import TermIds


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Which articles of a segment count no more (are dead), and which of their terms.

    `articles` are numbers in the segment, ascending. `counts` say in how many passages of those
    articles each term stood: the terms of these `keys`, ascending.
    """

    articles: Int32s
    keys: TermIds
    counts: Int32s

    def frequencies(self, keys: TermIds) -> Int64s:
        """Return in how many dead passages the terms of these keys stood."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        at = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.counts[at], 0).astype(np.int64)

    def joined(self, articles: Int32s, keys: TermIds) -> Tombstones:
        """Add dead articles, and `keys`: that of each term once for each dead passage with it."""
        every = np.unique(np.concatenate([self.keys, keys]))
        counts = np.zeros(len(every), dtype=np.int32)
        counts[every.searchsorted(self.keys)] = self.counts
        np.add.at(counts, every.searchsorted(keys), 1)
        return Tombstones(np.union1d(self.articles, articles).astype(np.int32), every, counts)


NO_TOMBSTONES = Tombstones(
    np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)
)


def read_tombstones(path: Path) -> Tombstones:
    """Read a tombstones; DamagedError when it is torn or foreign."""
    file = CheckedFile(path)
    return Tombstones(file.array("articles"), file.array("keys"), file.array("counts"))


def write_tombstones(path: Path, tombstones: Tombstones) -> None:
    """Write a tombstones."""
    with CheckedWriter(path) as out:
        out.append("articles", tombstones.articles)
        out.append("keys", tombstones.keys)
        out.append("counts", tombstones.counts)


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment, what is dead of it, and the number of its first passage among all segments'."""

    segment: Segment
    tombstones: Tombstones
    base: int

    def frequencies(self, keys: TermIds) -> Int64s:
        """Return in how many living passages the terms of these keys stand."""
        spans, _ = self.segment.places(keys)
        return spans[:, 1] - spans[:, 0] - self.tombstones.frequencies(keys)

    def lives(self, article: int) -> bool:
        """Whether an article of the segment is still there."""
        at = int(self.tombstones.articles.searchsorted(article))
        return not (at < len(self.tombstones.articles) and self.tombstones.articles[at] == article)

    def living_articles(self) -> Int32s:
        """Return the numbers of the articles that are still there, ascending."""
        living = np.ones(self.segment.size, dtype=bool)
        living[self.tombstones.articles] = False
        return np.flatnonzero(living).astype(np.int32)

    def dead_passages(self) -> NDArray[np.intp]:
        """Return the passages of the dead articles, numbered in the segment, ascending."""
        firsts = self.segment.firsts
        spans = [np.arange(firsts[a], firsts[a + 1]) for a in self.tombstones.articles.tolist()]
        return np.concatenate([np.zeros(0, dtype=np.intp), *spans]).astype(np.intp)

    def living_numbers(self) -> NDArray[np.intp]:
        """Return the passages that are still there, numbered among all, ascending."""
        living = np.delete(np.arange(len(self.segment)), self.dead_passages())
        return (living + self.base).astype(np.intp)

    def living_passages(self) -> int:
        """Return how many passages are still there."""
        return len(self.segment) - len(self.dead_passages())
