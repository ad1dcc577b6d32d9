"""Several segments into one, without their dead articles, a range of terms at a time.

The result is the file that `write_segment` would make of the living articles in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.array_file import Array, CheckedWriter, Int32s
from retrieval.index.archive.segment import SPANS, ArticleWriter, bounds, starts_of
from retrieval.index.archive.segment_view import SegmentView
from retrieval.index.bm25 import mean

_AT_ONCE = 4_000_000
"""So many postings are merged at a time: some 200 MB of memory."""
_GONE = -1


@dataclass(frozen=True, slots=True)
class _Source:
    """A segment to be merged: `living` articles, and the new numbers of its passages (or -1)."""

    part: SegmentView
    living: list[int]
    renumbered: Int32s

    def slice(self, low: int, high: int) -> tuple[Array, Array, Int32s, Array]:
        """Return terms from `low` to `high`: keys, living postings of each, passages, counts."""
        segment = self.part.segment
        starts = segment.starts[low : high + 1].astype(np.int64)
        first, last = (int(starts[0]), int(starts[-1])) if len(starts) else (0, 0)
        passages = self.renumbered[segment.file.part("passages", first, last)]
        counts = segment.file.part("counts", first, last)
        term = np.repeat(np.arange(high - low), np.diff(starts))
        living = passages != _GONE
        sizes = np.bincount(term[living], minlength=high - low)
        return segment.keys[low:high], sizes, passages[living], counts[living]


def merge(path: Path, parts: Sequence[SegmentView]) -> None:
    """Write the living articles of `parts`, in order, as one segment at `path`."""
    sources = list(_sources(parts))
    lengths = np.concatenate(
        [s.part.segment.lengths[s.renumbered != _GONE] for s in sources]
    ).astype(np.int32)
    with CheckedWriter(path) as out:
        out.append("lengths", lengths)
        for at, name in enumerate(SPANS):
            kept = [s.part.segment.spans[at][s.renumbered != _GONE] for s in sources]
            out.append(name, np.concatenate(kept))
        _merge_postings(out, sources, lengths)
        writer = ArticleWriter(out)
        for segment, living in ((source.part.segment, source.living) for source in sources):
            for some in _batches(living):
                records = [segment.record(article) for article in some]
                writer.append(records, [len(segment.passages(article)) for article in some])
            segment.file.release()
        writer.finish()


def _sources(parts: Sequence[SegmentView]) -> Iterator[_Source]:
    base = 0
    for part in parts:
        alive = np.ones(len(part.segment), dtype=bool)
        alive[part.dead_passages()] = False
        renumbered = np.where(alive, base - 1 + np.cumsum(alive), _GONE).astype(np.int32)
        base += int(alive.sum())
        yield _Source(part, part.living_articles().tolist(), renumbered)


def _merge_postings(out: CheckedWriter, sources: Sequence[_Source], lengths: Int32s) -> None:
    mean_length, written = mean(lengths), 0
    out.append("starts", np.zeros(1, dtype=np.uint32))
    for slices in _ranges(sources):
        keys, starts, passages, counts = _joined(slices)
        out.append("keys", keys)
        out.append("starts", starts_of(written + starts)[1:])
        out.append("bounds", bounds(passages, counts, starts, lengths, mean_length))
        out.append("passages", passages)
        out.append("counts", counts)
        written += len(passages)


def _joined(
    slices: Sequence[tuple[Array, Array, Int32s, Array]],
) -> tuple[Array, NDArray[np.int64], Int32s, Array]:
    """Join the same range of terms of all sources: keys, starts, passages and counts."""
    keys = np.unique(np.concatenate([keys for keys, *_ in slices]))
    places = [keys.searchsorted(own) for own, *_ in slices]
    sizes = np.zeros(len(keys), dtype=np.int64)
    for at, (_, own, *_) in zip(places, slices, strict=True):
        sizes[at] += own
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    passages, counts = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.uint8)
    free = ends - sizes
    for at, (_, own, own_passages, own_counts) in zip(places, slices, strict=True):
        # Each term's postings go to where those of the sources before it ended.
        before = np.cumsum(own) - own
        into = np.repeat(free[at] - before, own) + np.arange(len(own_passages))
        passages[into], counts[into] = own_passages, own_counts
        free[at] += own
    living = sizes > 0
    return keys[living], np.append(0, ends[living]), passages, counts


def _ranges(
    sources: Sequence[_Source],
) -> Iterator[list[tuple[Array, Array, Int32s, Array]]]:
    """Yield the slices of the sources, a range of keys of about `_AT_ONCE` postings at a time."""
    lows = [0] * len(sources)
    edges = _edges(sources)
    for edge in [*edges, None]:
        keys = [source.part.segment.keys for source in sources]
        highs = [len(own) if edge is None else int(own.searchsorted(edge)) for own in keys]
        yield [s.slice(low, high) for s, low, high in zip(sources, lows, highs, strict=True)]
        lows = highs
        for source in sources:
            source.part.segment.file.release()


def _edges(sources: Sequence[_Source]) -> list[np.uint64]:
    """Return keys that part the postings of all sources into ranges of about `_AT_ONCE`.

    Those of the largest stand for all: the others are of the same reports.
    """
    largest = max((source.part.segment for source in sources), key=lambda one: one.starts[-1])
    ranges = sum(int(source.part.segment.starts[-1]) for source in sources) // _AT_ONCE
    steps = np.arange(1, ranges + 1) * (int(largest.starts[-1]) / (ranges + 1))
    at = largest.starts[:-1].searchsorted(steps, "right") - 1
    return list(np.unique(largest.keys[at])) if ranges else []


def _batches(items: Sequence[int], size: int = 10_000) -> Iterator[Sequence[int]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
