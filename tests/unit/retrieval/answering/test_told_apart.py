from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answering.context import Context
from retrieval.answering.told_apart import ToldApart
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.builder import QueryBuilder

OPENING = "灯会三月开幕,设皮影、剪纸和泥塑三个展台。"


@pytest.fixture(scope="module")
def statistics() -> TermStatistics:
    return TermStatistics(MemoryIndex([]), Analyzer(), 0)


@pytest.mark.parametrize(
    ("question", "paragraphs", "apart"),
    [
        # The owner and what is asked of it stand in two paragraphs.
        ("凉亭的造价是多少?", ("灯会三月开幕。", "河边有一座凉亭。", "码头造价九万元。"), True),
        ("凉亭的造价是多少?", ("灯会三月开幕。", "河边凉亭造价两万元。", "码头重修。"), False),
        # The report is about the owner as a whole: its title or opening says so.
        ("凉亭的造价是多少?", ("凉亭三月完工。", "匠人十名。", "造价九万元。"), False),
        # In the opening it is one of several.
        ("剪纸的作者是谁?", (OPENING, "皮影的作者是尚明哲。"), True),
        ("剪纸的作者是谁?", (OPENING, "剪纸的作者是尚明哲。"), False),
        # What no paragraph has is not told apart.
        ("凉亭的造价是多少?", ("灯会三月开幕。", "河边有一座凉亭。"), False),
        # Nobody owns what is asked.
        ("造价是多少?", ("灯会三月开幕。", "码头造价九万元。"), False),
        ("皮影由谁制作?", (OPENING, "皮影三十件。", "泥塑由尚明哲制作。"), True),
    ],
)
def test_an_owner_and_what_is_asked_of_it_share_a_paragraph(
    statistics: TermStatistics, question: str, paragraphs: tuple[str, ...], *, apart: bool
) -> None:
    builder = QueryBuilder(Analyzer(), statistics, Thesaurus())
    found = Context(paragraphs[-1], "\n".join(paragraphs), paragraphs=paragraphs)
    assert ToldApart(statistics)(builder.build(question), found) is apart
