from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.index.open_index import OpenIndex
from retrieval.index.passage_store import PassageStore
from retrieval.index.term_statistics import TermStatistics
from retrieval.library import Library
from retrieval.query.builder import QueryBuilder
from retrieval.query.tokens import QuestionTokenizer
from tests.unit.retrieval.town import ARTICLES

Opened = Callable[..., Library]


@pytest.fixture(scope="session")
def tokenizer(analyzer: Analyzer) -> QuestionTokenizer:
    return QuestionTokenizer(analyzer)


@pytest.fixture(scope="session")
def builder(analyzer: Analyzer, thesaurus: Thesaurus) -> QueryBuilder:
    """One that knows of no report."""
    statistics = TermStatistics(MemoryIndex([]), analyzer, 0)
    return QueryBuilder(analyzer, statistics, thesaurus)


@pytest.fixture(scope="session")
def thesaurus() -> Thesaurus:
    return Thesaurus(None)


@pytest.fixture(scope="session")
def opened(analyzer: Analyzer, thesaurus: Thesaurus) -> Opened:
    """Open a library of the articles given, whose names are not learned: that takes time."""

    @cache
    def library(*articles: Article) -> Library:
        shelf = PassageStore(articles)
        index = MemoryIndex(map(analyzer.index_terms, shelf))
        return Library(OpenIndex(shelf, index, analyzer), thesaurus)

    return library


@pytest.fixture(scope="session")
def town(thesaurus: Thesaurus) -> Library:
    return Library(Corpus(ARTICLES), thesaurus)
