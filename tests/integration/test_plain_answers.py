"""What the shipped page answers, refuses, and marks: a fact is told, or said to be missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answer import Found, NotFound, Question, Told, Why
from retrieval.corpus import read
from retrieval.library import Library

PAGE = Path(__file__).parents[2] / "corpus" / "articles"


@pytest.fixture(scope="module")
def page() -> Library:
    return Library(read(PAGE))


@pytest.mark.parametrize(
    ("question", "article", "number", "marked"),
    [
        ("木心花园酒店有多少个房间?", "a05", 5, ["120个"]),
        ("木心居民宿有多少个房间?", "a05", 5, ["120个"]),
        ("北苑街道解决了多少问题?", "a04", 2, ["600余条"]),
        ("解决问题多少条?", "a04", 2, ["600余条"]),
        ("双林镇在哪个区?", "a01", 1, ["南浔区"]),
        ("项目总投资多少万元?", "a05", 2, ["约1亿元"]),
        ("李进是谁?", "a01", 4, ["李进"]),
        ("六名党员和多少老人结对?", "a01", 6, ["18名"]),
        ("生鲜垃圾处理站每天能处理多少吨?", "a02", 2, ["50吨"]),
        ("贵湖老粮仓改造项目哪一年竣工?", "a05", 2, ["2025年上半年"]),
        ("乌镇实验室什么时候成立的?", "a03", 3, ["2021年3月"]),
        ("新业态群体有多少人?", "a01", 3, ["数千人"]),
        ("谁送了锦旗?", "a10", 1, ["钱先生"]),
    ],
)
def test_the_fact_asked_for_is_quoted_and_marked(
    page: Library, question: str, article: str, number: int, marked: list[str]
) -> None:
    answer = page.answer(Question(question))
    assert isinstance(answer, Found)
    best = answer.quotes[0]
    assert (best.article.id, best.number) == (article, number)
    assert [best.text[start:stop] for start, stop in best.highlights] == marked


@pytest.mark.parametrize(
    "question",
    [
        "先锋骑士的工资是多少?",
        "店口镇在哪个市?",
        "双林镇有多少人口?",
        "杨梅涨价了多少?",
        "双林镇在哪个县?",
        "杨坑村在哪个市?",
        "山门派出所的副所长是谁?",
        "皋城村的书记是谁?",
        "乌镇实验室主任是谁?",
        "木心花园酒店的董事长是谁?",
        "徐超是哪家公司的?",
        "李进今年多大?",
        "陈德兵多少岁?",
        "木心花园酒店一晚上房价多少钱?",
        "朱婷婷带领的运营团队一共有几个人?",
    ],
)
def test_a_fact_that_is_nowhere_is_refused_and_nothing_is_marked(
    page: Library, question: str
) -> None:
    answer = page.answer(Question(question))
    assert isinstance(answer, NotFound)
    assert not any(quote.highlights for quote in answer.reason.nearest)


@pytest.mark.parametrize(
    "question",
    [
        "没有当上先锋骑士的有多少?",
        "调解不成功的有多少?",
        "杨梅最便宜卖多少?",
        "精品杨梅每斤最低卖到多少元?",
        "没有参加结对的党员有几名?",
        "不是网格员的快递小哥有多少?",
        "没有解决的问题有多少条?",
    ],
)
def test_the_opposite_of_what_is_told_is_refused_with_that_reason(
    page: Library, question: str
) -> None:
    answer = page.answer(Question(question))
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.OPPOSITE


def test_each_of_several_questions_is_answered(page: Library) -> None:
    answer = page.answer(Question("山门派出所所长是谁?杨坑村在哪个街道?"))
    assert isinstance(answer, Found)
    assert [part.question for part in answer.parts] == ["山门派出所所长是谁?", "杨坑村在哪个街道?"]
    assert all(isinstance(part.answer, Found) for part in answer.parts)
    assert [quote.article.id for quote in answer.quotes] == ["a10", "a07"]


def _told(page: Library, question: str) -> Told | None:
    return page.answer(Question(question)).told


def test_what_follows_is_asked_of_what_was_told(page: Library) -> None:
    chief = _told(page, "山门派出所所长是谁?")
    said, town = (page.answer(Question(q, chief)) for q in ("他说了什么?", "那个派出所在哪个市?"))
    assert isinstance(said, Found)
    assert (said.quotes[0].article.id, said.quotes[0].number) == ("a10", 2)
    assert isinstance(town, Found)
    best = town.quotes[0]
    assert [best.text[start:stop] for start, stop in best.highlights] == ["温州市"]


def test_the_same_asked_of_another_name_must_be_told_of_it(page: Library) -> None:
    riders = _told(page, "双林镇有多少名先锋骑士?")
    assert isinstance(page.answer(Question("店口镇呢?", riders)), NotFound)
