from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.query.answer_type import AnswerKind
from retrieval.query.builder import QueryBuilder

TEXTS = st.text(st.sampled_from("请问渡口为什么停运多少条谁知道吗1937年 ?a"), max_size=25)


@pytest.mark.parametrize(
    ("question", "content"),
    [
        ("请问渡口为什么停运?", "渡口 停运?"),
        ("听说观景台投资了多少万元来着", "观景台投资了 万元"),
        ("你好,想知道气象站到底在哪里呢", ", 气象站"),
        ("管这些渡口的那位是谁", "管 渡口的 是"),
        ("请问", ""),
        ("", ""),
    ],
)
def test_only_what_is_asked_about_is_content(
    builder: QueryBuilder, question: str, content: str
) -> None:
    asked = builder.build(question)
    assert " ".join(asked.content.split()) == content
    assert len(asked.content) == len(asked.text)


@given(TEXTS, st.sampled_from(["", "候船室 柿子"]))
def test_terms_stand_in_the_content(builder: QueryBuilder, question: str, lent: str) -> None:
    asked = builder.lend(builder.build(question), lent)
    assert all(asked.content[term.start : term.stop] == term.text for term in asked.terms)
    assert list(asked.own_terms) == list(builder.build(question).terms)


def test_lent_words_count_less(builder: QueryBuilder) -> None:
    asked = builder.lend(builder.build("停运了多久"), "渡口")
    shares = {t.text: share for t, share in zip(asked.terms, asked.strengths, strict=True)}
    assert shares["停运"] == 1.0 > shares["渡口"] > 0
    assert asked.wanted.kind is AnswerKind.NUMBER


def test_names_are_those_asked_about(builder: QueryBuilder) -> None:
    assert "青禾镇" in builder.build("青禾镇投资480万元吗?").names
    assert "480" in builder.build("青禾镇投资480万元吗?").names
    assert builder.build("渡口为什么停运?").names == ()


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("渡口有多少个座位?", "渡口座位"),
        ("渡口里一共有多少座位?", "座位"),
        ("渡口的客流由谁统计?", "统计"),
        ("县医院的主任是谁?", "主任"),
        ("观景台 座位", "座位"),
        ("谁?", ""),
        ("", ""),
    ],
)
def test_the_word_next_to_the_question_word(
    builder: QueryBuilder, question: str, nearest: str
) -> None:
    query = builder.build(question)
    assert "".join(token.text for token in query.nearest) == nearest
    assert all(query.terms[row].text in nearest for rows in query.nearest_rows for row in rows)


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("渡口为什么停运?", ["停运"]),
        ("法院为什么不认可停运的说法?", []),
        ("《不曾忘记》是谁导演的?", ["导演"]),
    ],
)
def test_why_not_takes_no_deed_for_granted(
    builder: QueryBuilder, question: str, taken: list[str]
) -> None:
    assert [token.text for token in builder.build(question).premises] == taken
