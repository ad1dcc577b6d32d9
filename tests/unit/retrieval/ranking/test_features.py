"""The close reading against a naive one that looks for each term in each text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.query.query import Asked, understand
from retrieval.ranking.features import Candidate, Reader, Reading

WORDS = st.lists(st.sampled_from(["渡口", "停运", "因为", "水位", "。", "稻田", "326名", "，"]))
TEXTS = WORDS.map(lambda words: "村" + "".join(words))
CANDIDATES = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5).map(
    lambda pairs: [Candidate(text, title, title + "水位" + text) for title, text in pairs]
)
QUESTIONS = st.sampled_from(["渡口停运多少名", "水位为什么上涨", "渡口渡口", "稻田326名", "没有"])
READER = Reader()
SIGNALS = ("rare", "sentence", "run", "near", "kind")


def understood(analyzer: Analyzer, question: str) -> tuple[Asked, np.ndarray]:
    asked = understand(question, analyzer)
    return asked, np.linspace(1.0, 2.0, len(asked.terms))


def naive(asked: Asked, texts: list[str]) -> list[list[bool]]:
    return [[term.text in text for term in asked.terms] for text in texts]


@given(QUESTIONS, CANDIDATES)
def test_a_term_is_met_where_it_stands(
    analyzer: Analyzer, question: str, candidates: list[Candidate]
) -> None:
    asked, weights = understood(analyzer, question)
    found = READER.read(asked, weights, candidates)
    page = found.page
    windows = [candidates[page.owner[w]].text[slice(*page.span(w))] for w in range(len(page.owner))]
    met = {
        "passage_hits": [one.text for one in candidates],
        "title_hits": [one.title for one in candidates],
        "article_hits": [one.article for one in candidates],
        "window_hits": windows,
    }
    for name, texts in met.items():
        assert (getattr(found, name) > 0).tolist() == naive(asked, texts), name


@given(QUESTIONS, CANDIDATES)
def test_signals_lie_between_nought_and_one(
    analyzer: Analyzer, question: str, candidates: list[Candidate]
) -> None:
    found = READER.read(*understood(analyzer, question), candidates)
    for name in SIGNALS:
        values = getattr(found, name)
        assert values.shape == found.page.owner.shape
        assert ((values >= 0) & (values <= 1 + 1e-9)).all(), name


@given(QUESTIONS, CANDIDATES)
@settings(max_examples=50)
def test_no_passage_gains_by_its_neighbours(
    analyzer: Analyzer, question: str, candidates: list[Candidate]
) -> None:
    asked, weights = understood(analyzer, question)
    forth, back = (
        READER.read(asked, weights, candidates),
        READER.read(asked, weights, candidates[::-1]),
    )
    for number in range(len(candidates)):
        mine, same = windows_of(forth, number), windows_of(back, len(candidates) - 1 - number)
        for name in SIGNALS:
            assert getattr(forth, name)[mine] == pytest.approx(getattr(back, name)[same]), name


def windows_of(reading: Reading, candidate: int) -> np.ndarray:
    return np.flatnonzero(reading.page.owner == candidate)


def test_a_passage_that_leans_is_lent_the_words_before_it(analyzer: Analyzer) -> None:
    alone, led = (
        Candidate("该项目投资很大。", "题", "该项目投资很大。", lead)
        for lead in ("", "稻田里建观景台。")
    )
    found = READER.read(*understood(analyzer, "观景台"), [alone, led])
    assert not found.passage_hits[0].any()
    assert (found.passage_hits[1] > 0).all()
    assert found.run[0] == 0 < found.run[1] < 1


def test_what_the_question_says_is_no_answer_to_it(analyzer: Analyzer) -> None:
    candidates = [
        Candidate("来了326名村民。", "", ""),
        Candidate("来了51名村民。", "", ""),
    ]
    found = READER.read(*understood(analyzer, "326名村民里有多少名老人"), candidates)
    assert found.kind.tolist() == [0.0, 1.0]
