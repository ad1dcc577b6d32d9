from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answering.context import Context
from retrieval.answering.mismatch import RULES, told_of_another
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.builder import QueryBuilder


@pytest.fixture(scope="module")
def builder() -> QueryBuilder:
    analyzer = Analyzer()
    statistics = TermStatistics(MemoryIndex([]), analyzer, 0)
    return QueryBuilder(analyzer, statistics, Thesaurus())


@pytest.mark.parametrize(
    ("question", "report", "another"),
    [
        ("渡口为什么停运?", "渡口从三月起停运。", True),
        ("渡口为什么停运?", "因水位过低,渡口从三月起停运。", False),
        ("摆渡人老吴几岁了?", "摆渡人老吴守着渡口。首位乘客是一位63岁的老人。", True),
        ("摆渡人老吴几岁了?", "71岁的摆渡人老吴守着渡口。", False),
        ("渡口的客流在全县排第几?", "县里建起了第一座渡口。", True),
        ("渡口的客流在全县排第几?", "渡口的客流在全县排第二。", False),
        ("儿科主任是谁?", "医院开设了儿科。外科主任尚明哲带队操作。", True),
        ("儿科主任是谁?", "儿科主任尚明哲带队操作。", False),
        ("铁骑队的门将是谁?", "铁骑队输了球。海潮队门将安泰贡献5次扑救。", True),
        ("铁骑队门将是谁?", "铁骑队输了球。海潮队门将安泰贡献5次扑救。", True),
        ("海潮队的门将是谁?", "铁骑队输了球。海潮队门将安泰贡献5次扑救。", False),
        ("门将是谁?", "海潮队门将安泰贡献5次扑救。", False),
        ("渡口有多少条船?", "渡口有三条船。", False),
        ("渡口的栈桥为什么倒塌?", "渡口因栈桥倒塌停运。", True),
        ("渡口为什么停运?", "渡口因栈桥倒塌停运。", False),
        ("渡口的栈桥为什么倒塌?", "渡口因栈桥倒塌停运,倒塌是山洪造成的。", False),
        ("怎样预约渡船?", "渡船每天开三班。", True),
        ("怎样预约渡船?", "渡船每天开三班,预约可拨打电话。", False),
        ("通过什么预约渡船?", "渡船每天开三班。", False),
        ("渡船是怎样预约的?", "渡船每天开三班。", False),
    ],
)
def test_what_is_told_of_another_is_no_answer(
    builder: QueryBuilder, question: str, report: str, *, another: bool
) -> None:
    assert told_of_another(builder.build(question), Context(report, report), RULES) is another
