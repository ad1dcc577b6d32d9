"""A library over the small shelf, made once, and a Telegram with our bot."""

from __future__ import annotations

import logging
import math
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from retrieval.answer import Answer, Question
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support import corpus
from tests.support.serving import serving
from tests.telegram import FakeTelegram


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """What a command sets up for its process ends with the test."""
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], (sys.excepthook, threading.excepthook) = handlers, hooks
    root.setLevel(level)


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(Corpus(corpus.ARTICLES))


@pytest.fixture
def heard(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """The questions the library is asked during a test."""
    questions: list[Question] = []
    answer = library.answer

    def listen(question: Question, seconds: float = math.inf) -> Answer:
        questions.append(question)
        return answer(question, seconds)

    monkeypatch.setattr(library, "answer", listen)
    return questions


@pytest.fixture
async def telegram(library: Library, tmp_path: Path) -> AsyncIterator[FakeTelegram]:
    """Telegram, with our bot polling it."""
    async with FakeTelegram() as telegram, serving(telegram, library, tmp_path / "j.sqlite3"):
        yield telegram
