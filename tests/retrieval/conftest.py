from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.index import PostingsBM25
from retrieval.language.analysis import Analyzer
from retrieval.library import Library
from retrieval.shelf import Shelf
from retrieval.stock import Stock
from retrieval.synonyms.thesaurus import Thesaurus
from tests.retrieval.town import ARTICLES

Opened = Callable[..., Library]


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """One that has learned no names."""
    return Analyzer()


@pytest.fixture(scope="session")
def thesaurus() -> Thesaurus:
    return Thesaurus(None)


@pytest.fixture(scope="session")
def opened(analyzer: Analyzer, thesaurus: Thesaurus) -> Opened:
    """Open a library of the articles given, whose names are not learned: that takes time."""

    @cache
    def library(*articles: Article) -> Library:
        shelf = Shelf(articles)
        index = PostingsBM25(map(analyzer.index_terms, shelf))
        return Library(Stock(shelf, index, analyzer), thesaurus)

    return library


@pytest.fixture(scope="session")
def town(thesaurus: Thesaurus) -> Library:
    return Library(Corpus(ARTICLES), thesaurus)
