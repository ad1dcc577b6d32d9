"""An archive that grew is the archive that would be built; readers see one state of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from rank_bm25 import BM25Plus

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.archive import archive as growing, manifest, postings
from retrieval.index.archive.archive import Archive
from retrieval.index.memory import PostingsBM25
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library
from retrieval.ranking.retriever import Retriever
from tests.unit.retrieval.index.archive.corpora import (
    QUESTIONS,
    articles,
    built,
    lines,
    write_lines,
)

CHANGES = st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=3)


def exact(archive: Archive, analyzer: Analyzer) -> tuple[PassageStore, PostingsBM25]:
    shelf = PassageStore(tuple(archive.view.shelf.articles))
    return shelf, PostingsBM25(map(analyzer.index_terms, shelf))


def assert_alike(archive: Archive, analyzer: Analyzer, asked: Mapping[str, float]) -> None:
    shelf, index = exact(archive, analyzer)
    view = archive.view
    assert (len(view.shelf), view.shelf.version()) == (len(shelf), shelf.version())
    assert list(view.shelf) == list(shelf)
    for limit in (1, 3, 30):
        found = [(view.shelf.place(p), score) for p, score in view.index.best(asked, limit)]
        assert found == [(shelf.place(p), score) for p, score in index.best(asked, limit)]
    for term in asked:
        assert view.index.frequency(term) == index.frequency(term)
        held = [view.shelf.place(int(p)) for p in view.index.passages(term)]
        assert held == [shelf.place(int(p)) for p in index.passages(term)]
    held = [view.shelf.place(p) for p in view.index.holding(list(asked))]
    assert held == [shelf.place(p) for p in index.holding(list(asked))]


@settings(max_examples=12, deadline=None)
@given(articles(), articles(), CHANGES, QUESTIONS, st.sampled_from([0, 3, 500]))
def test_growth_equals_a_rebuild(  # noqa: PLR0913, PLR0917 - each is drawn
    tmp_path_factory: pytest.TempPathFactory,
    analyzer: Analyzer,
    first: list[Article],
    later: list[Article],
    removals: list[list[int]],
    asked: dict[str, float],
    small: int,
) -> None:
    folder = tmp_path_factory.mktemp("growing")
    archive = built(folder / "index", write_lines(folder / "c.jsonl", []), analyzer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "_SMALL", small)
        patch.setattr(postings, "_MAPPED", small or 1)
        patch.setattr("os.fsync", lambda _: None)
        archive.put(*first)
        assert_alike(archive, analyzer, asked)
        for numbers, article in zip(removals, later, strict=False):
            there = {one.id for one in archive.view.shelf.articles}
            archive.remove(*({f"a{n}" for n in numbers} & there))
            archive.put(article)
            assert_alike(archive, analyzer, asked)
        archive.tidy()
        assert_alike(archive, analyzer, asked)
    assert_alike(Archive(folder / "index", analyzer), analyzer, asked)


@settings(deadline=None)
@given(articles(), QUESTIONS)
def test_the_plain_index_ranks_as_rank_bm25(
    analyzer: Analyzer, some: list[Article], asked: dict[str, float]
) -> None:
    shelf = PassageStore(some)
    terms = [analyzer.index_terms(text) for text in shelf]
    query = [term for term in asked for _ in range(2)]
    ours = PostingsBM25(terms).get_scores(query)
    if not any(terms):
        assert not ours.any()
        return
    theirs = BM25Plus(terms, k1=0.6, b=0.6, delta=0.5)
    # The parent gives each passage idf·delta of every term, there or not.
    constant = sum(theirs.idf.get(term, 0.0) * theirs.delta for term in query)
    assert ours == pytest.approx(theirs.get_scores(query) - constant, abs=1e-9)


def test_a_reader_keeps_what_it_saw(tmp_path: Path) -> None:
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(50)))
    view, before = archive.view, archive.view.index.best({"中国": 1.0}, 30)
    archive.remove("p3")
    archive.put(Article("new", "中国", ("中国中国",)), Article("p4", "别的", ("无关",)))
    assert view.index.best({"中国": 1.0}, 30) == before
    assert view.shelf.find("p3").id == "p3"
    assert view.shelf.find("p4").title == "题4"
    with pytest.raises(KeyError):
        archive.view.shelf.find("p3")
    assert archive.view.shelf.article(archive.view.index.best({"中国": 1.0}, 1)[0][0]).id == "new"


def test_removing_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(3)))
    with pytest.raises(KeyError):
        archive.remove("p1", "nobody")
    assert len(archive.view.shelf) == 3


def test_readers_never_see_half_a_change(tmp_path: Path) -> None:
    """Twins come and go together; a reader beside the writer finds both or neither."""
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(100)))
    twins = [Article("x", "双生", ("骑士",)), Article("y", "双生", ("骑士",))]
    stop, odd = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            view = archive.view
            found = view.index.best({"骑士": 1.0}, 10)
            names = sorted(view.shelf.article(passage).id for passage, _ in found)
            if names not in ([], ["x", "y"]):
                odd.append(names)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(10):
        archive.put(*twins)
        archive.remove("x", "y")
    stop.set()
    reader.join()
    assert odd == []


def test_two_processes_may_write(tmp_path: Path) -> None:
    """Each sees what the other did before it changes anything: here, two archives open at once."""
    one = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(3)))
    other = Archive(tmp_path / "index", Analyzer())
    one.put(Article("x", "一", ("甲",)))
    other.put(Article("y", "二", ("乙",)))
    assert {a.id for a in other.view.shelf.articles} == {"p0", "p1", "p2", "x", "y"}


def test_many_changes_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "_SMALL", 0)
    monkeypatch.setattr(growing, "_SEGMENTS", 3)
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(20)))
    for number in range(6):
        archive.put(Article(f"n{number}", "新", (f"第{number}",)))
    for thread in threading.enumerate():
        if thread.name == "tidy":
            thread.join()
    assert len(archive.manifest.segments) <= 4
    assert len(archive.view.shelf.articles) == 26


def test_the_operating_point_is_found_again_when_much_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []

    def find(finder: Retriever, *_: object) -> float:
        found.append(len(finder.shelf))
        return len(finder.shelf) / 1000

    monkeypatch.setattr("retrieval.library.operating_point", find)
    source = write_lines(tmp_path / "c.jsonl", lines(100))
    library = Library.open(source, index=tmp_path / "few")
    library = library.put(Article("n", "新", ("新的。",)))
    assert found == [100, 101]
    Library.open(source, index=tmp_path / "few").remove("n")
    assert found == [100, 101, 100]
    monkeypatch.setattr(manifest, "FEW", 50)
    library = Library.open(source, index=tmp_path / "many")
    for number in range(5):
        library = library.put(Article(f"p{number}", "新", ("一段。",)))
    library.put(Article("last", "新", ("", "一段。", "又一段。")))
    assert found[3:] == [100, 102]
    Library.open(source, index=tmp_path / "many")
    assert found[3:] == [100, 102]
