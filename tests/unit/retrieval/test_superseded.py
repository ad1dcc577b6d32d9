"""Old versions: their words are found word for word, by nothing but the stored old text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.article import Article
from retrieval.citation.address import Reference, fingerprint
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.superseded import SHORT, OldVersions, Superseded, SupersededReports
from tests.support.corpus import ARTICLES, BRIDGE


def corrected(article: Article, old: str, new: str) -> Article:
    return replace(article, texts=tuple(text.replace(old, new) for text in article.texts))


VERSIONS = (
    Superseded(2, corrected(BRIDGE, "42米", "41米"), 200, "2" * 32),
    Superseded(1, BRIDGE, 100, "1" * 32),
)
OLD = OldVersions(VERSIONS)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((corrected(BRIDGE, "42米", "143米"), *ARTICLES[1:])))


def test_words_of_an_old_version_are_found_in_it(library: Library) -> None:
    reports = SupersededReports(OLD, library)
    [found] = reports.verify("这座桥始建于1786年,全长42米")
    assert found.version == VERSIONS[1]
    assert "全长42米" in found.place.text
    assert reports.verify("“这座桥始建于1786年，全长42米”") != ()


def test_words_of_no_version_are_not(library: Library) -> None:
    reports = SupersededReports(OLD, library)
    assert reports.verify("这座桥始建于1786年,全长40米") == ()
    assert reports.verify("桥") == ()
    assert reports.verify("") == ()


def test_an_old_address_leads_to_the_version_that_it_was_given_for() -> None:
    for version in VERSIONS:
        mark = fingerprint(version.article.texts[0])
        assert OLD.paragraph("t01", 1, mark) == version
    assert OLD.paragraph("t01", 1, fingerprint("别的")) is None
    assert OLD.paragraph("t02", 1, fingerprint(BRIDGE.texts[0])) is None
    assert OLD.paragraph("t01", 9, fingerprint(BRIDGE.texts[0])) is None


@pytest.mark.parametrize(("address", "first", "last"), [("t01", 0, 0), ("T01-1-2", 1, 2)])
def test_an_address_is_found_in_the_version_that_is_named(
    address: str, first: int, last: int
) -> None:
    for version in VERSIONS:
        for name in (version.name, version.name[:SHORT]):
            found = OLD.find(address, name)
            assert found
            assert found.version == version
            assert found.reference == Reference(version.article, first, last)
    for name in ("0" * 32, VERSIONS[0].name[: SHORT - 1], "", "x" * 5000):
        assert OLD.find(address, name) is None


def test_a_fingerprint_tells_the_version_whatever_it_names() -> None:
    for version in VERSIONS:
        for numbers in ((0, 0), (1, 1), (1, 3)):
            place = Reference(version.article, *numbers)
            found = OLD.find(f"{place}--{place.fingerprint}")
            assert found
            assert found.version == version
    for address in ("t01-1--000000", "t01-1", "t02-1--000000", "", "-" * 300, "t01-9--000000"):
        assert OLD.find(address) is None


def test_without_versions_nothing_is_found(library: Library) -> None:
    assert SupersededReports(OldVersions(), library).verify("这座桥始建于1786年,全长42米") == ()
