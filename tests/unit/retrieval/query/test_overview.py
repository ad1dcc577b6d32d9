"""Which questions ask for an overview, and which only look like it."""

from __future__ import annotations

import pytest

from retrieval.query.overview import OverviewKind, overview_question
from retrieval.query.tokens import QuestionTokenizer


@pytest.mark.parametrize(
    ("text", "kind", "subject"),
    [
        ("写候船室的那篇讲了什么?", OverviewKind.OUTLINE, "候船室"),
        ("概括一下候船室的报道", OverviewKind.OUTLINE, "候船室"),
        ("讲讲候船室", OverviewKind.ABOUT, "候船室"),
        ("给我介绍一下候船室的情况", OverviewKind.ABOUT, "候船室"),
        ("报道里怎么说候船室的?", OverviewKind.ABOUT, "候船室"),
        ("有哪些镇?", OverviewKind.NAMES, ""),
        ("报道里都有谁?", OverviewKind.NAMES, ""),
        ("列出所有人名", OverviewKind.NAMES, ""),
    ],
)
def test_overviews_are_told_by_all_their_words(
    tokenizer: QuestionTokenizer, text: str, kind: OverviewKind, subject: str
) -> None:
    asked = overview_question(tokenizer.tokens(text))
    assert asked is not None
    assert asked.kind is kind
    assert "".join(token.text for token in asked.subject).strip("的") == subject


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "候船室有哪些座位?",
        "哪些镇有候船室?",
        "所长说了什么?",
        "讲座讲了什么内容?",
        "候船室介绍了哪些经验?",
        "和" * 200,
        "讲讲" + "候船室和渡口" * 30,
        "讲讲",
        "概括",
        "的那篇讲了什么?",
    ],
)
def test_a_question_for_a_fact_is_no_overview(tokenizer: QuestionTokenizer, text: str) -> None:
    assert overview_question(tokenizer.tokens(text)) is None


def test_a_report_that_is_named_stands_for_itself(tokenizer: QuestionTokenizer) -> None:
    tokens = tokenizer.tokens("x01讲了什么?")
    asked = overview_question(tokens, (0, 3))
    assert asked is not None
    assert asked.kind is OverviewKind.OUTLINE
    assert overview_question(tokens) is None
