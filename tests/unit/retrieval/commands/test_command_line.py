"""`python -m retrieval` as a person or a program runs it: its streams, its status.

What a process of its own may change is tested in one: arguments and streams that are no text.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.__main__ import main

Run = Callable[..., subprocess.CompletedProcess[bytes]]

ROWS = (
    {"id": "b1", "title": "新桥通车", "text": "跨江大桥全长三百米，今年五月通车。"},
    {"id": "b2", "title": "图书馆开馆", "text": "新图书馆藏书五万册，周末也开放。"},
)
QUESTION = "跨江大桥全长多少米？"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), "utf-8")
    return path


@pytest.fixture
def started(corpus: Path) -> Run:
    """Run a command on the reports as a process."""

    def run(*arguments: str | bytes, said: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "retrieval", *arguments, "--corpus", str(corpus)]
        return subprocess.run(command, input=said, capture_output=True, timeout=60, check=False)  # noqa: S603

    return run


@pytest.fixture
def run(
    corpus: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command on the reports as a process does."""

    def run(
        *arguments: str, said: bytes = b"", named: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        named = named and bool(arguments) and "--corpus" not in arguments
        given = ["--corpus", str(corpus)] if named else []
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said)))
        try:
            status = main([*arguments, *given])
        except SystemExit as refused:
            status = int(refused.code or 0)
        return subprocess.CompletedProcess(arguments, status, *capfdbinary.readouterr())

    return run


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("data", [b"\0" * 40, "甲 乙".encode("utf-16"), b"x " * 600_000])
def test_synonyms_that_cannot_be_read_are_an_error(run: Run, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "own.txt"
    file.write_bytes(data)
    done = run("ask", "问", "--synonyms", str(file))
    assert done.returncode == 2
    assert "own.txt" in done.stderr.decode()


def test_ones_own_synonyms_are_used(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text("江上虹 跨江大桥\n孤单\n", "utf-8")
    done = run("ask", "江上虹全长多少米？", "--synonyms", str(file))
    assert "全长三百米" in done.stdout.decode().splitlines()[0]
    assert "own.txt:2: one word alone has no synonym" in done.stderr.decode()


@pytest.mark.slow
def test_a_question_is_answered_with_quote_and_citation(started: Run) -> None:
    done = started("ask", QUESTION)
    assert done.returncode == 0
    assert done.stderr == b""
    quote, citation, *_ = done.stdout.decode().splitlines()
    assert "全长三百米" in quote
    assert "《新桥通车》" in citation
    assert citation.endswith("（b1-1）")
    assert "\x1b" not in done.stdout.decode()


@pytest.mark.slow
def test_a_file_of_questions_is_answered_in_order(started: Run) -> None:
    lines = [
        json.dumps({"id": "Q1", "question": QUESTION, "conversation": "c"}),
        "{broken",
        json.dumps({"id": 7, "question": "图书馆藏书多少册？"}),
        "新图书馆周末开放吗？",
    ]
    done = started("ask", "--json", said="\n".join(lines).encode())
    first, broken, second, third = objects(done)
    assert [first["id"], broken["id"], second["id"], third["id"]] == ["Q1", None, 7, "4"]
    assert first["outcome"] == second["outcome"] == "found"
    assert str(broken["error"]).startswith("line 2: not JSON")
    assert "outcome" not in broken
    assert done.returncode == 2
    assert done.stderr.decode() == "1 of the lines held no question\n"


def test_the_empty_question_and_no_question_at_all(run: Run) -> None:
    (answer,) = objects(run("ask", "--json", ""))
    assert answer["outcome"] == "not_found"
    done = run("ask", "--json", said=b"\n\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_an_index_is_asked_without_naming_its_reports(run: Run, tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    assert run("index", "--into", index).returncode == 0
    for command in (("ask", QUESTION), ("search", "大桥"), ("verify", "全长三百米"), ("articles",)):
        done = run(*command, "--index", index, named=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "新桥通车" in done.stdout.decode()
    assert run("index", "--into", index, named=False).stdout.startswith(b"2 reports")


def test_search_lists_passages_with_their_scores(run: Run) -> None:
    done = run("search", "大桥", "--json", "--limit", "1")
    (passage,) = objects(done)
    assert isinstance(passage["score"], float)
    assert passage["paragraph"] == 1
    assert "《新桥通车》".encode() in run("search", "大桥").stdout
    assert run("search", "囧").stdout.decode() == "没有找到“囧”。\n"


def test_articles_lists_the_shelf(run: Run) -> None:
    done = run("articles")
    assert done.stdout.decode().splitlines() == [
        "b1  《新桥通车》 · 1段",
        "b2  《图书馆开馆》 · 1段",
        "共2篇",
    ]
    first, _ = objects(run("articles", "--json"))
    assert (first["id"], first["title"], first["paragraphs"]) == ("b1", "新桥通车", 1)


def test_broken_reports_are_named_and_the_others_answer(run: Run, corpus: Path) -> None:
    with corpus.open("a") as file:
        file.write("{broken\n")
    done = run("ask", QUESTION)
    assert done.returncode == 0
    assert done.stderr.decode().startswith("reports.jsonl:3: ")
    assert "三百米" in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("ask", "问", "--corpus", "/nowhere"), "/nowhere: no such file or folder"),
        (("search", "问", "--corpus", "/nowhere"), "/nowhere: no such file or folder"),
        (("articles", "--corpus", "/nowhere"), "/nowhere: no such file or folder"),
        (("ask", "问", "--synonyms", "/nowhere"), "/nowhere: no such file of synonyms"),
        (("verify", "问", "--synonyms", "/"), "/: no such file of synonyms"),
        (("search", "问", "--limit", "0"), "not a number from 1: 0"),
        (("nonsense",), "invalid choice: 'nonsense'"),
        ((), "required: COMMAND"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    run: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


@pytest.mark.slow
def test_an_argument_that_is_no_text_is_refused(started: Run) -> None:
    done = started("ask", b"\xff")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "not UTF-8" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_what_must_be_installed_first_is_said() -> None:
    command = [sys.executable, "-S", "-m", "retrieval", "articles"]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, timeout=60, check=False, env=bare)  # noqa: S603
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith("run `make setup`, then `. .venv/bin/activate`\n")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.slow
def test_a_reader_who_leaves_early_is_no_accident(corpus: Path) -> None:
    command = [sys.executable, "-m", "retrieval", "articles", "--corpus", str(corpus)]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)  # noqa: S603
    os.close(writer)
    assert done.returncode == 2
    assert done.stderr.decode() == "nobody reads the output any more\n"
