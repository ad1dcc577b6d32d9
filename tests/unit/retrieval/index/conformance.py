"""What every engine must do, told by what the engine in memory does for the same articles."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.index.engine import Index
from retrieval.index.memory import MemoryIndex
from retrieval.index.passage_store import PassageStore
from retrieval.serialization import fingerprint


def assert_keeps_protocol(
    index: Index, store: PassageStore, analyzer: Analyzer, asked: Mapping[str, float]
) -> None:
    """Ask an engine all there is to ask; its articles are taken in its own order."""
    expected = PassageStore(tuple(store.articles))
    memory = MemoryIndex(map(analyzer.index_terms, expected))
    assert len(store) == len(expected)
    numbers = np.array([*store.numbers()], dtype=np.int64)
    assert [store.place(int(p)) for p in numbers] == [expected.place(p) for p in range(len(store))]
    assert store.owners(numbers).tolist() == [p.article for p in map(store.place, numbers.tolist())]
    for some in (1, 3, 30):
        found = [(store.place(p), score) for p, score in index.best(asked, some)]
        assert found == [(expected.place(p), score) for p, score in memory.best(asked, some)]
        assert_holds_alike(index, store, memory, expected, list(asked), some)
    terms = list(asked)
    assert index.frequencies(terms) == memory.frequencies(terms) == [*map(index.frequency, terms)]
    standing = memory.standing(terms, np.arange(len(expected)))
    assert index.standing(terms, numbers).tolist() == standing.tolist()
    assert_reads_alike(store, expected, numbers.tolist())


def assert_holds_alike(  # noqa: PLR0913, PLR0917 - two engines, each with its passages
    index: Index,
    store: PassageStore,
    memory: MemoryIndex,
    expected: PassageStore,
    terms: list[str],
    limit: int,
) -> None:
    for some in [terms, *([term] for term in terms)]:
        ours, theirs = index.holding(some, limit), memory.holding(some, limit)
        places = [expected.place(p) for p in theirs.passages.tolist()]
        assert [store.place(p) for p in ours.passages.tolist()] == places
        assert ours.whole == theirs.whole


def assert_reads_alike(store: PassageStore, expected: PassageStore, numbers: list[int]) -> None:
    for passage, other in zip(numbers, range(len(expected)), strict=True):
        assert store.folded_article(passage) == expected.folded_article(other)
        lead = store.lead(passage)
        assert (lead is None) == (expected.lead(other) is None)
        assert lead is None or store.place(lead) == expected.place(expected.lead(other) or 0)
    assert [*store.ids()] == [*expected.ids()]
    assert [*store.digests()] == [*expected.digests()]
    for article in expected.articles:
        assert store.find(article.id) == article
        assert store.digest(article.id) == expected.digest(article.id)
        assert store.id_of(fingerprint(article.id)) == article.id
    with pytest.raises(KeyError):
        store.id_of(fingerprint("there is no such report"))
