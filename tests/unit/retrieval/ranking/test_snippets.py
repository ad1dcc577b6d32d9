from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, strategies as st

from retrieval.query.builder import QueryBuilder
from retrieval.ranking.features import Candidate, Reader
from retrieval.ranking.ranker import Ranking, rank
from retrieval.ranking.snippets import choose

BOTH = "观景台占地九亩，就在稻田里。" + "稻子黄了。" * 60 + "观景台由村民一起设计。"
SENTENCES = st.sampled_from(
    ["渡口停运。", "因为水位上涨，渡口要停运三天。", "稻" * 70 + "。", "水位"]
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=9).map("".join), min_size=1, max_size=5)


def ranked(builder: QueryBuilder, question: str, texts: list[str]) -> Ranking:
    query = builder.build(question)
    query = replace(query, weights=(1.0,) * len(query.terms))
    candidates = [Candidate(text, "", text) for text in texts]
    reading = Reader().read(query, candidates)
    return rank(query, [9.0 / (1 + row) for row in range(len(texts))], reading)


@given(TEXTS, st.integers(1, 6))
def test_the_best_window_comes_first_and_none_is_mostly_told_already(
    builder: QueryBuilder, texts: list[str], limit: int
) -> None:
    found = ranked(builder, "渡口为什么停运", texts)
    chosen = choose(found, limit)
    assert chosen[0] == found.first(1)[0]
    assert 1 <= len(chosen) <= limit
    for earlier, later in combinations(chosen, 2):
        if earlier.candidate == later.candidate:
            (a, b), (c, d) = earlier.span, later.span
            assert 2 * (min(b, d) - max(a, c)) < d - c


def test_a_second_window_of_the_best_passage_may_come_before_another_passage(
    builder: QueryBuilder,
) -> None:
    found = ranked(builder, "观景台占地多少，是谁设计的", [BOTH, "柿子和稻田是这里的风景。"])
    first, second = choose(found, 2)
    assert (first.candidate, second.candidate) == (0, 0)
    quoted = BOTH[slice(*first.span)] + BOTH[slice(*second.span)]
    assert "九亩" in quoted
    assert "村民一起设计" in quoted
