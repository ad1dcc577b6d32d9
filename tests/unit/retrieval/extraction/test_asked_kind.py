from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.expansion.synonyms import Thesaurus
from retrieval.extraction.asked_kind import attribute_missing
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.builder import QueryBuilder


@pytest.fixture(scope="module")
def builder() -> QueryBuilder:
    analyzer = Analyzer()
    return QueryBuilder(analyzer, TermStatistics(MemoryIndex([]), analyzer, 0), Thesaurus())


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("船工的工资是多少?", True),
        ("渡船的载重量是多少?", True),
        ("河水的温度是多少?", True),
        ("渡船的排水量是多少?", False),
        # A part of it tells as much.
        ("船工的工作量是多少?", True),
        ("渡船的停靠费是多少?", False),
        ("船上的总载客量是多少?", False),
        # Any amount goes by these.
        ("渡船的数量是多少?", False),
        ("船工的年纪是多少?", False),
    ],
)
def test_an_amount_goes_by_its_name(builder: QueryBuilder, question: str, *, missing: bool) -> None:
    report = "渡口有九条船,船工十名,每条船排水量三吨,载客量四人,停靠要九元。"
    assert attribute_missing(builder.build(question), report) is missing
