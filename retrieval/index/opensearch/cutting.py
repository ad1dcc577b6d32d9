"""Articles cut into what a cluster is sent: bulk requests, and counts of their terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.archive.analysing import analyzer_of
from retrieval.index.archive.array_file import Array
from retrieval.index.opensearch.documents import bulk_lines, documents_of
from retrieval.index.opensearch.term_counts import TermCounts
from retrieval.meaning.encoder import SentenceEncoder
from retrieval.serialization import digest, packed

_LINES = 2_000_000
"""A bulk request has some more bytes than these at most."""


class CutBatch(NamedTuple):
    """Some articles as bulk requests; their terms, and how many passages and terms each has."""

    requests: list[str]
    counts: TermCounts
    sizes: Array
    length: int
    digests: bytes


@dataclass(frozen=True, slots=True)
class BatchCutter:
    """Cuts batches with the like of an analyser that knows `names`; encodes them if it is to."""

    names: tuple[str, ...]
    encoder: SentenceEncoder | None = None

    def __call__(self, batch: tuple[int, Sequence[Article]]) -> CutBatch:
        """Cut articles that are numbered from the number they come with."""
        return cut(batch[1], batch[0], analyzer_of(self.names), self.encoder)


def cut(
    articles: Sequence[Article],
    first: int,
    analyzer: Analyzer,
    encoder: SentenceEncoder | None = None,
) -> CutBatch:
    """Cut articles, numbered from `first`, into terms; with vectors of their sentences, if any."""
    requests, held, counts = [], [], Counter[str]()
    sizes, length, waiting = [], 0, 0
    for number, article in enumerate(articles, first):
        documents = list(documents_of(article, number, analyzer, encoder))
        sizes.append(len(documents) - 1)
        for _, source in documents[1:]:
            counts.update({*source["terms"].split(" ")} - {""})
            length += source["length"]
            waiting += 3 * len(source["terms"])
        waiting += len(documents[0][1].get("vectors", ""))
        held += documents
        if waiting > _LINES:
            requests.append(bulk_lines(held))
            held, waiting = [], 0
    if held:
        requests.append(bulk_lines(held))
    digests = b"".join(digest(packed(article)) for article in articles)
    table = TermCounts.of(counts)
    return CutBatch(requests, table, np.array(sizes, dtype=np.uint16), length, digests)
