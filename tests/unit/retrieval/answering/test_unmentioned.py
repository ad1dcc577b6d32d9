from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answering.context import Context
from retrieval.answering.unmentioned import Unmentioned
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.builder import QueryBuilder

REPORT = "渡口的桥墩重修,花了九万元,由两名瓦工砌成。"


@pytest.fixture(scope="module")
def statistics() -> TermStatistics:
    return TermStatistics(MemoryIndex([]), Analyzer(), 0)


@pytest.mark.parametrize(
    ("question", "unmentioned"),
    [
        ("灯笼和风筝的价钱是多少?", True),
        ("渡口的桥墩花了多少钱?", False),
        # A character of it is quoted: it may be said otherwise.
        ("桥梁花了多少钱?", False),
        # A verb may be said in any words.
        ("翻修花了多少钱?", False),
        # Of the amount itself and of the report nothing is told by name.
        ("多大岁数?", False),
        ("稿子的题目有几个字?", False),
        # Not a kind of plain form: it may be told in any words.
        ("灯笼怎么样了?", False),
    ],
)
def test_nouns_that_nothing_is_told_of(
    statistics: TermStatistics, question: str, *, unmentioned: bool
) -> None:
    builder = QueryBuilder(Analyzer(), statistics, Thesaurus())
    found = Context(REPORT, REPORT, quoted=REPORT, paragraphs=(REPORT,))
    assert Unmentioned(statistics)(builder.build(question), found) is unmentioned


def test_a_like_word_in_the_report_may_stand_for_a_noun(statistics: TermStatistics) -> None:
    builder = QueryBuilder(Analyzer(), statistics, Thesaurus())
    quoted, report = "来了九十名。", "来了九十名。医生看护患者。"
    asked = builder.build("病人有多少名?")
    assert not Unmentioned(statistics)(asked, Context(quoted, report, quoted=quoted))
    assert Unmentioned(statistics)(asked, Context(quoted, quoted, quoted=quoted))
