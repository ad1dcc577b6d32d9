"""The index in memory against its parent: the same scores, the same ranking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from rank_bm25 import BM25Plus

from retrieval.index.bm25 import K1, B
from retrieval.index.memory import MemoryIndex

TERM = st.sampled_from("渡口稻田音乐气象站")
PASSAGES = st.lists(st.lists(TERM, max_size=12), min_size=1, max_size=12).filter(any)
QUERY = st.lists(TERM | st.sampled_from(["没有", "这个"]), max_size=6)
PARAMETERS = st.fixed_dictionaries({"k1": st.floats(0.1, 2), "b": st.floats(0, 0.9)})


@given(PASSAGES, QUERY, PARAMETERS)
def test_scores_are_those_of_the_parent_without_its_lower_bound(
    passages: list[list[str]], query: list[str], parameters: dict[str, float]
) -> None:
    ours = MemoryIndex(passages, **parameters).get_scores(query)
    theirs = BM25Plus(passages, **parameters, delta=0).get_scores(query)
    assert np.abs(ours - theirs).max() <= 1e-9


def test_the_ranking_is_that_of_the_parent() -> None:
    random = np.random.default_rng(7)
    passages = [random.choice(list("甲乙丙丁戊己庚辛"), size=n).tolist() for n in range(1, 300)]
    query = ["甲", "丙", "丙", "辛", "无"]
    ours, theirs = MemoryIndex(passages), BM25Plus(passages, k1=K1, b=B, delta=0)
    scores = theirs.get_scores(query).round(9)
    best = ours.best({"甲": 1, "丙": 2, "辛": 1, "无": 1}, 50)
    held = [n for n, passage in enumerate(passages) if {"甲", "丙", "辛"} & {*passage}]
    expected = sorted(held, key=lambda n: (-scores[n], n))[:50]
    assert [scores[n] for n, _ in best] == [scores[n] for n in expected]


@given(PASSAGES, st.lists(TERM, max_size=4))
def test_postings_agree_with_the_passages(passages: list[list[str]], terms: list[str]) -> None:
    index = MemoryIndex(passages)
    for term in terms:
        held = [n for n, passage in enumerate(passages) if term in passage]
        assert index.holding([term]).passages.tolist() == held
        assert index.frequency(term) == len(held)
    every = [n for n, passage in enumerate(passages) if terms and {*terms} <= {*passage}]
    assert index.holding(terms).passages.tolist() == every
    first = index.holding(terms, 2)
    assert (first.passages.tolist(), first.whole) == (every[:2], len(every) <= 2)


@given(PASSAGES, st.dictionaries(TERM, st.floats(0.1, 3), max_size=4), st.integers(0, 12))
def test_the_best_hold_a_term_and_come_in_order(
    passages: list[list[str]], weights: dict[str, float], limit: int
) -> None:
    best = MemoryIndex(passages).best(weights, limit)
    assert len(best) <= limit
    assert best == sorted(best, key=lambda hit: (-hit[1], hit[0]))
    assert all(score > 0 and {*passages[n]} & weights.keys() for n, score in best)


@pytest.mark.parametrize("passages", [[], [[]], [[], []]])
def test_nothing_is_found_in_nothing(passages: list[list[str]]) -> None:
    index = MemoryIndex(passages)
    assert index.best({"渡口": 1.0}, 5) == []
    assert index.get_scores(["渡口"]).tolist() == [0.0] * len(passages)
    assert index.frequency("渡口") == 0
    assert index.holding(["渡口"]).passages.tolist() == []


def test_the_only_passage_is_found_by_its_terms() -> None:
    index = MemoryIndex([["渡口", "停运"]])
    assert [n for n, _ in index.best({"停运": 1.0}, 5)] == [0]
    assert index.best({"稻田": 1.0}, 5) == []
    assert index.best({}, 5) == []


def test_equals_come_in_the_order_of_the_shelf() -> None:
    assert [n for n, _ in MemoryIndex([["渡口"]] * 9).best({"渡口": 1.0}, 4)] == [0, 1, 2, 3]
