"""What the reports and general Chinese tell of a term."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from tests.unit.retrieval.town import ARTICLES

TEXTS = [fold(text) for article in ARTICLES for text in article.texts]


@pytest.fixture(scope="module")
def statistics(analyzer: Analyzer) -> TermStatistics:
    index = MemoryIndex(map(analyzer.index_terms, TEXTS))
    return TermStatistics(index, analyzer, len(TEXTS))


def stretches(text: str) -> st.SearchStrategy[str]:
    """Stretches of 1 to 8 characters of a text."""
    starts = st.integers(0, len(text) - 1)
    return st.builds(lambda at, size: text[at : at + size], starts, st.integers(1, 8))


@given(st.sampled_from(TEXTS).flatmap(stretches))
def test_what_stands_in_a_report_may_stand_there(statistics: TermStatistics, word: str) -> None:
    """A no of `may_stand` proves absence: of no stretch of Chinese in a report is it ever said."""
    if all("\u4e00" <= character <= "\u9fff" for character in word):
        assert statistics.may_stand(word)
        assert statistics.parts(word)


@given(st.text(st.sampled_from("渡口停运西湖柿子稻田"), min_size=1, max_size=5))
def test_parts_are_all_known(statistics: TermStatistics, text: str) -> None:
    assert all(map(statistics.knows, statistics.parts(text)))
    if statistics.knows(text):
        assert statistics.parts(text) == (text,)


@pytest.mark.parametrize(
    ("word", "known", "may_stand"),
    [
        ("渡口", True, True),
        ("停运三个月", False, True),
        ("西湖", False, False),
        ("x900", False, False),
    ],
)
def test_a_word_that_is_not_known_may_stand_in_pairs(
    statistics: TermStatistics,
    word: str,
    known: bool,  # noqa: FBT001
    may_stand: bool,  # noqa: FBT001
) -> None:
    assert (statistics.knows(word), statistics.may_stand(word)) == (known, may_stand)


def test_rare_terms_tell_more(statistics: TermStatistics) -> None:
    rare, common, grammar = statistics.rarity(["候船室", "渡口", "的"])
    assert rare > common > grammar


def test_without_reports_nothing_is_known(analyzer: Analyzer) -> None:
    nothing = TermStatistics(MemoryIndex([]), analyzer, 0)
    assert not nothing.knows("渡口")
    assert nothing.parts("渡口") == ()
    assert nothing.rarity(["渡口"])[0] > 0
