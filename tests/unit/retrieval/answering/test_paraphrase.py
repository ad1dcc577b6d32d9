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


DISPUTES = Article(
    "x02",
    "赛场与法庭",
    (
        "决赛中,青岩队3比2逆转卫冕冠军海燕队,贺小川得到31分。",
        "法院判令奇峰公司赔偿祝某1158元。祝某还请求赔偿精神损失5000元,法院未予支持。",
        "湖里的成年个体不足4000尾,研究经费约58万元。每户限取20升。",
        "78岁的裘伯钧15岁学艺。1号楼至9号楼停水,11号楼不受影响。",
        "水库新增鱼苗超过90万尾,渔政队员至少有16名。",
        "法院判决被告退还原告祝某货款386元,并赔偿诊疗费2740元。",
        "渔政站站长贺小川到任三年。去年,水库清理网箱76个。",
    ),
)


@cache
def disputes() -> Library:
    return Library(Corpus((DISPUTES,)))


@pytest.mark.parametrize(
    "claim",
    [
        "青岩队3比2逆转海燕队",
        "贺小川得到31分",
        "奇峰公司赔偿祝某1158元",
        "研究经费58万元",
        "成年个体不足4000尾",
        "新增鱼苗超过90万尾",
        "渔政队员至少16名",
    ],
)
def test_what_is_said_of_the_same_and_as_far_is_so(claim: str) -> None:
    assert isinstance(disputes().paraphrase(claim), Agrees)


@pytest.mark.parametrize(
    "claim",
    [
        "海燕队3比2逆转青岩队",
        "青岩队是卫冕冠军",
        "祝某赔偿了1158元",
        "祝某赔偿奇峰公司1158元",
        "法院判决赔偿5000元",
        "奇峰公司赔偿了5000元",
        "成年个体超过4000尾",
        "成年个体有4000尾",
        "成年个体至少4000尾",
        "研究经费超过58万元",
        "研究经费不到58万元",
        "每户限取超过20升",
        "新增鱼苗不到90万尾",
        "新增鱼苗有90万尾",
        "渔政队员不到16名",
        "11号楼停水",
        "祝某赔偿了诊疗费2740元",
        "原告赔偿诊疗费2740元",
        "贺小川清理网箱76个",
    ],
)
def test_what_is_said_of_others_or_not_as_far_is_not_so(claim: str) -> None:
    assert not isinstance(disputes().paraphrase(claim), Agrees)


@pytest.mark.parametrize("claim", ["裘伯钧78岁", "裘伯钧是78岁", "12号楼停水", "10号楼停水"])
def test_no_other_figure_is_held_against_one_that_is_there_or_is_a_name(claim: str) -> None:
    assert disputes().paraphrase(claim) is None
