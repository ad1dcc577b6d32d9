"""The law, for `make test` and `make fuzz`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from benchmarks.truth.asking import Tally
from benchmarks.truth.raw_reports import RawReports
from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.index.open_index import OpenIndex
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library


@cache
def _language() -> tuple[Analyzer, Thesaurus]:
    """Names are not learned from the reports: that takes time."""
    return Analyzer(), Thesaurus(None)


def library(articles: tuple[Article, ...]) -> Library:
    shelf, (analyzer, thesaurus) = PassageStore(articles), _language()
    index = MemoryIndex(map(analyzer.index_terms, shelf))
    return Library(OpenIndex(shelf, index, analyzer), thesaurus)


def all_said_is_true(
    articles: tuple[Article, ...], raw: RawReports, questions: Sequence[str]
) -> Tally:
    """Ask a library of the articles; assert that all it says is true of the raw reports."""
    tally = Tally()
    tally.ask(library(articles), raw, questions)
    assert tally.false == []
    return tally
