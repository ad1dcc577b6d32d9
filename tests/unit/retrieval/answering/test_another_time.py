from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answering.another_time import of_another_time, of_another_year
from retrieval.answering.context import Context
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.builder import QueryBuilder


@pytest.fixture(scope="module")
def builder() -> QueryBuilder:
    analyzer = Analyzer()
    return QueryBuilder(analyzer, TermStatistics(MemoryIndex([]), analyzer, 0), Thesaurus())


@pytest.mark.parametrize(
    ("question", "opening", "passage", "another"),
    [
        ("去年的灯会有多少人?", "灯会开幕。", "来了九千人。", True),
        ("去年的灯会有多少人?", "灯会开幕。", "上年来了九千人。", False),
        ("去年的灯会有多少人?", "去年灯会开幕。", "来了九千人。", False),
        # Which year the report calls by its number is not known.
        ("去年的灯会有多少人?", "2024年灯会开幕。", "来了九千人。", False),
        ("上一届灯会有多少人?", "本届灯会开幕。", "来了九千人。", True),
        ("上一届灯会有多少人?", "本届灯会开幕。", "比上届多来了九千人。", False),
        ("灯会有多少人?", "灯会开幕。", "来了九千人。", False),
        # Another year may have been told of before, another edition is told of where it is named.
        ("去年的灯会有多少人?", "灯会开幕。", "来了九千人。|去年三月。", False),
        ("上一届灯会有多少人?", "灯会开幕。", "来了九千人。|上届在三月。", True),
    ],
)
def test_another_time_than_the_reports_own(
    builder: QueryBuilder, question: str, opening: str, passage: str, *, another: bool
) -> None:
    told, *rest = passage.split("|")
    found = Context(told, opening + passage, paragraphs=(opening, told, *rest))
    assert of_another_time(builder.build(question), found) is another


@pytest.mark.parametrize(
    ("opening", "passage", "another"),
    [
        ("灯会开幕。", "2023年来了九千人。", True),
        ("灯会开幕。", "2022年来了九千人。", False),
        ("2022年灯会开幕。", "比2021年多来了九千人。", False),
        ("灯会开幕。", "来了九千人。", False),
    ],
)
def test_another_year_than_the_one_asked_about(
    builder: QueryBuilder, opening: str, passage: str, *, another: bool
) -> None:
    found = Context(passage, opening + passage, paragraphs=(opening, passage))
    assert of_another_year(builder.build("2022年的灯会有多少人?"), found) is another
