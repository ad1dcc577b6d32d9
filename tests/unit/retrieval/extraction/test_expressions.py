from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Span
from retrieval.extraction.expressions import amounts, times

TEXTS = st.text(
    st.sampled_from("约超数十百万3.5,-%年月日时分秒至到余名个元上午今第之"), max_size=30
)


def of(text: str, spans: list[Span]) -> list[str]:
    return [text[start:stop] for start, stop in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("派件约300个,来了数千人", ["约300个", "数千人"]),
        ("累计超40万台,占三分之一", ["超40万台", "三分之一"]),
        ("含盐量为千分之四点二,八成一的人", ["千分之四点二", "八成一"]),
        ("利润-3.2亿元", ["-3.2亿元"]),
        ("历时五年多,两到三次", ["五年多", "两到三次"]),
        ("同步计数三天", ["三天"]),
        ("3小时20分", ["3小时20分"]),
        ("十岁以下儿童", ["十岁以下"]),
        ("响应由Ⅳ级提至Ⅲ级,水质达到ii类", ["Ⅳ级", "Ⅲ级", "ii类"]),
        ("第三人称,第二十七人,第24轮", []),
        ("第一批来了两人", ["两人"]),
        ("历时一年半,又过两个半月,三天半后", ["一年半", "两个半月", "三天半"]),
        ("两个多月,5个半小时,2年半", ["两个多月", "5个半小时", "2年半"]),
        ("门票3元半价,跑8000米半程,3名半决赛选手", ["3元", "8000米", "3名"]),
        ("每公斤360瓦时,300毫升,50赫兹,5000毫安时", ["360瓦时", "300毫升", "50赫兹", "5000毫安时"]),
        ("没有数字", []),
    ],
)
def test_amounts_are_whole(text: str, found: list[str]) -> None:
    assert of(text, amounts(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("计划2025年上半年竣工", ["2025年上半年"]),
        ("今年4月16日揭牌", ["今年4月16日"]),
        ("每周六上午10时开场", ["每周六上午10时"]),
        ("从20时到次日3时", ["20时到次日3时"]),
        ("凌晨两点以后离馆", ["凌晨两点以后"]),
        ("今年前四个月", ["今年"]),
        ("建馆46年来", []),
        ("偏一点就落到海里", []),
        ("千分之四点二", []),
        ("占地2000平方米", []),
    ],
)
def test_times_are_whole(text: str, found: list[str]) -> None:
    assert of(text, times(text)) == found


@given(TEXTS)
def test_spans_lie_in_the_text_in_order_and_cut_no_number(text: str) -> None:
    for spans in (amounts(text), times(text)):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
    for _, stop in amounts(text):
        assert not (text[stop - 1].isdigit() and text[stop : stop + 1].isdigit())
