"""What all tests share: a small corpus, our bot in a Telegram of its own, and how they are run."""

from __future__ import annotations

import gc
import logging
import math
import ssl
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest
from aiohttp import web_app
from hypothesis import settings
from xdist.remote import Producer

from bot.app import App
from bot.telegram import runner
from retrieval.analysis import tokenizer
from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Answer, Question
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support.corpus import ARTICLES
from tests.support.serving import serving
from tests.support.sharing import SharedOut
from tests.telegram import FakeTelegram

# The same examples in every run, so that what has passed passes again; a machine that is busy with
# other things is no reason to fail. Few of them in `make test-fast`, others each time by `pytest
# --hypothesis-profile=roaming`.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=15)
settings.register_profile("roaming", deadline=None)
settings.load_profile("steady")

_MARKED = ("process", "long", "browser")
"""Folders whose tests bear the folder's name as a mark."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that start processes or browsers, and those that take minutes."""
    for item in items:
        for mark in _MARKED:
            if Path(__file__).parent / mark in item.path.parents:
                item.add_marker(mark)


def pytest_collection_finish() -> None:
    """Have the garbage collector look at what tests leave, and not at what is there for all."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SharedOut:
    """Say which process runs what (`make test`)."""
    return SharedOut(config, log)


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """What a command sets up for its process ends with the test."""
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], (sys.excepthook, threading.excepthook) = handlers, hooks
    root.setLevel(level)


@pytest.fixture(scope="session", autouse=True)
def _dictionary_read_once() -> Iterator[None]:
    """Each library has jieba's dictionary of its own; reading it anew takes half a second."""
    read = tokenizer.load()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokenizer, "load", lambda: read._replace(counts=dict(read.counts)))
        yield


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Each bot has two clients, and a client reads the certificates of all authorities."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_there_to_stay() -> Iterator[None]:
    """Let go of the bots of earlier tests, and of the dictionary that each of them has.

    A bot that starts freezes all that its process holds, which is right in a process of its own;
    aiohttp remembers the last thousand handlers, and by them the bots that they belong to.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_app, "_cached_build_middleware", web_app._build_middlewares)  # noqa: SLF001
        patch.setattr(runner, "settle", gc.collect)
        yield


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """One that has learned no names."""
    return Analyzer()


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Three invented reports."""
    return Corpus(ARTICLES)


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> Library:
    """A library over them, made once."""
    return Library(corpus)


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
async def fake() -> AsyncIterator[FakeTelegram]:
    """Telegram without our bot, which a test starts as it wants it."""
    async with FakeTelegram() as telegram:
        yield telegram


@pytest.fixture
async def app(fake: FakeTelegram, library: Library, tmp_path: Path) -> AsyncIterator[App]:
    """Our bot, polling `telegram` and answering."""
    async with serving(fake, library, tmp_path / "journal.sqlite3") as app:
        yield app


@pytest.fixture
def telegram(fake: FakeTelegram, app: App) -> FakeTelegram:
    """Telegram, with our bot polling it."""
    return fake
