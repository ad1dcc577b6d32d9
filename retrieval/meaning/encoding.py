"""Articles to the vectors of their sentences, some at a time, in several processes if need be."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice

import numpy as np

from retrieval.analysis import normalizer as folding
from retrieval.article import Article
from retrieval.index.archive.analysing import in_processes, size
from retrieval.index.archive.term_ids import TermIds
from retrieval.index.passage_store import LONGEST, FoldedArticle, spans_of
from retrieval.meaning.encoder import SentenceEncoder
from retrieval.meaning.vector_table import VectorTable, table_of
from retrieval.meaning.vectors import BYTES, Signs, compressed
from retrieval.ranking.layout import sentences_of
from retrieval.serialization import digest, fingerprint, packed

_FORMAT = 1
"""Raised when vectors, or what they are found by, are made another way."""
_BATCH = 250_000
"""Characters that are encoded at once: some 15 seconds' work."""
_HEAD = struct.Struct("<II")


def maker_of(encoder: SentenceEncoder) -> str:
    """Name all that decides what the vectors of a text are, and by what it is found."""
    return f"{_FORMAT}, {encoder.name}, {BYTES}, {LONGEST}, {folding.version()}"


def tables_of(
    encoder: SentenceEncoder, articles: Iterable[Article], jobs: int
) -> Iterator[VectorTable]:
    """Yield tables of articles: made in so many processes (0: in this one), or here when few."""
    work, parts = partial(encoded, encoder), _batches(articles)
    ahead = list(islice(parts, 2))
    whole = chain(ahead, parts)
    yield from in_processes(work, whole, jobs) if jobs and len(ahead) > 1 else map(work, whole)


def encoded(encoder: SentenceEncoder, articles: Sequence[Article]) -> VectorTable:
    """Encode the sentences of articles."""
    read = [list(_passages(article)) for article in articles]
    keys = [fingerprint(text) for own in read for text, _ in own]
    return table_of(
        names(digest(packed(article)) for article in articles),
        np.repeat(np.arange(len(read), dtype=np.int32), list(map(len, read))),
        np.array(keys, dtype=np.uint64),
        _vectors(encoder, [sentences for own in read for _, sentences in own]),
    )


def written(encoder: SentenceEncoder, article: Article) -> bytes:
    """Write down the sentences of one article: who made them, how many are in which passage."""
    kept = _vectors(encoder, [sentences for _, sentences in _passages(article)])
    sizes = np.array(list(map(len, kept)), dtype="<u2")
    head = _HEAD.pack(zlib.crc32(maker_of(encoder).encode()), len(kept))
    return head + sizes.tobytes() + b"".join(own.tobytes() for own in kept)


def read_sentences(data: bytes, passage: int, maker: str) -> Signs | None:
    """Return the sentences of a passage of one article; None where nothing of `maker` is there."""
    if len(data) < _HEAD.size:
        return None
    made_by, passages = _HEAD.unpack_from(data)
    if made_by != zlib.crc32(maker.encode()) or passage >= passages:
        return None
    sizes = np.frombuffer(data, "<u2", passages, _HEAD.size).astype(np.int64)
    first = _HEAD.size + 2 * passages + BYTES * int(sizes[:passage].sum())
    own = np.frombuffer(data, np.uint8, BYTES * int(sizes[passage]), first)
    return own.reshape(-1, BYTES)


def names(digests: Iterable[bytes]) -> TermIds:
    """Return the names of articles, which are the first halves of their digests."""
    return np.frombuffer(b"".join(digests), dtype="<u8")[::2].astype(np.uint64)


def _passages(article: Article) -> Iterator[tuple[str, list[str]]]:
    """Yield the folded text of each passage, and its sentences."""
    folded = FoldedArticle.of(article)
    for text in map(folded.folded, spans_of(article)):
        yield text, [text[start:stop] for start, stop in sentences_of(text).tolist()]


def _vectors(encoder: SentenceEncoder, passages: Sequence[Sequence[str]]) -> list[Signs]:
    """Return the vectors of the sentences of each passage."""
    sentences = list(chain.from_iterable(passages))
    if not sentences:
        return [np.zeros((0, BYTES), dtype=np.uint8) for _ in passages]
    ends = np.cumsum(list(map(len, passages)))[:-1]
    return np.split(compressed(encoder.encode(sentences)), ends)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield as many articles at a time as are encoded at once."""
    some: list[Article] = []
    characters = 0
    for article in articles:
        some.append(article)
        characters += size([article])
        if characters >= _BATCH:
            yield some
            some, characters = [], 0
    if some:
        yield some
