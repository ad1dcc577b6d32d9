from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.analysis import Analyzer
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.thesaurus import Thesaurus
from tests.retrieval.town import ARTICLES

Opened = Callable[..., Library]


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """One that has learned no names."""
    return Analyzer()


@pytest.fixture(scope="session")
def opened() -> Opened:
    """Open a library of the articles given; all share one thesaurus."""
    thesaurus = Thesaurus(None)

    def library(*articles: Article) -> Library:
        return Library(Corpus(articles), thesaurus)

    return library


@pytest.fixture(scope="session")
def town(opened: Opened) -> Library:
    return opened(*ARTICLES)
