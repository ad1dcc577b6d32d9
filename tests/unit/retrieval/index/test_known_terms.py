from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.index.archive import manifest
from retrieval.index.known_terms import KnownTerms
from retrieval.index.open_index import in_memory
from retrieval.library import Library
from retrieval.ranking.retriever import Retriever

TEXTS = st.lists(st.text("青石镇的望月桥店口修", min_size=1, max_size=12), max_size=4)
NAMES = st.lists(st.sampled_from(["月桥店", "镇的望", "青石镇", "店口修"]), max_size=3)


@pytest.fixture(scope="module")
def plain() -> Analyzer:
    return Analyzer()


@given(versions=st.lists(st.tuples(NAMES, TEXTS), max_size=4))
@settings(max_examples=12)
def test_terms_are_those_of_a_fresh_analyser(
    plain: Analyzer, versions: list[tuple[list[str], list[str]]]
) -> None:
    known = KnownTerms(plain)
    for names, texts in versions:
        analyzer = known.learned(names)
        fresh = plain.blank()
        fresh.learn(names)
        assert list(known.cut(texts, analyzer)) == list(map(fresh.index_terms, texts))


def test_only_what_is_new_is_cut(plain: Analyzer, monkeypatch: pytest.MonkeyPatch) -> None:
    known, cut, real = KnownTerms(), list[str](), plain.index_terms
    list(known.cut(["一座桥", "一条河"], plain))

    def listen(text: str) -> list[str]:
        cut.append(text)
        return real(text)

    monkeypatch.setattr(plain, "index_terms", listen)
    list(known.cut(["一条河", "一座山"], plain))
    assert cut == ["一座山"]


def test_the_operating_point_of_many_reports_holds_until_much_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[int] = []

    def find(finder: Retriever, *_: object) -> float:
        found.append(len(finder.shelf))
        return 0.3

    monkeypatch.setattr("retrieval.library.operating_point", find)
    monkeypatch.setattr(manifest, "FEW", 50)
    known, articles = KnownTerms(), tuple[Article, ...]()
    for first in (0, 5, 10, 11, 12):
        articles = tuple(
            Article(f"a{n}", "渡口", (f"第{n}条船。",)) for n in range(first, first + 100)
        )
        Library(in_memory(Corpus(articles), known))
    assert found == [100, 100]
    monkeypatch.setattr(manifest, "FEW", 1000)
    Library(in_memory(Corpus(articles[1:]), known))
    assert found == [100, 100, 99]


def test_the_analyser_of_the_same_names_is_used_again(plain: Analyzer) -> None:
    known = KnownTerms(plain)
    first = known.learned(["青石镇", "店口修"])
    list(known.cut(["青石镇的桥"], first))
    assert known.learned(["店口修", "青石镇", "青石镇", "的"]) is first
    other = known.learned(["店口修"])
    assert other is not first
    assert other.names == {"店口修"}
