import json
from pathlib import Path

import pytest

from benchmarks.questions import (
    QuestionsError,
    Selection,
    read_development,
    read_rows,
)
from benchmarks.scoring import About, Fact, Reports

QUESTIONS = Path(__file__).parents[2] / "questions"


def write(path: Path, *rows: object) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def test_the_development_sets_are_read_whole() -> None:
    dialogues = read_development(QUESTIONS)
    kinds = [turn.kind for dialogue in dialogues for turn in dialogue]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "answerable": 60,
        "robust": 18,
        "unanswerable": 30,
        "dialogues": 27,
    }


def test_what_is_right_depends_on_the_kind_of_question() -> None:
    gold = {t.id: t.gold for dialogue in read_development(QUESTIONS) for t in dialogue}
    assert isinstance(gold["A009"], Fact)
    assert isinstance(gold["A090"], About)
    assert isinstance(gold["R51"], Reports)
    assert gold["U010"] is None
    assert gold["D04-3"] is None
    assert isinstance(gold["D04-2"], Fact)
    assert isinstance(gold["D07-2"], About)


def test_the_halves_share_nothing_and_leave_nothing_out() -> None:
    numbers = [str(number) for number in range(200)]
    tune = Selection("tune").of(numbers, str)
    report = Selection("report").of(numbers, str)
    assert sorted(tune + report) == sorted(numbers)
    assert 60 < len(tune) < 140
    assert Selection("tune").of(numbers, lambda _: "same key") in ([], numbers)


def test_a_sample_keeps_the_order_and_is_always_the_same() -> None:
    numbers = list(range(100))
    sample = Selection(sample=10).of(numbers, str)
    assert sample == sorted(sample) == Selection(sample=10).of(numbers, str)
    assert len(set(sample)) == 10
    assert Selection(sample=500).of(numbers, str) == numbers


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{}\n[1]\n", "answerable.jsonl:2: not a JSON object"),
        (b"{", "answerable.jsonl:1: not JSON"),
        (b"\xff", "answerable.jsonl: not UTF-8"),
        (b'{"id": "A1", "style": "direct"}', "A1 has no 'question'"),
    ],
)
def test_a_broken_set_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    (tmp_path / "answerable.jsonl").write_bytes(content)
    with pytest.raises(QuestionsError, match=complaint):
        read_development(tmp_path)


def test_a_dialogue_without_a_question_is_named(tmp_path: Path) -> None:
    write(tmp_path / "dialogues.jsonl", {"id": "D1", "turns": [{"article": None}]})
    with pytest.raises(QuestionsError, match="D1-1 has no 'question'"):
        read_development(tmp_path)


def test_no_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="no questions there"):
        read_development(tmp_path)
    with pytest.raises(QuestionsError, match="No such file"):
        read_rows(tmp_path / "queries.jsonl")
