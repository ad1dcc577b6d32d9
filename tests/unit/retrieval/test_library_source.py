"""A library's source: the next version is what a fresh one is, and the one before stays."""

from __future__ import annotations

import gc
import os
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from retrieval.answer import Found, Question
from retrieval.article import Article
from retrieval.article_file import write as file_of
from retrieval.corpus import CorpusError
from retrieval.library import Library
from retrieval.library_source import LibrarySource
from tests.support.corpus import ARTICLES, BRIDGE, write

QUESTION = Question("望月桥全长多少米?")
AS_INDEX = pytest.mark.parametrize("index", [False, True], ids=["memory", "index"])


def source_of(folder: Path, *, index: bool) -> LibrarySource:
    return LibrarySource(folder, folder.parent / "index" if index else None)


def told(library: Library) -> str:
    """What it answers, proved by itself."""
    answer = library.answer(QUESTION)
    assert isinstance(answer, Found)
    assert library.unproved(answer.quotes) == [None] * len(answer.quotes)
    return answer.quotes[0].text


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def edit(folder: Path, old: str, new: str, name: str = "t01.md") -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


@AS_INDEX
def test_a_change_is_seen_once_it_was_left_alone(tmp_path: Path, *, index: bool) -> None:
    folder = write(tmp_path / "reports")
    source = source_of(folder, index=index)
    first = source.open()
    assert source.renewed() is None
    edit(folder, "42米", "143米")
    assert source.renewed() is None
    second = source.renewed()
    assert second is not None
    assert source.renewed() is None
    assert ("42米" in told(first), "143米" in told(second)) == (True, True)
    assert first.version != second.version


@AS_INDEX
def test_at_once_nothing_is_waited_for(tmp_path: Path, *, index: bool) -> None:
    folder = write(tmp_path / "reports")
    source = source_of(folder, index=index)
    first = source.open()
    edit(folder, "42米", "143米")
    second = source.renewed(at_once=True)
    assert second is not None
    assert "143米" in told(second)
    again = source.renewed(at_once=True)
    assert again is not None
    assert again.version == second.version != first.version


@AS_INDEX
def test_a_broken_file_and_a_folder_that_is_gone_leave_the_last_version(
    tmp_path: Path, *, index: bool
) -> None:
    folder = write(tmp_path / "reports")
    source = source_of(folder, index=index)
    first = source.open()
    whole = (folder / "t01.md").read_text("utf-8")
    (folder / "t01.md").write_text(whole[:20], "utf-8")
    assert [source.renewed(), source.renewed()] == [None, None]
    assert [problem.file for problem in source.problems] == ["t01.md"]
    folder.rename(tmp_path / "hidden")
    with pytest.raises(CorpusError):
        source.renewed()
    (tmp_path / "hidden").rename(folder)
    (folder / "t01.md").write_text(whole.replace("42米", "143米"), "utf-8")
    source.renewed()
    second = source.renewed()
    assert second is not None
    assert "143米" in told(second)
    assert not source.problems
    assert "42米" in told(first)


def test_a_file_that_may_be_read_again_is_read_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "reports")
    edit(folder, "title", "titel")
    source = source_of(folder, index=False)
    assert len(source.open().articles) == 2
    assert source.renewed() is None
    before = (folder / "t01.md").stat()
    edit(folder, "titel", "title")
    os.utime(folder / "t01.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [source.renewed(), source.renewed()] == [None, None]
    library = source.renewed(at_once=True)
    assert library is not None
    assert len(library.articles) == 3


NAMES = ("望月", "月桥", "清水镇", "云帆", "修复", "店口镇政府")
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["t01", "t02", "t03", "t04", "t05"]),
        st.none() | st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=6,
)


@AS_INDEX
@given(changes=CHANGES)
@settings(
    max_examples=3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_any_changes_a_version_is_what_a_fresh_one_is_and_those_before_hold(
    tmp_path_factory: pytest.TempPathFactory,
    changes: list[tuple[str, list[str] | None]],
    *,
    index: bool,
) -> None:
    """The law: an answer made on a version is proved by it after any change of the files."""
    folder = write(tmp_path_factory.mktemp("law") / "reports")
    source = source_of(folder, index=index)
    versions = [source.open()]
    answers = [versions[0].answer(QUESTION)]
    for name, words in changes:
        file = folder / f"{name}.md"
        if words is None:
            file.unlink(missing_ok=True)
        else:
            text = "，".join(f"{word}的望月桥全长{len(words)}米" for word in words)
            file.write_text(file_of(Article(name, "题", (text,), byline=words[0])), "utf-8")
        library = source.renewed(at_once=True)
        assert library is not None
        versions.append(library)
        answers.append(library.answer(QUESTION))
    fresh = LibrarySource(folder).open()
    assert versions[-1].version == fresh.version or index
    assert {a.id: a for a in versions[-1].articles} == {a.id: a for a in fresh.articles}
    if not index:
        assert answers[-1] == fresh.answer(QUESTION)
        assert versions[-1].search("望月桥") == fresh.search("望月桥")
    for version, answer in zip(versions, answers, strict=True):
        assert version.answer(QUESTION) == answer
        if isinstance(answer, Found):
            assert version.unproved(answer.quotes) == [None] * len(answer.quotes)


@AS_INDEX
def test_versions_that_nobody_asks_any_more_are_let_go_of(tmp_path: Path, *, index: bool) -> None:
    """Without the garbage collector, which finds only what holds itself."""
    folder = write(tmp_path / "reports")
    source = source_of(folder, index=index)
    library = source.open()
    gc.collect()
    gc.disable()
    try:
        before = open_files()
        for number in range(5):
            told(library)
            old = weakref.ref(library)
            edit(folder, "\nid: t01", f"\nsource: 报{number}\nid: t01") if not number else edit(
                folder, f"报{number - 1}", f"报{number}"
            )
            renewed = source.renewed(at_once=True)
            assert renewed is not None
            library = renewed
            assert old() is None
        assert open_files() == before
    finally:
        gc.enable()


@pytest.mark.slow
def test_of_a_large_index_only_what_differs_is_analysed(tmp_path: Path) -> None:
    articles = tuple(replace(BRIDGE, id=f"m{n}", title=f"第{n}号桥") for n in range(400))
    folder = write(tmp_path / "reports", (*ARTICLES, *articles))
    source = source_of(folder, index=True)
    source.open()
    largest = max((tmp_path / "index").glob("segment-*"), key=lambda file: file.stat().st_size)
    edit(folder, "42米", "143米")
    library = source.renewed(at_once=True)
    assert library is not None
    assert largest.exists()
    assert library.article("t01").texts[0].count("143米")
