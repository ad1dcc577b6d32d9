"""Feedback as questions: what was liked is asked again by `python -m benchmarks eval`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import benchmarks.__main__
from benchmarks.questions import read_development
from bot import __main__ as command
from bot.storage.export import ExportCounts, export
from bot.storage.feedback import Rating
from bot.storage.storage import Storage
from retrieval.library import Library
from tests.support import corpus

TERMS = "望月桥 全长 米"
STOP = len(corpus.BRIDGE.texts[0])
LIKED = Rating("t01", 1, 0, STOP, TERMS, is_good=True, version="v")
VERDICTS = (
    LIKED,
    Rating("t01", 1, 0, 9, TERMS, is_good=False, version="v"),
    Rating("", 0, 0, 0, "黑水镇 渡口", is_good=True, version="v"),
    Rating("", 0, 0, 0, "白沙乡 梨", is_good=False, version="v"),
    Rating("t02", 0, 0, 0, "书车 作者", is_good=True, version="v"),
    Rating("t01", 1, 0, 9, "", is_good=True, version="v"),
    Rating("t01", 9, 0, 9, TERMS, is_good=True, version="v"),
    Rating("x99", 1, 0, 9, TERMS, is_good=True, version="v"),
)


def test_verdicts_become_questions_or_work_for_a_person(library: Library, tmp_path: Path) -> None:
    assert export(VERDICTS, library, tmp_path / "set") == ExportCounts(2, 1, 2, 3)
    asked = {question.text: question for [question] in read_development(tmp_path / "set")}
    assert asked.keys() == {TERMS, "书车 作者", "黑水镇 渡口"}
    assert asked["黑水镇 渡口"].gold is None
    review = (tmp_path / "set" / "review.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["question"] for line in review] == [TERMS, "白沙乡 梨"]


async def judged(file: Path) -> None:
    async with Storage(file) as storage:
        await storage.feedback.rate(7, LIKED)


@pytest.mark.parametrize("folder", ["set", "file"])
def test_the_command_writes_a_set_that_eval_reads(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import asyncio  # noqa: PLC0415

    reports = corpus.write(tmp_path / "corpus")
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORPUS_DIR", str(reports))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    asyncio.run(judged(tmp_path / "journal.sqlite3"))
    status = command.main(["export", str(tmp_path / folder)])
    said = capsys.readouterr()
    if folder == "file":
        assert (status, "file" in said.err) == (2, True)
        return
    assert (status, "1 answers" in said.out) == (0, True)
    arguments = ["eval", "--corpus", str(reports), "--questions", str(tmp_path / "set"), "--json"]
    assert benchmarks.__main__.main(arguments) == 0
    figures = json.loads(capsys.readouterr().out)
    assert "feedback" in json.dumps(figures)
