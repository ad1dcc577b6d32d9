"""Kinds of faults of questions: behind text that was pasted, and words inside other words."""

from __future__ import annotations

import pytest

from retrieval.answer import Found, Question
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.query.metadata import metadata_question
from tests.support.shelf import SHELF

REPORTS = "\n".join(text for article in SHELF[:3] for text in article.texts)
OTHERS = "老街的茶馆坐满了人，晒场上摆着新收的稻谷。" * 8


@pytest.fixture(scope="module")
def shelf() -> Library:
    return Library(Corpus(SHELF))


@pytest.mark.parametrize(
    "pasted", [REPORTS, OTHERS, f"转发：\n{OTHERS}", f"{OTHERS}（完）\n\n", f"“{OTHERS}”"]
)
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("每艘渡船可载多少人?", "45人"),
        ("渡船单程几分钟？", "8分钟"),
        ("春茶每斤卖多少元呢", "260元"),
        ("请问卫生院首月看诊多少人次?", "213人次"),
        ("气象站站长是谁啊？", "丁小禾"),
        ("谁知道风筝坊开了多少年", "61年"),
        ("以上是真的吗?CT机预算多少?", "480万元"),
        ("想问一下远程会诊什么时候开通的", "6月1日"),
        ("茶农是谁？？", "罗桂香"),
        ("春茶每斤卖多少元?!", "260元"),
        ("CT机预算多少？谢谢!", "480万元"),
        ("CT机预算多少?谢谢您了～", "480万元"),
        ("渡船单程几分钟?（急）", "8分钟"),
        ("卫生院首月看诊多少人次？？？多谢！！", "213人次"),
        ("卫生院院长叫什么名字。", "邵明澜"),
    ],
)
def test_a_question_behind_pasted_text_is_answered(
    shelf: Library, pasted: str, question: str, answer: str
) -> None:
    found = shelf.answer(Question(pasted + question))
    assert isinstance(found, Found)
    best = found.quotes[0]
    assert [best.text[a:b] for a, b in best.highlights] == [answer]


INSIDE = ("那", "多大", "多高", "多重", "多层", "几点", "几何", "何", "多少", "谁", "哪", "几")


@pytest.mark.parametrize(
    "question",
    [
        "很多大桥在哪里?",
        "大多数茶农住在哪里?",
        "许多高楼什么时候建的?",
        "多层会诊体系包括什么?",
        "多重国籍的人有什么权利?",
        "好几个渡口在哪里?",
        "何家村的人靠什么生活?",
        "刹那间发生了什么?",
        "几何体在哪里展出?",
        "那坡县在什么地方?",
        "禅那是什么?",
        "任何人都能做什么?",
        "哪怕下雨也开的是什么?",
        "哪吒庙在什么地方?",
    ],
)
def test_a_question_word_inside_a_word_asks_nothing(shelf: Library, question: str) -> None:
    query = shelf.query(Question(question))
    assert [query.text[a:b] for a, b in query.asking if query.text[a:b] in INSIDE] == []
    assert query.asking


@pytest.mark.parametrize(
    "question",
    [
        "哪些通讯公司涨了价?",
        "哪些通讯卫星上了天?",
        "哪些通讯基站断了电?",
        "哪些新闻记者受了伤?",
        "哪些新闻专业停了招?",
        "哪些新闻节目停播?",
        "哪些通报批评的事?",
        "哪些公告栏坏了?",
        "哪些报名的学生当了站长?",
        "哪些报亭拆了?",
        "哪些报告厅开放?",
        "哪些报废汽车没有拖走?",
        "哪些报警器响了?",
        "哪些通讯员来采访?",
        "哪些题目最难?",
        "哪些篇幅最长?",
        "哪些通讯录丢了?",
    ],
)
def test_a_word_that_begins_like_a_report_asks_for_no_list(shelf: Library, question: str) -> None:
    assert metadata_question(shelf.query(Question(question)).tokens) is None
