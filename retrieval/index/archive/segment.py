"""The postings and the texts of some articles, in one file that never changes.

Arrays, of K terms, P postings, N passages and M articles:

| name | items | what |
| --- | --- | --- |
| keys | K | the terms' keys, ascending |
| starts | K + 1 | where a term's postings start |
| bounds | K | the most that tf / (1 - b + b · length / mean length) comes to, rounded up |
| passages | P | the passages that hold the term, ascending |
| counts | P | how often they do (tf), 255 at most |
| lengths | N | a passage's terms |
| articles, numbers | N | the article of the passage, and the paragraph's number |
| begins, ends | N | where in the paragraph the passage begins and ends |
| firsts | M + 1 | an article's first passage |
| records, record_starts | bytes, M + 1 | the articles, written down |
| digests | 16 M | the digests of the records |
| names, named | M | BLAKE2 of the articles' ids, ascending, and which article has it |
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.corpus import CorpusError
from retrieval.index.archive.array_file import (
    Array,
    CheckedFile,
    CheckedWriter,
    Float64s,
    Int32s,
    Int64s,
)
from retrieval.index.archive.term_ids import Occurrences, TermIds, occurrences
from retrieval.index.bm25 import MOST, mean, relative
from retrieval.index.passage_store import ParagraphSpan, heading, spans_of
from retrieval.serialization import DIGEST, digest, fingerprint, id_of, packed, unpacked

MOST_POSTINGS = 2**32 - 1
"""Postings of a segment: where a term's start is told in 32 bits."""
SPANS = ("numbers", "begins", "ends")
"""The arrays that say where passages stand in their articles."""


class Segment:
    """Articles numbered from 0 and their passages numbered from 0, in a file."""

    def __init__(self, path: Path) -> None:
        """Open the segment at `path`; DamagedError when it is torn or foreign."""
        self.file = CheckedFile(path)
        self.name = path.name
        self.keys: TermIds = self.file.array("keys")
        self.starts = self.file.array("starts")
        self.bounds = self.file.array("bounds")
        self.lengths: Int32s = self.file.array("lengths")
        self.firsts: Int32s = self.file.array("firsts")
        self._articles: Int32s = self.file.array("articles")
        self.spans: tuple[Int32s, ...] = tuple(map(self.file.array, SPANS))
        self._record_starts = self.file.array("record_starts")
        self._names: TermIds = self.file.array("names")
        self._named: Int32s = self.file.array("named")
        self.lists = self.file.unchecked("passages"), self.file.unchecked("counts")
        """All postings; what is read of them must be checked before."""

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.lengths)

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self._record_starts) - 1

    def places(self, keys: TermIds) -> tuple[Int64s, Float64s]:
        """Return where the postings of the terms of these keys start and stop, and their bounds.

        A bound is the most that a term's tf / (1 - b + b · length / mean length) comes to. A term
        that is not here has no postings, and the bound 0.
        """
        if not len(self.keys):
            return np.zeros((len(keys), 2), dtype=np.int64), np.zeros(len(keys))
        at = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        there = self.keys[at] == keys
        spans = np.stack([self.starts[at], self.starts[at + 1]], axis=1).astype(np.int64)
        spans[~there] = 0
        return spans, np.where(there, self.bounds[at], 0.0).astype(np.float64)

    def check(self, spans: Int64s) -> None:
        """Check the postings in these spans; DamagedError when any is altered."""
        for start, stop in spans.tolist():
            self.file.check_part("passages", start, stop)
            self.file.check_part("counts", start, stop)

    def article(self, number: int) -> Article:
        """Read an article."""
        return unpacked(self.record(number))

    def record(self, number: int) -> bytes:
        """Return an article as it is written down."""
        start, stop = self._record_starts[number : number + 2].tolist()
        return self.file.part("records", start, stop).tobytes()

    def id(self, number: int) -> str:
        """Return the id of an article."""
        return id_of(self.record(number))

    def digest(self, number: int) -> bytes:
        """Return the digest of an article."""
        return self.file.part("digests", number * DIGEST, (number + 1) * DIGEST).tobytes()

    def digests(self, numbers: Int32s) -> bytes:
        """Return the digests of some articles, one after the other."""
        return self.file.array("digests").reshape(-1, DIGEST)[numbers].tobytes()

    def find(self, article_id: str) -> list[int]:
        """Return the articles of that id."""
        found = self.named(fingerprint(article_id))
        return [number for number in found if self.article(number).id == article_id]

    def named(self, key: int) -> list[int]:
        """Return the articles whose ids have that fingerprint."""
        name = np.uint64(key)
        first, last = self._names.searchsorted(name), self._names.searchsorted(name, "right")
        return list(self._named[first:last].tolist())

    def place(self, passage: int) -> tuple[int, ParagraphSpan]:
        """Return the article a passage stands in, and where in it."""
        numbers, begins, ends = self.spans
        span = ParagraphSpan(numbers.item(passage), begins.item(passage), ends.item(passage))
        return self._articles.item(passage), span

    def owners(self, passages: Int64s) -> Int32s:
        """Return the article of each passage."""
        return self._articles[passages]

    def passages(self, article: int) -> range:
        """Return the passages of an article."""
        return range(int(self.firsts[article]), int(self.firsts[article + 1]))


def indexed_texts(article: Article) -> list[str]:
    """Return what each passage of an article is found by: the heading and its own text."""
    head, texts = heading(article), article.texts
    return [f"{head}\n{texts[n - 1][start:stop]}" for n, start, stop in spans_of(article)]


def write_segment(path: Path, articles: Sequence[Article], analyzer: Analyzer) -> None:
    """Analyse `articles` and write their segment."""
    spans = [spans_of(article) for article in articles]
    texts = [text for article in articles for text in indexed_texts(article)]
    with CheckedWriter(path) as out:
        lengths = write_postings(out, occurrences(texts, analyzer), len(texts))
        out.append("lengths", lengths)
        flat = np.array([span for own in spans for span in own], dtype=np.int32).reshape(-1, 3)
        for name, items in zip(SPANS, flat.T, strict=True):
            out.append(name, items)
        writer = ArticleWriter(out)
        writer.append([packed(article) for article in articles], list(map(len, spans)))
        writer.finish()


def write_postings(out: CheckedWriter, found: Occurrences, passages: int) -> Int32s:
    """Count and write the occurrences of terms in passages; return the passages' lengths."""
    lengths = np.bincount(found.texts, minlength=passages).astype(np.int32)
    keys, term = np.unique(found.keys, return_inverse=True)
    pairs, counts = np.unique(term.astype(np.int64) << 32 | found.texts, return_counts=True)
    counts = np.minimum(counts, MOST).astype(np.uint8)
    starts = np.searchsorted(pairs >> 32, np.arange(len(keys) + 1))
    at = (pairs & 0xFFFFFFFF).astype(np.int32)
    out.append("keys", keys)
    out.append("starts", starts_of(starts))
    out.append("bounds", bounds(at, counts, starts, lengths, mean(lengths)))
    out.append("passages", at)
    out.append("counts", counts)
    return lengths


def starts_of(starts: Array) -> NDArray[np.uint32]:
    """Return places of postings (ascending) as they are written; CorpusError for too many."""
    if starts[-1] > MOST_POSTINGS:
        message = f"{starts[-1]:,} postings are too many for one segment: {MOST_POSTINGS:,} at most"
        raise CorpusError(message)
    return starts.astype(np.uint32)


def bounds(
    passages: Int32s, counts: Array, starts: Array, lengths: Int32s, mean_length: float
) -> NDArray[np.float32]:
    """Return the most that each term's tf / (1 - b + b · length / mean) comes to, rounded up."""
    if not len(passages):
        return np.zeros(len(starts) - 1, dtype=np.float32)
    most = np.maximum.reduceat(counts / relative(lengths, mean_length)[passages], starts[:-1])
    return np.nextafter(most.astype(np.float32), np.float32(np.inf))


class ArticleWriter:
    """Writes the articles of a segment, some at a time, in order."""

    def __init__(self, out: CheckedWriter) -> None:
        self._out = out
        self._names: list[int] = []
        self._bytes = self._passages = 0
        out.append("record_starts", np.zeros(1, dtype=np.int64))
        out.append("firsts", np.zeros(1, dtype=np.int32))

    def append(self, records: Sequence[bytes], passages: Sequence[int]) -> None:
        """Write articles, and how many passages each has."""
        out = self._out
        sizes = np.fromiter(map(len, records), dtype=np.int64, count=len(records))
        counts = np.array(passages, dtype=np.int32)
        numbers = np.arange(len(self._names), len(self._names) + len(records), dtype=np.int32)
        out.append("records", np.frombuffer(b"".join(records), dtype=np.uint8))
        out.append("record_starts", self._bytes + np.cumsum(sizes))
        out.append("firsts", (self._passages + np.cumsum(counts)).astype(np.int32))
        out.append("articles", np.repeat(numbers, counts))
        out.append("digests", np.frombuffer(b"".join(map(digest, records)), dtype=np.uint8))
        self._names += [fingerprint(unpacked(record).id) for record in records]
        self._bytes += int(sizes.sum())
        self._passages += int(counts.sum())

    def finish(self) -> None:
        """Write by which name to find which article."""
        names = np.array(self._names, dtype=np.uint64)
        order = np.argsort(names, kind="stable").astype(np.int32)
        self._out.append("names", names[order])
        self._out.append("named", order)
