from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.answering.opposites import Opposites
from retrieval.extraction.answer_span import AnswerExtractor
from retrieval.query.builder import QueryBuilder

OPPOSITE = [
    ("没有当上骑士的有多少?", "78名小哥担任骑士。"),
    ("调解不成功的有多少?", "调解成功率达98%。"),
    ("未申报的昆虫有多少只?", "旅客申报了昆虫73只。"),
    ("哪些村没有杨梅?", "杨坑村盛产杨梅。"),
    ("谁没有参加座谈会?", "王建国参加座谈会。"),
    ("杨梅最便宜卖多少?", "杨梅每斤最高卖到100元。"),
    ("票价最低多少元?", "票价最高7元。"),
    ("最晚什么时候开船?", "最早6时开船。"),
    ("最年轻的领款人是谁?", "领款人中最年长的是郑福来。"),
    ("废物同比增加了多少?", "废物同比减少7.22%。"),
    ("隧道什么时候竣工?", "隧道2019年6月开工。"),
    ("女子组冠军是谁?", "男子组冠军是基鲁伊。"),
    ("住院部几号搬迁?", "门诊7月1日搬迁,急诊和住院部暂不搬迁。"),
    ("末班船在哪里停靠?", "末班船不停靠,早班船停靠沙湾。"),
    ("除了双林镇,还有哪些镇?", "双林镇的快递小哥来了。"),
    ("除了枫桥村,哪个村有渡口?", "枫桥村有渡口。"),
]
ANSWERS = [
    ("没有当上骑士的有多少?", "12名小哥没有担任骑士。"),
    ("哪些人不能再约?", "三次失约者,一周内不能再约。"),
    ("有没有发生停电?", "没有发生一起停电。"),
    ("渡口是不是停运了?", "渡口停运了。"),
    ("票价最低多少元?", "票价最低2元、最高7元。"),
    ("杨梅最贵卖多少?", "杨梅每斤最高卖到100元。"),
    ("废物减少了多少?", "废物同比减少7.22%。"),
    ("除了双林镇,还有哪些镇?", "双林镇和新市镇的小哥来了。"),
    ("除了柿子还卖什么?", "村民卖柿子和大米。"),
    ("门诊几号搬迁?", "门诊7月1日搬迁,急诊和住院部暂不搬迁。"),
    ("渡口什么时候停运?", "渡口不停运的日子不多,渡口3月停运。"),
    ("渡口停运了几次?", "渡口没有停运。"),
    ("渡口", "渡口没有停运。"),
]


@pytest.mark.parametrize(("question", "text"), OPPOSITE)
def test_the_opposite_is_no_answer(
    analyzer: Analyzer, builder: QueryBuilder, question: str, text: str
) -> None:
    assert Opposites(AnswerExtractor(analyzer)).told(builder.build(question), fold(text))


@pytest.mark.parametrize(("question", "text"), ANSWERS)
def test_what_is_asked_is_not_its_opposite(
    analyzer: Analyzer, builder: QueryBuilder, question: str, text: str
) -> None:
    assert not Opposites(AnswerExtractor(analyzer)).told(builder.build(question), fold(text))
