from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.query.query import understand
from retrieval.ranking.features import Candidate, Reader
from retrieval.ranking.ranker import Ranking, rank
from tests.unit.retrieval.town import ARTICLES

TEXTS = tuple(text for article in ARTICLES for text in article.texts)


def ranked(analyzer: Analyzer, question: str, texts: tuple[str, ...]) -> Ranking:
    asked = understand(question, analyzer)
    candidates = [Candidate(text, "", text) for text in texts]
    reading = Reader().read(asked, np.ones(len(asked.terms)), candidates)
    return rank(asked, [1.0] * len(texts), reading)


@given(st.sampled_from(["渡口为什么停运", "投资多少万元", "柿子", "没有的事"]))
def test_every_candidate_is_ranked_once_best_first(analyzer: Analyzer, question: str) -> None:
    found = ranked(analyzer, question, TEXTS)
    every = found.first(len(TEXTS))
    assert sorted(one.candidate for one in every) == list(range(len(TEXTS)))
    scores = [one.score for one in every]
    assert scores == sorted(scores, reverse=True)
    for one in every:
        assert 0 <= one.span[0] < one.span[1] <= len(TEXTS[one.candidate])


@given(st.integers(2, 30), st.sampled_from(["渡口为什么停运", "停运了多久", "渡口在哪里"]))
def test_equals_keep_their_order(analyzer: Analyzer, copies: int, question: str) -> None:
    found = ranked(analyzer, question, (TEXTS[5],) * copies)
    assert found.order == list(range(copies))


def test_the_window_that_answers_is_chosen(analyzer: Analyzer) -> None:
    text = "稻田很美。" * 30 + "观景台投资480万元。" + "稻田很美。" * 30
    best = ranked(analyzer, "观景台投资多少万元", (text,)).first(1)[0]
    assert "480万元" in text[slice(*best.span)]
