"""Old versions: their words are found word for word, by nothing but the stored old text."""

from __future__ import annotations

from dataclasses import replace

from retrieval.article import Article
from retrieval.citation.address import fingerprint
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.superseded import Superseded, SupersededReports
from tests.support.corpus import ARTICLES, BRIDGE


def corrected(article: Article, old: str, new: str) -> Article:
    return replace(article, texts=tuple(text.replace(old, new) for text in article.texts))


VERSIONS = (
    Superseded(2, corrected(BRIDGE, "42米", "41米"), 200),
    Superseded(1, BRIDGE, 100),
)
LIBRARY = Library(Corpus((corrected(BRIDGE, "42米", "143米"), *ARTICLES[1:])))
OLD = SupersededReports(VERSIONS, LIBRARY)


def test_words_of_an_old_version_are_found_in_it() -> None:
    [found] = OLD.verify("这座桥始建于1786年,全长42米")
    assert found.version == VERSIONS[1]
    assert "全长42米" in found.place.text
    assert OLD.verify("“这座桥始建于1786年，全长42米”") != ()


def test_words_of_no_version_are_not() -> None:
    assert OLD.verify("这座桥始建于1786年,全长40米") == ()
    assert OLD.verify("桥") == ()
    assert OLD.verify("") == ()


def test_an_old_address_leads_to_the_version_that_it_was_given_for() -> None:
    for version in VERSIONS:
        mark = fingerprint(version.article.texts[0])
        assert OLD.paragraph("t01", 1, mark) == version
    assert OLD.paragraph("t01", 1, fingerprint("别的")) is None
    assert OLD.paragraph("t02", 1, fingerprint(BRIDGE.texts[0])) is None
    assert OLD.paragraph("t01", 9, fingerprint(BRIDGE.texts[0])) is None


def test_without_versions_nothing_is_found() -> None:
    assert SupersededReports((), LIBRARY).verify("这座桥始建于1786年,全长42米") == ()
