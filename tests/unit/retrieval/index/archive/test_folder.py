"""The folder of an index: what is not ours there is never removed, nor written beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.article_file import write
from retrieval.corpus import CorpusError
from retrieval.index.archive.building import Builder
from tests.unit.retrieval.index.archive.corpora import built, lines, write_lines

PRECIOUS = ("letter.txt", "segment-1-notes.txt", "segment-x", "manifest.json.bak", "a.part", "0f")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", [*PRECIOUS, "manifest.json", "segment-1", "building/photo.jpg"])
def test_a_folder_that_is_no_index_is_refused_and_stays_as_it_is(tmp_path: Path, name: str) -> None:
    source, folder = write_lines(tmp_path / "c.jsonl", lines(3)), tmp_path / "home"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_bytes(b'{"name": "mine"}')
    before = contents(folder)
    said: list[str] = []
    with pytest.raises(CorpusError, match="an empty folder") as caught:
        Builder(say=said.append).open(source, folder, Analyzer())
    assert str(folder) in str(caught.value)
    assert name.partition("/")[0] in str(caught.value)
    assert (contents(folder), said) == (before, [])


def test_an_index_among_its_reports_is_refused_and_the_reports_stay(tmp_path: Path) -> None:
    for name in ("reports", "none"):
        (tmp_path / name).mkdir()
    (tmp_path / "reports" / "a01.md").write_text(write(Article("a01", "题", ("段。",))), "utf-8")
    before = contents(tmp_path)
    (tmp_path / "link").symlink_to("reports")
    for source, folder in (("reports", "reports"), ("reports", "link"), ("none", "none")):
        with pytest.raises(CorpusError, match="is the folder of the reports"):
            built(tmp_path / folder, tmp_path / source)
    write_lines(tmp_path / "reports" / "c.jsonl", lines(3))
    with pytest.raises(CorpusError, match="an empty folder"):
        built(tmp_path / "reports", tmp_path / "reports" / "c.jsonl")
    (tmp_path / "reports" / "c.jsonl").unlink()
    (tmp_path / "link").unlink()
    assert contents(tmp_path) == before


def test_what_is_put_beside_an_index_stays_through_every_change(tmp_path: Path) -> None:
    source, folder = write_lines(tmp_path / "c.jsonl", lines(30)), tmp_path / "index"
    archive = built(folder, source)
    (folder / "building").mkdir()
    for name in (*PRECIOUS, "building/photo.jpg"):
        (folder / name).write_bytes(b"mine")
    archive.put(Article("new", "新", ("新的。",)))
    archive.remove("new")
    archive.tidy()
    built(folder, write_lines(source, lines(2000)))
    (folder / "manifest.json").write_bytes(b"torn")
    with pytest.raises(CorpusError):
        built(folder, source)
    kept = contents(folder)
    assert {name: kept[name] for name in kept if kept[name] == b"mine"}.keys() == {
        *PRECIOUS,
        "building/photo.jpg",
    }
    assert len([name for name in kept if name not in PRECIOUS]) <= 5


def test_hidden_files_are_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "index" / "lost+found").mkdir(parents=True)
    (tmp_path / "index" / ".DS_Store").write_bytes(b"kept")
    built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(3)))
    assert (tmp_path / "index" / ".DS_Store").read_bytes() == b"kept"


def test_what_is_left_of_a_killed_build_is_an_index(tmp_path: Path) -> None:
    (tmp_path / "index" / "building").mkdir(parents=True)
    (tmp_path / "index" / "lock").touch()
    (tmp_path / "index" / "building" / f"{'0f' * 16}.part").write_bytes(b"torn")
    built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(3)))
    assert sorted(p.name for p in (tmp_path / "index").iterdir()) == [
        "lock",
        "manifest.json",
        "segment-1",
    ]


def test_tables_of_an_earlier_version_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index" / "tables").mkdir(parents=True)
    (tmp_path / "index" / "tables" / "synonyms-2-1a2b3c4d").write_bytes(b"GIF89a")
    (tmp_path / "index" / "lock").touch()
    built(tmp_path / "index", write_lines(tmp_path / "c.jsonl", lines(3)))
    assert (tmp_path / "index" / "tables" / "synonyms-2-1a2b3c4d").exists()
