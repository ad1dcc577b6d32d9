from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from retrieval.query.builder import QueryBuilder
from retrieval.ranking.features import Candidate, Reader
from retrieval.ranking.ranker import Ranking, rank
from tests.unit.retrieval.town import ARTICLES

TEXTS = tuple(text for article in ARTICLES for text in article.texts)


def ranked(builder: QueryBuilder, question: str, texts: tuple[str, ...]) -> Ranking:
    query = builder.build(question)
    query = replace(query, weights=(1.0,) * len(query.terms))
    candidates = [Candidate(text, "", text) for text in texts]
    reading = Reader().read(query, candidates)
    return rank(query, [1.0] * len(texts), reading)


@given(st.sampled_from(["渡口为什么停运", "投资多少万元", "柿子", "没有的事"]))
def test_every_candidate_is_ranked_once_best_first(builder: QueryBuilder, question: str) -> None:
    found = ranked(builder, question, TEXTS)
    every = found.first(len(TEXTS))
    assert sorted(one.candidate for one in every) == list(range(len(TEXTS)))
    scores = [one.score for one in every]
    assert scores == sorted(scores, reverse=True)
    for one in every:
        assert 0 <= one.span[0] < one.span[1] <= len(TEXTS[one.candidate])


@given(st.integers(2, 30), st.sampled_from(["渡口为什么停运", "停运了多久", "渡口在哪里"]))
def test_equals_keep_their_order(builder: QueryBuilder, copies: int, question: str) -> None:
    found = ranked(builder, question, (TEXTS[5],) * copies)
    assert found.order == list(range(copies))


def test_the_window_that_answers_is_chosen(builder: QueryBuilder) -> None:
    text = "稻田很美。" * 30 + "观景台投资480万元。" + "稻田很美。" * 30
    best = ranked(builder, "观景台投资多少万元", (text,)).first(1)[0]
    assert "480万元" in text[slice(*best.span)]


def test_the_sentence_with_what_stands_by_the_question_word_is_chosen(
    builder: QueryBuilder,
) -> None:
    filler = "稻田很美,风从远处吹来,天上有云,田里有人。" * 6
    text = filler + "渡口在晒场边。" + filler + "柿子丰收了。" + filler
    best = ranked(builder, "渡口边的居民问哪里柿子丰收", (text,)).first(1)[0]
    assert "柿子丰收" in text[slice(*best.span)]


def test_what_opens_a_passage_comes_first_of_equals(builder: QueryBuilder) -> None:
    filler = "稻田很美,风从远处吹来,天上有云,田里有人。" * 6
    text = "渡口很静。" + filler + "渡口很静。" + filler
    found = ranked(builder, "渡口怎么样", (text,))
    assert found.first(1)[0].span[0] == 0
    assert found.windows["begins"].tolist().count(1.0) == 1


def test_what_windows_meet_counts_once_where_no_report_has_an_opening(
    builder: QueryBuilder,
) -> None:
    assert not ranked(builder, "渡口为什么停运", TEXTS).passages["about"].any()
