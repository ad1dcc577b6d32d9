"""A segment as it counts in an archive: without what has died of it since."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.array_file import CheckedFile, CheckedWriter
from retrieval.index.archive.postings import Ints
from retrieval.index.archive.segment import Segment
from retrieval.index.archive.term_ids import Keys


@dataclass(frozen=True, slots=True)
class Tombstones:
    """What is no more of a segment: its dead articles, and in how many dead passages terms stood.

    `articles` are numbers in the segment, ascending; `counts` go with `keys`, ascending.
    """

    articles: Ints
    keys: Keys
    counts: Ints

    def frequency(self, key: int) -> int:
        """Return in how many dead passages the term of that key stood."""
        if not len(self.keys):
            return 0
        at = int(self.keys.searchsorted(np.uint64(key)))
        there = at < len(self.keys) and int(self.keys[at]) == key
        return int(self.counts[at]) if there else 0

    def joined(self, articles: Ints, keys: Keys) -> Tombstones:
        """Add dead articles, and `keys`: that of each term once for each dead passage with it."""
        every = np.unique(np.concatenate([self.keys, keys]))
        counts = np.zeros(len(every), dtype=np.int32)
        counts[every.searchsorted(self.keys)] = self.counts
        np.add.at(counts, every.searchsorted(keys), 1)
        return Tombstones(np.union1d(self.articles, articles).astype(np.int32), every, counts)


NO_GRAVE = Tombstones(
    np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)
)


def read_grave(path: Path) -> Tombstones:
    """Read a grave; DamagedError when it is torn or foreign."""
    file = CheckedFile(path)
    return Tombstones(file.array("articles"), file.array("keys"), file.array("counts"))


def write_grave(path: Path, grave: Tombstones) -> None:
    """Write a grave."""
    with CheckedWriter(path) as out:
        out.append("articles", grave.articles)
        out.append("keys", grave.keys)
        out.append("counts", grave.counts)


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment, what is dead of it, and the number of its first passage among all."""

    segment: Segment
    grave: Tombstones
    base: int

    def frequency(self, key: int) -> int:
        """Return in how many living passages the term of that key stands."""
        at = self.segment.term(key)
        if at is None:
            return 0
        start, stop = self.segment.span(at)
        return stop - start - self.grave.frequency(key)

    def lives(self, article: int) -> bool:
        """Whether an article of the segment is still there."""
        at = int(self.grave.articles.searchsorted(article))
        return not (at < len(self.grave.articles) and self.grave.articles[at] == article)

    def living_articles(self) -> Ints:
        """Return the numbers of the articles that are still there, ascending."""
        living = np.ones(self.segment.size, dtype=bool)
        living[self.grave.articles] = False
        return np.flatnonzero(living).astype(np.int32)

    def dead_passages(self) -> NDArray[np.intp]:
        """Return the passages that are no more, numbered in the segment, ascending."""
        firsts = self.segment.firsts
        spans = [np.arange(firsts[a], firsts[a + 1]) for a in self.grave.articles.tolist()]
        return np.concatenate([np.zeros(0, dtype=np.intp), *spans]).astype(np.intp)

    def living_passages(self) -> int:
        """Return how many passages are still there."""
        return len(self.segment) - len(self.dead_passages())
