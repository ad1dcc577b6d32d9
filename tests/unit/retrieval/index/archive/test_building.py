"""Building: what is there is opened, what is broken is named and built again, work is not lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Listing, Question
from retrieval.article import Article
from retrieval.corpus import CorpusError
from retrieval.index.archive import analysing, building
from retrieval.index.archive.archive import Archive
from retrieval.index.archive.building import Builder
from retrieval.index.archive.folder import corpus_of
from retrieval.index.archive.manifest import read_manifest
from retrieval.index.archive.segment import write_segment
from retrieval.index.open_index import on_disk
from retrieval.library import Library
from tests.unit.retrieval.index.archive.corpora import built, lines, write_lines

REPORTS = Path(__file__).parents[5] / "corpus" / "articles"


def test_what_is_up_to_date_is_only_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(30))
    first = built(tmp_path / "index", source)

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(building, "read", refuse)
    again = built(tmp_path / "index", source)
    assert again.view.store.version() == first.view.store.version()


@pytest.mark.parametrize("name", ["segment-1", "manifest.json"])
@pytest.mark.parametrize("damage", ["cut", "flip", "foreign", "gone"])
def test_what_is_broken_is_named_and_built_again(tmp_path: Path, name: str, damage: str) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(30))
    version = built(tmp_path / "index", source).view.store.version()
    path = tmp_path / "index" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 4
    broken = {"cut": bytes(data[:99]), "flip": bytes(data), "foreign": b"GIF89a" * 50}
    path.unlink() if damage == "gone" else path.write_bytes(broken[damage])
    said: list[str] = []
    again = Builder(say=said.append).open(source, tmp_path / "index", Analyzer())
    assert again.view.store.version() == version
    assert [str(path) in sentence for sentence in said] == [True]


def test_another_analysis_means_another_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(5))
    built(tmp_path / "index", source)
    monkeypatch.setattr("retrieval.analysis.analyzer.ANALYSIS", 10**9)
    said: list[str] = []
    Builder(say=said.append).open(source, tmp_path / "index", Analyzer())
    assert "analysed in another way" in said[0]


def test_a_changed_corpus_changes_the_index(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(30))
    built(tmp_path / "index", source)
    now = [Article("p0", "新题", ("新的正文",)), *lines(30)[2:], Article("p99", "末", ("最后",))]
    archive = built(tmp_path / "index", write_lines(source, now))
    assert {a.id: a for a in archive.view.store.articles} == {a.id: a for a in now}


def test_of_many_reports_only_those_that_changed_are_analysed(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(1200))
    before = built(tmp_path / "index", source).manifest.segments
    now = [Article("p0", "新题", ("新的正文",)), *lines(1200)[2:], Article("q", "末", ("最后",))]
    archive = built(tmp_path / "index", write_lines(source, now))
    assert {a.id: a for a in archive.view.store.articles} == {a.id: a for a in now}
    assert archive.manifest.segments[0].name == before[0].name
    assert archive.manifest.changed == 4


@pytest.mark.slow
def test_an_index_of_other_reports_is_what_a_fresh_one_is(tmp_path: Path) -> None:
    shelf, index = tmp_path / "shelf", tmp_path / "index"
    shelf.mkdir()
    reports = sorted(REPORTS.iterdir())
    for report in reports[:2]:
        (shelf / report.name).write_bytes(report.read_bytes())
    Library.open(shelf, index=index)
    for report in reports[:2]:
        (shelf / report.name).unlink()
    for report in reports[2:]:
        (shelf / report.name).write_bytes(report.read_bytes())
    Library.open(shelf, index=index)
    Library.open(shelf, index=tmp_path / "fresh")
    grown, fresh = read_manifest(index), read_manifest(tmp_path / "fresh")
    assert grown.point is not None
    assert (grown.point, grown.names) == (fresh.point, fresh.names)


def test_an_empty_corpus_finds_nothing(tmp_path: Path) -> None:
    archive = built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", []))
    assert archive.view.index.best({"中国": 1.0}, 30) == []
    assert len(archive.view.store) == len(archive.view.store.articles) == 0


def test_no_corpus_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        built(tmp_path / "index", tmp_path / "nowhere.jsonl")
    assert not (tmp_path / "index").exists()


def test_an_index_keeps_to_the_reports_it_was_made_of(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(5))
    version = on_disk(source, tmp_path / "index").store.version()
    said: list[str] = []
    builder = Builder(say=said.append)
    assert on_disk(None, tmp_path / "index", builder).store.version() == version
    write_lines(source, lines(7))
    assert len(on_disk(None, tmp_path / "index", builder).store) == 7
    assert said == []
    other = write_lines(tmp_path / "other.jsonl", lines(3))
    assert len(on_disk(other, tmp_path / "index", builder).store) == 3
    assert said == [f"{tmp_path / 'index'}: was made of {source}, is brought to {other}"]
    assert len(on_disk(None, tmp_path / "index", builder).store) == 3
    assert len(said) == 1


@pytest.mark.parametrize("gone", ["other.jsonl", "index/manifest.json", "index/segment-1"])
def test_an_index_that_cannot_tell_of_what_it_was_made_is_not_made_of_others(
    tmp_path: Path, gone: str
) -> None:
    source = write_lines(tmp_path / "other.jsonl", lines(5))
    version = on_disk(source, tmp_path / "index").store.version()
    (tmp_path / gone).unlink()
    if gone.endswith("segment-1"):
        assert on_disk(None, tmp_path / "index").store.version() == version
        return
    before = sorted((tmp_path / "index").iterdir())
    with pytest.raises(CorpusError, match="name the reports") as caught:
        on_disk(None, tmp_path / "index")
    assert str(tmp_path / gone) in str(caught.value)
    assert sorted((tmp_path / "index").iterdir()) == before


def test_without_an_index_our_reports_are_indexed(tmp_path: Path) -> None:
    assert len(on_disk(None, tmp_path / "index").store.articles) == len(list(REPORTS.glob("*.md")))


def test_the_reports_of_an_index_are_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPORTS.parent)
    on_disk(Path("articles"), tmp_path / "index")
    monkeypatch.chdir(tmp_path)
    found = corpus_of(tmp_path / "index")
    assert found
    assert all(
        (found / name).is_file() for name in on_disk(None, tmp_path / "index").files.values()
    )


@pytest.mark.slow
def test_several_processes_make_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(40))
    one = built(tmp_path / "one", source)
    monkeypatch.setattr(analysing, "BATCH", 300)
    two = built(tmp_path / "two", source, jobs=2)
    asked = {"中国": 1.0, "湖州市": 2.0, "日": 0.4}
    assert two.view.index.best(asked, 30) == one.view.index.best(asked, 30)
    assert two.view.store.version() == one.view.store.version()


BUILD = """
import sys, time
from pathlib import Path
from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Listing, Question
from retrieval.index.archive import analysing
from retrieval.index.archive import building
analysing.BATCH = 300
def tell(done, total):
    print(done, flush=True)
    time.sleep(0.3)
if __name__ == "__main__":
    building.Builder(tell=tell).open(Path(sys.argv[1]), Path(sys.argv[2]), Analyzer())
"""


@pytest.mark.slow
def test_a_killed_build_is_taken_up_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(400))
    script = tmp_path / "build.py"
    script.write_text(BUILD)
    command = [sys.executable, str(script), str(source), str(tmp_path / "index")]
    # In a script file: processes of their own are made by importing it.
    with subprocess.Popen(  # noqa: S603 - our own
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "index/building").iterdir()}
    assert len(kept) >= 2
    written: list[str] = []
    write = write_segment

    def record(path: Path, batch: Sequence[Article], analyzer: Analyzer) -> None:
        written.append(path.name)
        write(path, batch, analyzer)

    monkeypatch.setattr(analysing, "write_segment", record)
    monkeypatch.setattr(analysing, "BATCH", 300)
    monkeypatch.setattr(building, "in_processes", lambda work, parts, _jobs: map(work, parts))
    archive = built(tmp_path / "index", source)
    assert len(archive.view.store) == 400
    assert written
    assert not kept.keys() & set(written)
    assert not (tmp_path / "index/building").exists()


def test_a_library_says_the_same_from_memory_and_from_an_index(tmp_path: Path) -> None:
    source = Path(__file__).parents[5] / "corpus" / "articles"
    plain, indexed = Library.open(source), Library.open(source, index=tmp_path / "index")
    assert indexed.version == plain.version
    assert indexed.search("双林镇 快递", 20) == plain.search("双林镇 快递", 20)
    assert tuple(indexed.articles) == tuple(plain.articles)


def test_an_archive_opens_in_the_time_of_a_blink(tmp_path: Path) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(2000))
    analyzer = Analyzer()
    built(tmp_path / "index", source, analyzer)
    began = time.process_time()
    Archive(tmp_path / "index", analyzer)
    assert time.process_time() - began < 0.5


ASKED = (
    "双林镇有多少名快递小哥担任先锋骑士?",
    "店扣镇乡闲调解会的调解成功率是多少?",
    "哪些报道提到湖州市？",
    "哪些报道提到快递小哥？",
    "哪些报道提到先锋骑士和双林镇？",
    "一共有几篇报道？",
    "这里的市长是谁?",
    "shuang lin zhen you duo shao kuai di xiao ge",
)
SEARCHED = ("“快递小哥”", "的", "作者:李", "标题:城市 居民", "地点:湖州", "“的”“是”", "GDP 2024")


@pytest.mark.slow
def test_answers_are_the_same_from_memory_and_from_an_index(tmp_path: Path) -> None:
    source = Path(__file__).parents[5] / "corpus" / "articles"
    plain, indexed = Library.open(source), Library.open(source, index=tmp_path / "index")
    for text in ASKED:
        assert indexed.answer(Question(text)) == plain.answer(Question(text))
        assert indexed.verify(text) == plain.verify(text)
    for text in SEARCHED:
        assert indexed.search(text, 30) == plain.search(text, 30)


def test_of_very_many_reports_a_part_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_lines(tmp_path / "c.jsonl", lines(60))
    library = Library.open(source, index=tmp_path / "index")
    whole = library.answer(Question("哪些报道提到中国人民？"))
    assert isinstance(whole, Listing)
    assert (whole.total, whole.at_least) == (60, False)
    # Of few reports each is looked through; of many, those that hold the phrase's pairs.
    monkeypatch.setattr("retrieval.answering.report_selector.LOOKED_THROUGH", 10)
    monkeypatch.setattr("retrieval.ranking.retriever._READ_THROUGH", 40)
    monkeypatch.setattr("retrieval.answering.listing._COUNTED", 35)
    listing = library.answer(Question("哪些报道提到中国人民？"))
    assert isinstance(listing, Listing)
    assert (listing.total, listing.at_least) == (40, True)
    listing = library.answer(Question("哪些报道提到中国？"))
    assert isinstance(listing, Listing)
    assert (listing.total, listing.at_least, len(listing.articles)) == (60, False, 30)
