"""Claims are held against clauses: never taken for true of another thing, place or time."""

from __future__ import annotations

from functools import cache

import pytest

from retrieval.article import Article
from retrieval.claims.statements import Agrees, OtherFigure
from retrieval.corpus import Corpus
from retrieval.library import Library

REPORT = Article(
    "x01",
    "渡口新事",
    (
        "青禾县渡口去年运送旅客3200人次,今年已有12名船工上岗,8名学徒拜师。",
        "红河镇的茶馆每壶茶卖15元,柳湾村的茶馆卖20元。修船费由900元降到600元。",
        "2021年3月,青禾县与水利学院合作建成水文站。",
        "目前,渡口已成功创建“无废码头”泊位6处。",
    ),
    byline="林小满",
    place="青禾县",
)


@cache
def library() -> Library:
    return Library(Corpus((REPORT,)))


@pytest.mark.parametrize(
    "claim",
    [
        "青禾县有12名船工上岗",
        "渡口今年12名船工上岗",
        "红河镇的茶馆每壶茶卖15元",
        "青禾县水文站是2021年3月建成",
        "修船费降到600元",
        "青禾县的无废码头创建成功了6处",
    ],
)
def test_what_a_clause_says_in_other_words_is_so(claim: str) -> None:
    assert isinstance(library().paraphrase(claim), Agrees)


@pytest.mark.parametrize(
    ("claim", "claimed", "printed"),
    [
        ("青禾县有21名船工上岗", "21名", "12名"),
        ("青禾县有9名学徒拜师", "9名", "8名"),
        ("柳湾村的茶馆卖18元", "18元", "20元"),
    ],
)
def test_another_number_beside_the_same_thing_is_told(
    claim: str, claimed: str, printed: str
) -> None:
    judged = library().paraphrase(claim)
    assert isinstance(judged, OtherFigure)
    assert (judged.claimed, judged.printed) == (claimed, printed)


@pytest.mark.parametrize(
    "claim",
    [
        "红河镇有12名船工上岗",
        "青禾县没有12名船工上岗",
        "红河镇的茶馆卖20元",
        "柳湾村的茶馆卖15元",
        "青禾县有12名学徒拜师",
        "修船费是900元",
        "柳湾村与水利学院合作建成水文站",
        "青禾县水文站是2019年建成",
        "青禾县的渡口很好",
        "青禾县有12名厨师上岗",
        "青禾县没有创建无废码头6处",
        "无废码头未创建6处",
    ],
)
def test_what_no_clause_says_is_not_so(claim: str) -> None:
    assert not isinstance(library().paraphrase(claim), Agrees)
