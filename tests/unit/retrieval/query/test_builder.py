"""From a question as typed to a query: where its characters come from, and what it looks up."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import fold
from retrieval.answer import Question
from retrieval.library import Library
from retrieval.query.builder import QueryBuilder
from retrieval.query.follow_up import Lean
from retrieval.query.reading import LONGEST

TYPED = st.text(st.sampled_from("請问 \u3000渡口為什么停运？Ａb１9年那里 呢"), max_size=30)


@given(st.one_of(st.text(max_size=30), TYPED))
def test_each_character_comes_from_one_that_folds_to_it(builder: QueryBuilder, typed: str) -> None:
    query = builder.build(typed)
    assert len(query.places) == len(query.text) == len(query.content)
    assert all(a < b for a, b in pairwise(query.places))
    for character, place in zip(query.text, query.places, strict=True):
        from_there = fold(typed[place])
        assert from_there == character or (character == " " and from_there.isspace())


WORDS = st.sampled_from(["qinghezhen", "柿孑", "渡口", "shizi", " ", "停运", "duoshao"])


@given(st.lists(WORDS, max_size=6).map("".join))
def test_a_corrected_character_comes_from_the_word_it_corrects(town: Library, typed: str) -> None:
    query = town.query(Question(typed))
    assert len(query.places) == len(query.text)
    assert list(query.places) == sorted(query.places)
    assert all(0 <= place < len(typed) for place in query.places)


def test_pinyin_is_read_and_the_rest_keeps_its_place(town: Library) -> None:
    typed = "请问 shizi 产量增长多少?"
    query = town.query(Question(typed))
    assert [(one.typed, one.meant) for one in query.corrections] == [("shizi", "柿子")]
    at = query.text.index("柿子")
    assert query.places[at] == typed.index("shizi")
    assert query.places[query.text.index("产量")] == typed.index("产量")


@given(TYPED)
def test_every_term_has_a_weight(builder: QueryBuilder, typed: str) -> None:
    query = builder.build(typed, "候船室")
    assert len(query.weights) == len(query.terms)
    assert all(weight > 0 for weight in query.weights)


@pytest.mark.parametrize(
    ("question", "lean", "borrows"),
    [
        ("那里有什么设施?", Lean.POINTS, True),
        ("占地呢?", Lean.AGAIN, True),
        ("由谁运营?", Lean.MAY, False),
        ("柿子产量增长多少?", Lean.NONE, False),
    ],
)
def test_only_what_surely_leans_borrows_at_once(
    builder: QueryBuilder,
    question: str,
    lean: Lean,
    borrows: bool,  # noqa: FBT001
) -> None:
    query = builder.build(question, "观景台")
    assert (query.follows.lean, query.leans) == (lean, borrows)
    assert ("观景台" in query.content) is borrows
    alone = builder.build(question)
    assert (alone.follows.lean, alone.leans) == (Lean.NONE, False)


def test_words_to_look_up_ask_nothing(builder: QueryBuilder) -> None:
    query = builder.words("怎么 请问")
    assert query.content == query.text
    assert {"怎么", "请问"} <= {term.text for term in query.terms}
    assert query.asking == ()


def test_a_question_about_some_of_its_words_keeps_their_places(builder: QueryBuilder) -> None:
    query = builder.build("渡口停运了多少天?")
    some = builder.about(query, query.tokens[:1])
    assert some.content.rstrip() == "渡口"
    assert len(some.content) == len(query.text)
    assert [term.text for term in some.terms if term.word] == ["渡口"]


def test_only_the_beginning_of_a_very_long_question_is_read(builder: QueryBuilder) -> None:
    query = builder.build("渡" * (LONGEST + 7))
    assert len(query.text) == len(query.places) == LONGEST
