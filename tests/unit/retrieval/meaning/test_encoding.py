from __future__ import annotations

import pytest

from retrieval.analysis.normalizer import fold
from retrieval.index.passage_store import PassageStore
from retrieval.meaning import encoding
from retrieval.meaning.encoding import (
    encoded,
    maker_of,
    names,
    read_sentences,
    tables_of,
    written,
)
from retrieval.ranking.layout import sentences_of
from retrieval.serialization import fingerprint
from tests.support.concepts import ConceptEncoder
from tests.unit.retrieval.town import ARTICLES, FERRY


def test_every_sentence_of_every_passage_has_a_vector() -> None:
    table, store = encoded(ConceptEncoder(), ARTICLES), PassageStore(ARTICLES)
    assert len(table) == len(store)
    for passage in range(len(store)):
        text = store.folded(passage)
        held = table.find(fingerprint(text))
        assert held is not None
        assert len(held) == len(sentences_of(text))
    assert set(table.articles.tolist()) == set(names(store.digests()).tolist())


def test_what_is_written_of_an_article_is_read_passage_by_passage() -> None:
    encoder = ConceptEncoder()
    table, data = encoded(encoder, [FERRY]), written(encoder, FERRY)
    for passage, text in enumerate(map(fold, FERRY.texts)):
        own = read_sentences(data, passage, maker_of(encoder))
        held = table.find(fingerprint(text))
        assert own is not None
        assert held is not None
        assert own.tolist() == held.tolist()
    assert read_sentences(data, len(FERRY.texts), maker_of(encoder)) is None
    assert read_sentences(data, 0, "somebody else") is None
    assert read_sentences(b"", 0, maker_of(encoder)) is None


@pytest.mark.slow
def test_many_articles_are_encoded_in_processes_to_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoding, "_BATCH", 100)
    here = list(tables_of(ConceptEncoder(), ARTICLES, jobs=0))
    there = list(tables_of(ConceptEncoder(), ARTICLES, jobs=1))
    assert len(here) > 1
    assert [t.flat.tolist() for t in here] == [t.flat.tolist() for t in there]
    assert [t.keys.tolist() for t in here] == [t.keys.tolist() for t in there]
