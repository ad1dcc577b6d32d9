"""What a question denies, and what it leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.query.polarity import Polarity, polarity
from retrieval.query.tokens import QuestionTokenizer


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("谁没有当上书记?", ["没有"]),
        ("渡口不再收费吗?", ["不再"]),
        ("渡口有没有停运?", []),
        ("渡口是不是停运了?", []),
        ("哪里能不能坐船?", []),
        ("不丹的山有多高?", []),
        ("无锡的桥有几座?", []),
        ("未来的渡口在哪里?", []),
        ("不锈钢桥是谁造的?", []),
        ("莫言写了什么书?", []),
        ("无废工厂有几家?", []),
        ("", []),
    ],
)
def test_a_negator_is_a_word(
    tokenizer: QuestionTokenizer, question: str, negated: list[str]
) -> None:
    found = polarity(tokenizer.tokens(question))
    assert [question[start:stop] for start, stop in found.negated] == negated


@pytest.mark.parametrize(
    ("question", "excepted"),
    [
        ("除了青禾镇,哪里有渡口?", "青禾镇"),
        ("除了柿子和大米以外还卖什么?", "柿子和大米"),
        ("除了渡口还有什么?", "渡口"),
        ("除夕那天谁来了?", None),
        ("哪里有渡口?", None),
        ("除了", None),
    ],
)
def test_what_is_left_out_stands_after_the_exception(
    tokenizer: QuestionTokenizer, question: str, excepted: str | None
) -> None:
    span = polarity(tokenizer.tokens(question)).excepted
    assert (question[slice(*span)] if span else None) == excepted


@given(st.text(st.sampled_from("渡口没有不除了以外,最高停运第一?"), max_size=20))
def test_spans_lie_in_the_question(tokenizer: QuestionTokenizer, question: str) -> None:
    found = polarity(tokenizer.tokens(question))
    spans = [*found.negated, *([found.excepted] if found.excepted else [])]
    assert all(0 <= start < stop <= len(question) for start, stop in spans)


def test_a_question_without_words_denies_nothing() -> None:
    assert polarity(()) == Polarity()
