from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from retrieval.article import Article
from retrieval.article_file import write
from retrieval.corpus import (
    LEDGER,
    MAX_ARTICLE_BYTES,
    Corpus,
    CorpusError,
    Problem,
    natural,
    read,
)

OURS = Path(__file__).parents[3] / "corpus" / "articles"


def put(folder: Path, *ids: str) -> None:
    for name in ids:
        (folder / f"{name}.md").write_text(write(Article(name, f"题{name}", ("段。",))), "utf-8")


def ids(corpus: Corpus) -> list[str]:
    return [article.id for article in corpus.articles]


def test_our_shelf_has_eleven_articles_and_no_problem() -> None:
    corpus = read(OURS)
    assert ids(corpus) == [f"a{number:02d}" for number in range(1, 12)]
    assert corpus.problems == ()


def test_articles_stand_in_the_natural_order_of_their_ids(tmp_path: Path) -> None:
    put(tmp_path, "a10", "a2", "b1", "a1", "a100")
    assert ids(read(tmp_path)) == ["a1", "a2", "a10", "a100", "b1"]


@given(st.lists(st.integers(0, 10**9), max_size=20))
def test_natural_order_is_that_of_the_numbers(numbers: list[int]) -> None:
    names = [f"a{number}" for number in numbers]
    assert sorted(names, key=natural) == [f"a{number}" for number in sorted(numbers)]


@given(st.lists(st.text(max_size=8)))
def test_any_names_have_a_natural_order(names: list[str]) -> None:
    sorted(names, key=natural)


def test_hidden_files_and_the_ledger_are_no_articles(tmp_path: Path) -> None:
    put(tmp_path, "a01")
    (tmp_path / ".gitkeep").touch()
    (tmp_path / LEDGER).write_text("a01\tpage.txt\t题\t\n", "utf-8")
    assert read(tmp_path).problems == ()


def test_a_broken_file_is_named_and_the_others_load(tmp_path: Path) -> None:
    put(tmp_path, "a01", "a03")
    (tmp_path / "a02.md").write_text("---\nid: a02\ntitle: '题\n---\n\n段。\n", "utf-8")
    (tmp_path / "a04.md").write_bytes("---\nid: a04\ntitle: 题\n---\n\n".encode() + b"\xff\n")
    (tmp_path / "notes.txt").write_text("记一笔", "utf-8")
    (tmp_path / "deep").mkdir()
    corpus = read(tmp_path)
    assert ids(corpus) == ["a01", "a03"]
    assert [(p.file, p.line) for p in corpus.problems] == [
        ("a02.md", 3),
        ("a04.md", 6),
        ("deep", 0),
        ("notes.txt", 0),
    ]
    assert str(corpus.problems[1]) == "a04.md:6: not UTF-8 text"


def test_a_doubtful_file_is_named_and_loads(tmp_path: Path) -> None:
    text = "---\nid: a01\ntitle: 题\nauthor: 某某\ndate: 2026-13-45\n---\n"
    (tmp_path / "a01.md").write_text(text, "utf-8")
    corpus = read(tmp_path)
    assert corpus.articles == (Article("a01", "题", (), date="2026-13-45"),)
    assert [(p.file, p.line) for p in corpus.problems] == [
        ("a01.md", 4),
        ("a01.md", 5),
        ("a01.md", 6),
    ]


def test_an_id_is_given_to_the_first_file_that_has_it(tmp_path: Path) -> None:
    put(tmp_path, "a01")
    (tmp_path / "b.md").write_text(write(Article("a01", "另一篇", ("段。",))), "utf-8")
    corpus = read(tmp_path)
    assert [article.title for article in corpus.articles] == ["题a01"]
    assert corpus.problems == (Problem("b.md", 1, "id a01 is taken by another file"),)


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    shelf, outside = tmp_path / "shelf", tmp_path / "outside"
    shelf.mkdir()
    outside.mkdir()
    put(outside, "a01")
    put(shelf, "a02")
    (shelf / "a01.md").symlink_to(outside / "a01.md")
    (shelf / "a03.md").symlink_to(shelf / "missing.md")
    corpus = read(shelf)
    assert ids(corpus) == ["a02"]
    assert [p.file for p in corpus.problems] == ["a01.md", "a03.md"]


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / ".data").mkdir()
    put(tmp_path / ".data", "a01")
    (tmp_path / "a01.md").symlink_to(tmp_path / ".data" / "a01.md")
    assert ids(read(tmp_path)) == ["a01"]


def test_a_file_of_any_size_does_not_fill_the_memory(tmp_path: Path) -> None:
    put(tmp_path, "a01")
    with (tmp_path / "a02.md").open("wb") as file:
        file.truncate(MAX_ARTICLE_BYTES * 1000)
    corpus = read(tmp_path)
    assert ids(corpus) == ["a01"]
    assert "larger than" in corpus.problems[0].why


def test_links_that_lead_in_a_ring_are_named(tmp_path: Path) -> None:
    (tmp_path / "a01.md").symlink_to(tmp_path / "a02.md")
    (tmp_path / "a02.md").symlink_to(tmp_path / "a01.md")
    (tmp_path / "a03.md").symlink_to(tmp_path / "a03.md" / "a03.md")
    assert [p.file for p in read(tmp_path).problems] == ["a01.md", "a02.md", "a03.md"]


def test_a_line_of_any_length_does_not_fill_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    good = b'{"id": "a", "title": "t", "text": "x"}\n'
    with file.open("wb") as lines:
        lines.write(good)
        lines.truncate(MAX_ARTICLE_BYTES * 100)
        lines.seek(0, 2)
        lines.write(b"\n" + good.replace(b'"a"', b'"b"'))
    tracemalloc.start()
    corpus = read(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ids(corpus) == ["a", "b"]
    assert [(p.line, p.why[:11]) for p in corpus.problems] == [(2, "larger than")]
    assert peak < MAX_ARTICLE_BYTES * 5


def test_a_pipe_among_the_files_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a01.md")
    assert read(tmp_path).problems[0].file == "a01.md"


def test_an_empty_folder_is_an_empty_shelf(tmp_path: Path) -> None:
    assert read(tmp_path) == Corpus((), ())


@pytest.mark.parametrize(("name", "why"), [("none", "no such"), ("a.txt", "neither a folder")])
def test_what_is_no_corpus_is_refused_in_a_sentence(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(CorpusError, match=why) as caught:
        read(tmp_path / name)
    assert "\n" not in str(caught.value)


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


text = st.text(min_size=1, max_size=30).filter(lambda text: not text.isspace())


@given(st.dictionaries(st.from_regex(r"[a-z0-9_/.-]{1,9}", fullmatch=True), text, max_size=9))
@settings(deadline=None)
def test_a_line_is_an_article_of_one_paragraph_kept_to_the_blank(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("lines") / "corpus.jsonl"
    corpus = read(lines(path, *({"id": k, "title": "题", "text": t} for k, t in texts.items())))
    assert corpus.articles == tuple(Article(k, "题", (t,)) for k, t in texts.items())
    assert corpus.problems == ()


def test_lines_keep_their_order_and_a_number_may_be_an_id(tmp_path: Path) -> None:
    rows = [{"id": key, "title": "", "text": "段。"} for key in ("b", 7, "a")]
    assert ids(read(lines(tmp_path / "c.jsonl", *rows))) == ["b", "7", "a"]


def test_lines_without_a_title_are_read_and_reported_once(tmp_path: Path) -> None:
    titles = ("题", "", " ", "题", "")
    rows = [{"id": str(n), "title": t, "text": "段。"} for n, t in enumerate(titles)]
    corpus = read(lines(tmp_path / "c.jsonl", *rows, {"id": "x", "text": "段。"}))
    assert len(corpus.articles) == 6
    [problem] = corpus.problems
    assert (problem.line, problem.why.split(";")[0]) == (2, "no title, and so in 4 lines")


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"\xff",
        b"[1]",
        b"1",
        b"null",
        b'{"id": "a", "text": null}',
        b'{"id": "a", "title": "t"}',
        b'{"id": "", "title": "t", "text": "x"}',
        b'{"id": true, "title": "t", "text": "x"}',
        b'{"id": "a", "title": ["t"], "text": "x"}',
        b'{"id": "a", "title": "t", "text": " "}',
        rb'{"id": "a", "title": "t", "text": "\ud800"}',
        b"[" * 100_000,
        b'{"id": ' + b"1" * 9_999 + b', "title": "t", "text": "x"}',
    ],
)
def test_a_broken_line_is_named_and_the_others_load(tmp_path: Path, line: bytes) -> None:
    good = b'{"id": "%d", "title": "t", "text": "x"}\n'
    path = tmp_path / "c.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + good % 1 + line + b"\n\n" + good % 2 + good % 1)
    corpus = read(path)
    assert ids(corpus) == ["1", "2"]
    assert [(p.file, p.line) for p in corpus.problems] == [("c.jsonl", 2), ("c.jsonl", 5)]
