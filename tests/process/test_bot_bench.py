"""The benchmark measures: every bot answers everything, and gets its line."""

from __future__ import annotations

from benchmarks.commands import bot
from retrieval.corpus import Corpus
from retrieval.library import Library


def test_every_bot_gets_its_line(library: Library) -> None:
    scores = bot.measure(library, updates=94, rounds=1)
    assert [score.name.partition(",")[0] for score in scores] == ["echo", "Wenbao", "Wenbao"]
    assert all(score.rate > 0 and score.cost > 0 for score in scores)
    assert [score.asked_before for score in scores] == [0.5, 0.5, 0.0]


def test_questions_are_different_pieces_of_the_reports(library: Library) -> None:
    texts = [text for article in library.articles for text in article.texts]
    questions = bot.questions(library, 50)
    assert len(set(questions)) == len(questions) == 50
    assert all(any(question in text for text in texts) for question in questions)
    assert 50 < len(bot.questions(library, 10_000)) < 10_000
    assert bot.questions(Library(Corpus(())), 5) == ["?"]
