"""Questions as they are read: guesses of the tokenizer, mended by what the reports have."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.reading import unglued
from retrieval.query.tokens import Token, words_of

TEXTS = ("楚原大学今天开学。", "新生来自楚原各地,写了三封信。")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("写楚原", ["写", "楚原"]),
        # Somebody of whom nothing is told has a name, too.
        ("钱楚原", ["钱楚原"]),
        ("写楚地", ["写楚地"]),
        ("新生", ["新生"]),
    ],
)
def test_a_verb_is_parted_from_a_guess_of_which_the_reports_have_the_rest(
    analyzer: Analyzer, word: str, parts: list[str]
) -> None:
    index = MemoryIndex(map(analyzer.index_terms, TEXTS))
    statistics = TermStatistics(index, analyzer, len(TEXTS))
    assert words_of(unglued([Token(word, 0, len(word))], statistics)) == parts
