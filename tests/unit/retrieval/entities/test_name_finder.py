"""Names that are kept from version to version are those that would be found again."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.entities.directory import Directory
from retrieval.entities.name_finder import KnownNames, NameFinder, NameKind
from retrieval.index.passage_store import PassageStore

PLACES = ("", "湖州市南浔区双林镇", "沈荡镇", "青禾县")
TEXTS = (
    "双林镇的快递小哥王建国说，他们去了沈荡镇。",
    "青禾和沈荡两地的居民都来了。",
    "青禾县山门派出所民警李大海介绍了情况。",
    "上海木心居酒店管理有限公司、杭州云帆科技有限公司等企业参加。",
)
VERSIONS = st.lists(
    st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(TEXTS)), max_size=4), max_size=4
)


def store_of(reports: Sequence[tuple[str, str]]) -> PassageStore:
    articles = [
        Article(f"a{number}", "题", (text,), place=place)
        for number, (place, text) in enumerate(reports)
    ]
    return PassageStore(articles)


@settings(deadline=None)
@given(VERSIONS)
def test_the_names_of_each_version_are_those_that_are_found_anew(
    analyzer: Analyzer,
    versions: list[list[tuple[str, str]]],
) -> None:
    known = KnownNames()
    for reports in versions:
        store = store_of(reports)
        after, anew = Directory(store, analyzer, known), Directory(store, analyzer)
        for kind in NameKind:
            assert after.named(kind) == anew.named(kind)


def test_only_what_differs_is_looked_through(analyzer: Analyzer) -> None:
    read: list[str] = []

    class Finder(NameFinder):
        def companies(self, text: str) -> list[str]:  # type: ignore[override]
            read.append(text)
            return []

    known, finder = KnownNames(), Finder(analyzer)
    for texts, new in ((TEXTS[:3], 3), (TEXTS[:3], 0), (TEXTS, 1)):
        assert len(list(known.found(texts, finder))) == len(texts)
        assert len(read) == new
        read.clear()
    finder.learn(Article("a", "题", (), place="青禾县"))
    list(known.found(TEXTS, finder))
    assert read == [text for text in TEXTS if "青禾" in text]
