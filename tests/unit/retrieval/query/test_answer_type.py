from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import fold
from retrieval.query.answer_type import AnswerType, Kind, wanted


@pytest.mark.parametrize(
    ("question", "kind", "measure"),
    [
        ("观景台有多少平方米", Kind.NUMBER, "平方米"),
        ("收了多少斤大米", Kind.NUMBER, "斤"),
        ("开通了几条公交线路", Kind.NUMBER, "条"),
        ("占比百分之几", Kind.NUMBER, ""),
        ("有多少人才", Kind.NUMBER, ""),
        ("给了多少份额", Kind.NUMBER, ""),
        ("桥有多长", Kind.NUMBER, ""),
        ("渡口哪一年建成", Kind.DATE, ""),
        ("什么时候收稻子", Kind.DATE, ""),
        ("几月几日开船", Kind.DATE, ""),
        ("谁管渡口", Kind.PERSON, ""),
        ("哪位老师教气象", Kind.PERSON, ""),
        ("渡口在哪里", Kind.PLACE, ""),
        ("在哪个镇办音乐会", Kind.PLACE, ""),
        ("哪家公司运营渡口", Kind.ORGANISATION, ""),
        ("渡口为什么停运", Kind.REASON, ""),
        ("学生怎么测量风速", Kind.METHOD, ""),
        ("渡口设有哪些设施", Kind.LIST, ""),
        ("修渡口分哪几步", Kind.LIST, ""),
        ("什么是观景台", Kind.DEFINITION, ""),
        ("居民在晒什么", Kind.THING, ""),
        ("柿子丰收", Kind.ANY, ""),
        ("", Kind.ANY, ""),
    ],
)
def test_question_words_tell_the_kind_of_answer(question: str, kind: Kind, measure: str) -> None:
    assert wanted(question)[0] == AnswerType(kind, measure)


def test_a_name_with_a_question_word_in_it_asks_nothing() -> None:
    assert wanted("哪吒闹海") == (AnswerType(), ())


@given(st.text(st.sampled_from("渡口为什么多少条谁哪一年几个怎么样里吒何时是"), max_size=20))
def test_question_words_stand_apart_and_in_order(question: str) -> None:
    spans = wanted(question)[1]
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(spans))
    assert all(0 <= a < b <= len(question) for a, b in spans)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        (AnswerType(Kind.NUMBER, "名"), "来了326名村民、5位老师和7条狗", ["326名", "5位"]),
        (AnswerType(Kind.NUMBER, "斤"), "326名村民收了1,200余斤米", ["1,200余斤"]),
        (AnswerType(Kind.NUMBER, "条"), "开通两条线路", ["两条"]),
        (AnswerType(Kind.NUMBER), "增长12.5%，共三百二十六名", ["12.5%", "三百二十六名"]),
        (AnswerType(Kind.NUMBER), "这是一项重大举措，二十一个村出资一万元", ["二十一个", "一万元"]),
        (AnswerType(Kind.DATE), "始建于1937年，10月8日重开", ["1937年", "10月8日"]),
        (AnswerType(Kind.DATE), "占地2000平方米", []),
        (AnswerType(Kind.PERSON), "书记林晓峰表示，", ["书记", "林晓峰"]),
        (AnswerType(Kind.REASON), "因为水位上涨", ["因为"]),
        (AnswerType(), "什么都有，1937年", []),
    ],
)
def test_an_answer_shows_by_its_form(form: AnswerType, text: str, found: list[str]) -> None:
    text = fold(text)
    assert [text[start:stop] for start, stop in form.places(text)] == found


def test_numbers_and_dates_must_be_there() -> None:
    assert [kind for kind in Kind if AnswerType(kind).strict] == [Kind.NUMBER, Kind.DATE]
