"""The benchmark measures: every bot answers everything, and gets its line."""

from __future__ import annotations

import pytest

from bot import bench
from retrieval.corpus import Corpus
from retrieval.library import Library


def test_every_bot_gets_its_line(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "UPDATES", 20)
    monkeypatch.setattr(bench, "FEW", 5)
    monkeypatch.setattr(bench, "ROUNDS", 1)
    scores = bench.measure(library)
    assert [score.name.partition(",")[0] for score in scores] == [
        "echo",
        "echo",
        "Wenbao",
        "Wenbao",
    ]
    assert all(score.rate > 0 and score.cost > 0 for score in scores)
    assert [score.asked_before for score in scores] == [0.75, 0.75, 0.75, 0.0]
    assert len(bench.table(scores).splitlines()) == 4 + len(scores)


def test_questions_are_different_pieces_of_the_reports(library: Library) -> None:
    texts = [text for article in library.articles for text in article.texts]
    questions = bench.questions(library, 50)
    assert len(set(questions)) == len(questions) == 50
    assert all(any(question in text for text in texts) for question in questions)
    assert 50 < len(bench.questions(library, 10_000)) < 10_000
    assert bench.questions(Library(Corpus(())), 5) == ["?"]
