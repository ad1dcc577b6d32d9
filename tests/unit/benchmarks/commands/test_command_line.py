"""`python -m benchmarks` as a person or a program runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main

pytestmark = pytest.mark.slow

ROWS = (
    {
        "id": "b1",
        "title": "新桥通车",
        "text": "跨江大桥全长三百米，今年五月通车，两岸居民都来观看。",
    },
    {"id": "b2", "title": "图书馆开馆", "text": "新图书馆藏书五万册，周末也开放，读者可以借阅。"},
)
QUESTION = "跨江大桥全长多少米？"
ANSWERED = {
    "id": "A1",
    "question": QUESTION,
    "style": "direct",
    "article": "新桥通车",
    "evidence": "全长三百米",
    "answer": "三百米",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), "utf-8")
    return path


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A folder of questions about the corpus, with one in blind/bulletin about other reports."""
    blind = tmp_path / "questions" / "blind" / "bulletin"
    (blind / "articles").mkdir(parents=True)
    article = "---\nid: c1\ntitle: 渡口停航\nbyline: 赵一\n---\n\n大雾之中渡口停航三天。\n"
    (blind / "articles" / "c1.md").write_text(article, "utf-8")
    other = {"question": "渡口停航几天？", "article": "渡口停航", "answer": "三天"}
    other["evidence"] = "停航三天"
    for folder, row in ((blind.parents[1], ANSWERED), (blind, ANSWERED | other)):
        (folder / "answerable.jsonl").write_text(json.dumps(row), "utf-8")
    return blind.parents[1]


@pytest.fixture
def public(tmp_path: Path, corpus: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    query = {"id": "Q1", "question": QUESTION, "answers": ["三百米"], "gold": ["b1"]}
    (folder / "queries.jsonl").write_text(json.dumps(query), "utf-8")
    (folder / "corpus.jsonl").write_bytes(corpus.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("eval", "--corpus", "/nowhere"), "/nowhere: no such file or folder"),
        (("eval", "--questions", "/nowhere"), "/nowhere: no questions there"),
        (("peers", "--bench", "/nowhere"), "/nowhere: no corpus.jsonl and queries.jsonl there"),
        (("tune", "--bench", "/nowhere"), "/nowhere: no corpus.jsonl and queries.jsonl there"),
        (("verify", "--corpus", "/nowhere"), "/nowhere: no such file or folder"),
        (("path", "问", "--synonyms", "/nowhere"), "/nowhere: no such file of synonyms"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], complaint: str
) -> None:
    assert main(arguments) == 2
    output, errors = capsys.readouterr()
    assert complaint in errors
    assert "Traceback" not in errors
    assert output == ""


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("bench", "--size", "0"), "not a number from 1: 0"),
        (("nonsense",), "invalid choice: 'nonsense'"),
    ],
)
def test_what_is_no_command_is_said_by_the_process(
    arguments: tuple[str, ...], complaint: str
) -> None:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)  # noqa: S603
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_peers_stand_beside_ours(
    corpus: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--corpus", str(corpus), "--questions", str(questions), "--sources", str(questions)]
    assert main(["peers", *given, "--engine", "rank_bm25", "--engine", "fts5"]) == 0
    _, name, header, _, first, *_ = capsys.readouterr().out.splitlines()
    assert name == "development"
    assert header.split("  ")[0] == "measure"
    assert [engine in header for engine in ("ours", "rank_bm25", "fts5")] == [True] * 3
    assert first.split() == ["quote@1", "all", "1", *["1.000", "1.000-1.000"] * 3]


def test_eval_prints_json_for_machines(
    corpus: Path, questions: Path, public: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--corpus", str(corpus), "--questions", str(questions), "--sources", str(questions)]
    assert main(["eval", *given, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert figures["development"]["ours"]["honest quotes"] == 1
    assert main(["eval", "--bench", str(public), "--jobs", "2", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert list(figures) == ["public"]
    assert figures["public"]["ours"]["hit@1"] == 1


def test_eval_all_puts_every_set_in_one_table(
    corpus: Path, questions: Path, public: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--corpus", str(corpus), "--questions", str(questions), "--sources", str(questions)]
    assert main(["eval", "--all", *given, "--bench", str(public), "--failures"]) == 0
    _, engine, header, _, *rows = capsys.readouterr().out.splitlines()
    assert engine == "ours"
    assert header.split() == ["measure", "development", "blind", "bulletin", "public"]
    assert rows[0].split() == ["quote@1", *["1.000"] * 3]


def test_quotations_are_drawn_and_checked(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--count", "5", "--corpus", str(corpus)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [f"5 with {n} wrong" for n in (0, 1, 3)]
    assert lines[0].endswith("100.0% judged rightly")
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert main(["verify", "--corpus", str(empty)]) == 2


def test_the_path_of_a_question_is_counted(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["path", QUESTION, "--corpus", str(corpus)]) == 0
    *table, total = capsys.readouterr().out.splitlines()
    counted = {module: int(calls) for module, calls in (row.split() for row in table[2:])}
    assert counted["library"] >= 1
    assert "ranking.ranker" in counted
    assert total == f"{len(counted)} modules, {sum(counted.values())} calls"
