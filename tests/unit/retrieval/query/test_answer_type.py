from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import fold
from retrieval.query.answer_type import AnswerKind, AnswerType, answer_type
from retrieval.query.tokens import QuestionTokenizer


@pytest.mark.parametrize(
    ("question", "kind", "measure"),
    [
        ("观景台有多少平方米", AnswerKind.NUMBER, "平方米"),
        ("收了多少斤大米", AnswerKind.NUMBER, "斤"),
        ("开通了几条公交线路", AnswerKind.NUMBER, "条"),
        ("占比百分之几", AnswerKind.NUMBER, ""),
        ("有多少人才", AnswerKind.NUMBER, ""),
        ("给了多少份额", AnswerKind.NUMBER, ""),
        ("渡口哪一年建成", AnswerKind.DATE, ""),
        ("什么时候收稻子", AnswerKind.DATE, ""),
        ("几月几日开船", AnswerKind.DATE, ""),
        ("谁管渡口", AnswerKind.PERSON, ""),
        ("哪位老师教气象", AnswerKind.PERSON, ""),
        ("渡口在哪里", AnswerKind.PLACE, ""),
        ("在哪个镇办音乐会", AnswerKind.PLACE, ""),
        ("渡口位于哪省", AnswerKind.PLACE, ""),
        ("老师来自哪县", AnswerKind.PLACE, ""),
        ("主教练是哪国人", AnswerKind.PLACE, ""),
        ("老师是哪里人", AnswerKind.PLACE, ""),
        ("哪家公司运营渡口", AnswerKind.ORGANISATION, ""),
        ("渡口为什么停运", AnswerKind.REASON, ""),
        ("学生怎么测量风速", AnswerKind.METHOD, ""),
        ("渡口设有哪些设施", AnswerKind.LIST, ""),
        ("修渡口分哪几步", AnswerKind.LIST, ""),
        ("什么是观景台", AnswerKind.DEFINITION, ""),
        ("居民在晒什么", AnswerKind.THING, ""),
        ("这座桥又称为什么", AnswerKind.THING, ""),
        ("乡改名为什么", AnswerKind.THING, ""),
        ("灰鹅以什么为食", AnswerKind.THING, ""),
        ("报名为什么要钱", AnswerKind.REASON, ""),
        ("柿子丰收", AnswerKind.ANY, ""),
        ("", AnswerKind.ANY, ""),
    ],
)
def test_question_words_tell_the_kind_of_answer(
    tokenizer: QuestionTokenizer, question: str, kind: AnswerKind, measure: str
) -> None:
    assert answer_type(tokenizer.tokens(question))[0] == AnswerType(kind, measure)


@pytest.mark.parametrize(
    ("question", "asking"),
    [
        ("这座桥又称为什么", "为什么"),
        ("这座桥被称为什么", "什么"),
        ("灰鹅以什么为食", "以什么"),
    ],
)
def test_what_something_is_called_or_lives_on_is_no_part_of_what_asks(
    tokenizer: QuestionTokenizer, question: str, asking: str
) -> None:
    spans = answer_type(tokenizer.tokens(question))[1]
    assert [question[start:stop] for start, stop in spans] == [asking]


@pytest.mark.parametrize(
    "question",
    [
        "哪吒闹海",
        "很多高校招生",
        "许多大学生就业",
        "头几个月的雨量",
        "好几家企业停产",
        "多重保障体系",
        "马蹄几何体展览",
        "那英的演唱会",
        "何炅主持的节目",
        "几内亚的矿山",
        "多哈的机场",
        "何方神圣",
    ],
)
def test_a_word_with_a_question_word_in_it_asks_nothing(
    tokenizer: QuestionTokenizer, question: str
) -> None:
    assert answer_type(tokenizer.tokens(question)) == (AnswerType(), ())


@given(st.text(st.sampled_from("渡口为什么多少条谁哪一年几个怎么样里吒何时是"), max_size=20))
def test_question_words_stand_apart_and_in_order(
    tokenizer: QuestionTokenizer, question: str
) -> None:
    spans = answer_type(tokenizer.tokens(question))[1]
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(spans))
    assert all(0 <= a < b <= len(question) for a, b in spans)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        (AnswerType(AnswerKind.NUMBER, "名"), "来了326名村民、5位老师和7条狗", ["326名", "5位"]),
        (AnswerType(AnswerKind.NUMBER, "斤"), "326名村民收了1,200余斤米", ["1,200余斤"]),
        (AnswerType(AnswerKind.NUMBER, "条"), "开通两条线路", ["两条"]),
        (AnswerType(AnswerKind.NUMBER), "增长12.5%，共三百二十六名", ["12.5%", "三百二十六名"]),
        (
            AnswerType(AnswerKind.NUMBER),
            "这是一项重大举措，二十一个村出资一万元",
            ["二十一个", "一万元"],
        ),
        (AnswerType(AnswerKind.DATE), "始建于1937年，10月8日重开", ["1937年", "10月8日"]),
        (AnswerType(AnswerKind.DATE), "占地2000平方米", []),
        (AnswerType(AnswerKind.PERSON), "书记林晓峰表示，", ["书记", "林晓峰"]),
        (AnswerType(AnswerKind.REASON), "因为水位上涨", ["因为"]),
        (AnswerType(), "什么都有，1937年", []),
    ],
)
def test_an_answer_shows_by_its_form(form: AnswerType, text: str, found: list[str]) -> None:
    text = fold(text)
    assert [text[start:stop] for start, stop in form.places(text)] == found


def test_numbers_and_dates_must_be_there() -> None:
    strict = [AnswerKind.NUMBER, AnswerKind.ORDINAL, AnswerKind.DATE]
    assert [kind for kind in AnswerKind if AnswerType(kind).strict] == strict


def test_how_something_is_sold_asks_its_price(tokenizer: QuestionTokenizer) -> None:
    assert answer_type(tokenizer.tokens("柿子现在咋卖的?"))[0].head == "咋卖"
    assert answer_type(tokenizer.tokens("鲫鱼怎么卖?"))[0].places("每公斤17元") == ((3, 6),)
    assert answer_type(tokenizer.tokens("柿子怎么卖到国外?"))[0].kind is AnswerKind.METHOD
