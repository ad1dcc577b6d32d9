"""A library over the small shelf, made once."""

from __future__ import annotations

import pytest
from hypothesis import settings

from retrieval.answer import Answer, Question
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.bot import shelf

# A machine that is busy with other things is no reason for a test to fail.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(Corpus(shelf.ARTICLES))


@pytest.fixture
def heard(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """The questions the library is asked during a test."""
    questions: list[Question] = []
    answer = library.answer

    def listen(question: Question) -> Answer:
        questions.append(question)
        return answer(question)

    monkeypatch.setattr(library, "answer", listen)
    return questions
