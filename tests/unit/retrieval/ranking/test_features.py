"""The close reading against a naive one that looks for each term in each text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.builder import QueryBuilder
from retrieval.query.query import Query
from retrieval.ranking.features import Candidate, Reader, Reading

WORDS = st.lists(st.sampled_from(["渡口", "停运", "因为", "水位", "。", "稻田", "326名", "，"]))
TEXTS = WORDS.map(lambda words: "村" + "".join(words))
CANDIDATES = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5).map(
    lambda pairs: [Candidate(text, title, title + "水位" + text) for title, text in pairs]
)
ASKED = ("渡口停运多少名", "水位为什么上涨", "渡口渡口", "稻田326名", "没有", "观景台")
QUESTIONS = st.sampled_from(ASKED[:-1])
READER = Reader()
SIGNALS = ("rare", "sentence", "nearest", "run", "near", "kind")


@pytest.fixture(scope="module")
def builder(analyzer: Analyzer, thesaurus: Thesaurus) -> QueryBuilder:
    """One whose reports hold the questions, so that it keeps pairs across two words of them."""
    index = MemoryIndex([[term.text for term in analyzer.terms(one)] for one in ASKED])
    return QueryBuilder(analyzer, TermStatistics(index, analyzer, len(ASKED)), thesaurus)


def understood(builder: QueryBuilder, question: str) -> Query:
    """A question whose terms weigh differently, from 1 to 2."""
    query = builder.build(question)
    return replace(query, weights=tuple(np.linspace(1.0, 2.0, len(query.terms)).tolist()))


def naive(query: Query, texts: list[str]) -> list[list[bool]]:
    return [[term.text in text for term in query.terms] for text in texts]


@given(QUESTIONS, CANDIDATES)
def test_a_term_is_met_where_it_stands(
    builder: QueryBuilder, question: str, candidates: list[Candidate]
) -> None:
    query = understood(builder, question)
    found = READER.read(query, candidates)
    page = found.page
    windows = [candidates[page.owner[w]].text[slice(*page.span(w))] for w in range(len(page.owner))]
    met = {
        "passage_hits": [one.text for one in candidates],
        "title_hits": [one.title for one in candidates],
        "article_hits": [one.article for one in candidates],
        "window_hits": windows,
    }
    for name, texts in met.items():
        assert (getattr(found, name) > 0).tolist() == naive(query, texts), name


@given(QUESTIONS, CANDIDATES)
def test_signals_lie_between_nought_and_one(
    builder: QueryBuilder, question: str, candidates: list[Candidate]
) -> None:
    found = READER.read(understood(builder, question), candidates)
    for name in SIGNALS:
        values = getattr(found, name)
        assert values.shape == found.page.owner.shape
        assert ((values >= 0) & (values <= 1 + 1e-9)).all(), name


@given(QUESTIONS, CANDIDATES)
@settings(max_examples=50)
def test_no_passage_gains_by_its_neighbours(
    builder: QueryBuilder, question: str, candidates: list[Candidate]
) -> None:
    query = understood(builder, question)
    forth, back = READER.read(query, candidates), READER.read(query, candidates[::-1])
    for number in range(len(candidates)):
        mine, same = windows_of(forth, number), windows_of(back, len(candidates) - 1 - number)
        for name in SIGNALS:
            assert getattr(forth, name)[mine] == pytest.approx(getattr(back, name)[same]), name


def windows_of(reading: Reading, candidate: int) -> np.ndarray:
    return np.flatnonzero(reading.page.owner == candidate)


def test_a_passage_that_leans_is_lent_the_words_before_it(builder: QueryBuilder) -> None:
    alone, led = (
        Candidate("该项目投资很大。", "题", "该项目投资很大。", lead)
        for lead in ("", "稻田里建观景台。")
    )
    found = READER.read(understood(builder, "观景台"), [alone, led])
    assert not found.passage_hits[0].any()
    assert (found.passage_hits[1] > 0).all()
    assert found.run[0] == 0 < found.run[1] < 1


def test_what_the_question_says_is_no_answer_to_it(builder: QueryBuilder) -> None:
    candidates = [
        Candidate("来了326名村民。", "", ""),
        Candidate("来了51名村民。", "", ""),
    ]
    found = READER.read(understood(builder, "326名村民里有多少名老人"), candidates)
    assert found.kind.tolist() == [0.0, 1.0]


def test_what_the_first_paragraph_names_is_known_in_those_that_follow(
    builder: QueryBuilder,
) -> None:
    article = "\n稻田里建观景台。\n水位上涨。"
    follows = Candidate("水位上涨。", "题", article)
    single = Candidate("水位上涨。", "题", "水位上涨。")
    found = READER.read(understood(builder, "观景台"), [follows, single])
    assert (found.opening_hits[0] > 0).all()
    assert not found.opening_hits[1].any()
    assert not found.passage_hits.any()
