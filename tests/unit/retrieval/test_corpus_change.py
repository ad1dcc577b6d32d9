"""Changes of a corpus: what differs is found and read, what is broken leaves what was there."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Article
from retrieval.article_file import write as file_of
from retrieval.corpus import CorpusError, read
from retrieval.corpus_change import (
    CorpusChange,
    CorpusSeen,
    FileState,
    look,
    reread,
    settled,
)
from retrieval.index.passage_store import PassageStore
from tests.support.corpus import ARTICLES, BRIDGE, LIBRARY, ORCHARD, write

LONGER = replace(BRIDGE, texts=(BRIDGE.texts[0].replace("42米", "43米。又一句"),))


class Watched:
    """A corpus at a path, read again and again as a library's source does it."""

    def __init__(self, path: Path) -> None:
        self.path, corpus = path, read(path)
        self.store = PassageStore(corpus.articles)
        problems = corpus.problems
        self.seen = CorpusSeen(look(path), corpus.files, problems, len(problems))

    def read(self) -> CorpusChange:
        change = reread(self.path, look(self.path), self.seen, self.store)
        if change:
            self.store = PassageStore(change.corpus(self.store).articles)
        self.seen = change.seen
        return change


def put(folder: Path, name: str, text: str) -> None:
    """Write a file, and see to it that it looks changed."""
    (folder / name).write_text(text, "utf-8")
    now = time.time_ns()
    os.utime(folder / name, ns=(now, now + put.__dict__.setdefault("later", 0)))
    put.__dict__["later"] += 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "reports")


def test_a_look_tells_names_sizes_and_times(folder: Path) -> None:
    (folder / "ids.tsv").write_text("x", "utf-8")
    (folder / ".hidden").write_text("x", "utf-8")
    states = look(folder)
    assert sorted(states) == ["t01.md", "t02.md", "t03.md"]
    found = (folder / "t01.md").stat()
    assert states["t01.md"] == FileState(found.st_size, found.st_mtime_ns)
    with pytest.raises(CorpusError, match="no such file"):
        look(folder / "nothing.jsonl")


@pytest.mark.parametrize(
    ("alter", "put_", "gone"),
    [
        (lambda folder: put(folder, "t01.md", file_of(LONGER)), {"t01"}, set()),
        (lambda folder: put(folder, "new.md", file_of(replace(BRIDGE, id="n"))), {"n"}, set()),
        (lambda folder: (folder / "t02.md").unlink(), set(), {"t02"}),
        (lambda folder: (folder / "t02.md").rename(folder / "other.md"), set(), set()),
        (lambda folder: put(folder, "t02.md", file_of(LIBRARY)), set(), set()),
        (
            lambda folder: put(folder, "t02.md", file_of(replace(LIBRARY, id="n2"))),
            {"n2"},
            {"t02"},
        ),
    ],
)
def test_what_differs_is_told(
    folder: Path, alter: Callable[[Path], object], put_: set[str], gone: set[str]
) -> None:
    watched = Watched(folder)
    assert not watched.read()
    alter(folder)
    change = watched.read()
    assert (set(change.put), set(change.gone)) == (put_, gone)
    assert not watched.seen.problems
    assert tuple(watched.store.articles) == read(folder).articles
    assert not watched.read()


def test_only_files_that_differ_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched, opened = Watched(folder), []
    put(folder, "t01.md", file_of(LONGER))

    def listen(path: Path, flags: int) -> int:
        opened.append(Path(path).name)
        return real(path, flags)

    real = os.open
    monkeypatch.setattr("retrieval.corpus.os.open", listen)
    assert watched.read()
    assert opened == ["t01.md"]


@pytest.mark.parametrize(
    "contents", [b"", b"---\nid: [", b"\xff\xfe", file_of(BRIDGE)[:9].encode()]
)
def test_a_broken_file_leaves_its_article_and_is_named(folder: Path, contents: bytes) -> None:
    watched = Watched(folder)
    (folder / "t01.md").write_bytes(contents)
    assert not watched.read()
    assert tuple(watched.store.articles) == ARTICLES
    assert [problem.file for problem in watched.seen.problems] == ["t01.md"]
    put(folder, "t03.md", file_of(replace(ORCHARD, title="别的")))
    assert set(watched.read().put) == {"t03"}
    assert [problem.file for problem in watched.seen.problems] == ["t01.md"]
    put(folder, "t01.md", file_of(LONGER))
    assert watched.read().put == {"t01": LONGER}
    assert not watched.seen.problems


def test_an_id_goes_to_the_first_file_as_when_all_is_read(folder: Path) -> None:
    watched = Watched(folder)
    put(folder, "t00.md", file_of(replace(LONGER, id="t02")))
    watched.read()
    assert tuple(watched.store.articles) == read(folder).articles
    assert watched.seen.problems == read(folder).problems
    (folder / "t00.md").unlink()
    watched.read()
    assert tuple(watched.store.articles) == ARTICLES
    assert not watched.seen.problems


def test_a_file_written_to_while_it_is_read_is_found_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, states = Watched(folder), look(folder)
    put(folder, "t01.md", file_of(LONGER))
    change = reread(folder, {**states, "t01.md": FileState(1, 1)}, watched.seen, watched.store)
    assert not change
    assert "t01.md" not in change.seen.states
    assert watched.read().put == {"t01": LONGER}


def lines(path: Path, *articles: Article, more: str = "") -> Path:
    rows = ({"id": a.id, "title": a.title, "text": a.texts[0]} for a in articles)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text + more, "utf-8")
    return path


def test_a_file_of_lines_is_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    path = lines(tmp_path / "reports.jsonl", BRIDGE, LIBRARY)
    watched = Watched(path)
    before = tuple(watched.store.articles)
    for _ in range(2):
        lines(path, ORCHARD, more='{"id": "x", "ti')
        assert not watched.read()
        assert tuple(watched.store.articles) == before
        assert [problem.line for problem in watched.seen.problems] == [2]
    lines(path, LIBRARY, ORCHARD)
    change = watched.read()
    assert (set(change.put), set(change.gone)) == ({"t03"}, {"t01"})
    assert tuple(watched.store.articles) == read(path).articles
    assert not watched.seen.problems


def test_a_file_of_lines_may_keep_the_faults_it_had(tmp_path: Path) -> None:
    path = lines(tmp_path / "reports.jsonl", BRIDGE, more="broken\n")
    watched = Watched(path)
    lines(path, BRIDGE, LIBRARY, more="broken\n")
    assert set(watched.read().put) == {"t02"}


STATES = st.dictionaries(
    st.sampled_from("abcd"), st.builds(FileState, st.integers(0, 2), st.just(0))
)


def test_what_was_last_changed_long_ago_is_left_alone_at_the_first_look() -> None:
    now = {"a": FileState(1, 10), "b": FileState(1, 20)}
    assert settled(now, {}, {"b": FileState(9, 9)}, 15) == {"a": now["a"], "b": FileState(9, 9)}


@given(STATES, STATES, STATES)
def test_what_moves_between_two_looks_is_left_as_it_was_read(
    now: dict[str, FileState], last: dict[str, FileState], before: dict[str, FileState]
) -> None:
    chosen = settled(now, last, before)
    for name in "abcd":
        source = now if now.get(name) == last.get(name) else before
        assert chosen.get(name) == source.get(name)


def test_ten_thousand_files_are_looked_at_quickly(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"a{number}.md").touch()
    began = time.process_time()
    assert len(look(tmp_path)) == 10_000
    assert time.process_time() - began < 0.5


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["a2.md", "a10.md", "b.md", "c.md"]),
                st.none() | st.sampled_from("xyz"),
            ),
            min_size=1,
            max_size=3,
        ),
        max_size=5,
    )
)
def test_after_any_changes_a_folder_is_read_as_if_for_the_first_time(
    tmp_path_factory: pytest.TempPathFactory, turns: list[list[tuple[str, str | None]]]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    watched = Watched(folder)
    for number, changes in enumerate(turns):
        for name, article in changes:
            if article is None:
                (folder / name).unlink(missing_ok=True)
            else:
                put(folder, name, file_of(replace(BRIDGE, id=article, byline=f"{name}{number}")))
        watched.read()
        fresh = read(folder)
        assert tuple(watched.store.articles) == fresh.articles
        assert watched.seen.problems == fresh.problems
        assert watched.seen.files == fresh.files
