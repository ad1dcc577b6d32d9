"""An archive that grew is the archive that would be built; readers see one state of it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from rank_bm25 import BM25Plus

from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Question
from retrieval.article import Article, Quote
from retrieval.corpus import CorpusError
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index import passage_store
from retrieval.index.archive import archive as growing, manifest, segment
from retrieval.index.archive.archive import Archive
from retrieval.index.archive.merging import merge
from retrieval.index.archive.segment import Segment, write_segment
from retrieval.index.archive.segment_view import NO_TOMBSTONES, SegmentView
from retrieval.index.bm25 import K1, B
from retrieval.index.memory import MemoryIndex
from retrieval.index.open_index import seen
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
from tests.unit.retrieval.index.conformance import assert_keeps_protocol

CHANGES = st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=3)


def assert_alike(archive: Archive, analyzer: Analyzer, asked: Mapping[str, float]) -> None:
    view = archive.view
    assert_keeps_protocol(view.index, view.store, analyzer, asked)
    shelf = PassageStore(tuple(view.store.articles))
    assert view.store.version() == shelf.version()
    assert list(view.store) == list(shelf)


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
        patch.setattr(passage_store, "LONGEST", 5 if small else 2000)
        patch.setattr("os.fsync", lambda _: None)
        archive.put(*first)
        assert_alike(archive, analyzer, asked)
        for numbers, article in zip(removals, later, strict=False):
            there = {one.id for one in archive.view.store.articles}
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
    ours = MemoryIndex(terms).get_scores(query)
    if not any(terms):
        assert not ours.any()
        return
    theirs = BM25Plus(terms, k1=K1, b=B, delta=0)
    assert ours == pytest.approx(theirs.get_scores(query), abs=1e-9)


def test_a_reader_keeps_what_it_saw(tmp_path: Path) -> None:
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(50)))
    view, before = archive.view, archive.view.index.best({"中国": 1.0}, 30)
    archive.remove("p3")
    archive.put(Article("new", "中国", ("中国中国",)), Article("p4", "别的", ("无关",)))
    assert view.index.best({"中国": 1.0}, 30) == before
    assert view.store.find("p3").id == "p3"
    assert view.store.find("p4").title == "题4"
    with pytest.raises(KeyError):
        archive.view.store.find("p3")
    assert archive.view.store.article(archive.view.index.best({"中国": 1.0}, 1)[0][0]).id == "new"


def test_removing_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(3)))
    with pytest.raises(KeyError):
        archive.remove("p1", "nobody")
    assert len(archive.view.store) == 3


def test_readers_never_see_half_a_change(tmp_path: Path) -> None:
    """Twins come and go together; a reader beside the writer finds both or neither."""
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(100)))
    twins = [Article("x", "双生", ("骑士",)), Article("y", "双生", ("骑士",))]
    stop, odd = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            view = archive.view
            found = view.index.best({"骑士": 1.0}, 10)
            names = sorted(view.store.article(passage).id for passage, _ in found)
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
    assert {a.id for a in other.view.store.articles} == {"p0", "p1", "p2", "x", "y"}


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
    assert len(archive.view.store.articles) == 26


def test_the_operating_point_is_found_again_when_much_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []

    def find(finder: Retriever, *_: object) -> float:
        found.append(len(finder.shelf))
        return len(finder.shelf) / 1000

    monkeypatch.setattr("retrieval.library.operating_point", find)
    source = write_lines(tmp_path / "c.jsonl", lines(100))
    few, many = (built(tmp_path / name, source) for name in ("few", "many"))

    def opened(archive: Archive) -> None:
        Library(seen(archive), Thesaurus())

    opened(few)
    few.put(Article("n", "新", ("新的。",)))
    opened(few)
    few.remove("n")
    opened(few)
    assert found == [100, 101, 100]
    monkeypatch.setattr(manifest, "FEW", 50)
    opened(many)
    for number in range(5):
        many.put(Article(f"p{number}", "新", ("一段。",)))
        opened(many)
    many.put(Article("last", "新", ("", "一段。", "又一段。")))
    opened(many)
    opened(Archive(tmp_path / "many", Analyzer()))
    assert found[3:] == [100, 102]


def test_what_was_put_in_the_place_of_a_file_is_proved_without_it(
    tmp_path: Path, thesaurus: Thesaurus
) -> None:
    source = tmp_path / "reports"
    source.mkdir()
    for name in ("a1", "a2"):
        text = f"---\nid: {name}\ntitle: 渡口\n---\n\n渡口停运了。\n"
        (source / f"{name}.md").write_text(text, "utf-8")
    archive = built(tmp_path / "index", source)
    archive.put(Article("a1", "渡口", ("渡口恢复了。",)))
    library = Library(seen(archive), thesaurus)
    quotes = [Quote(library.article(name), 1, 0, 5) for name in ("a1", "a2")]
    assert library.unproved(quotes) == [None, None]
    assert library.unproved([Quote(seen(archive).store.find("a1"), 1, 0, 5)]) == [None]
    before = Article("a1", "渡口", ("渡口停运了。",))
    assert library.unproved([Quote(before, 1, 0, 5)]) != [None]


def test_files_are_closed_with_the_last_reader(tmp_path: Path, thesaurus: Thesaurus) -> None:
    """Without the garbage collector, which finds only what holds itself."""
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(30)))
    gc.collect()
    gc.disable()
    try:
        before = open_files()
        for number in range(6):
            archive.put(Article("new", "骑士", (f"先锋骑士有{number}名。",)))
            library = Library(seen(archive), thesaurus)
            assert library.search("先锋骑士")
            library.answer(Question("先锋其士有多少名?"))
            del library
        assert open_files() == before
    finally:
        gc.enable()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_more_postings_than_can_be_told_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, analyzer: Analyzer
) -> None:
    """When they are written, and when segments are merged: what is there stays."""
    monkeypatch.setattr(segment, "MOST_POSTINGS", 400)
    few = tmp_path / "few"
    write_segment(few, lines(5), analyzer)
    size = int(Segment(few).starts[-1])
    assert size <= 400
    with pytest.raises(CorpusError, match="too many"):
        write_segment(tmp_path / "many", lines(100), analyzer)
    monkeypatch.setattr(segment, "MOST_POSTINGS", size)
    part = SegmentView(Segment(few), NO_TOMBSTONES, 0)
    merge(tmp_path / "one", [part])
    with pytest.raises(CorpusError, match="too many"):
        merge(tmp_path / "two", [part, part])
    assert not (tmp_path / "two").exists()
