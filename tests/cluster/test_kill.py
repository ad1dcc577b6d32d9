"""Nodes die under questions and writes: nobody is told anything wrong, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Self

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import NotFound, Question, Why
from retrieval.article import Article
from retrieval.index.opensearch.cluster import opened
from retrieval.index.opensearch.connection import Connection
from tests.cluster.filled import filled, library_of
from tests.cluster.nodes import NODES, Nodes
from tests.unit.retrieval.index.archive.corpora import lines

pytestmark = pytest.mark.slow

ASKED = [f"第{number}号报道说了什么？" for number in (3, 17, 25, 41)]


class Askers:
    """Ask in a thread of their own until they are stopped; keep what differs, and what fails."""

    def __init__(self, ask: Callable[[str], str]) -> None:
        self._ask, self._stopped = ask, threading.Event()
        self.expected = {question: ask(question) for question in ASKED}
        self.asked, self.wrong = 0, list[str]()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            for question, expected in self.expected.items():
                try:
                    said = self._ask(question)
                except Exception as error:  # noqa: BLE001 - whatever it is, somebody waited
                    said = repr(error)
                self.asked += 1
                if said != expected:
                    self.wrong.append(said[:300])


@pytest.mark.parametrize("which", ["manager", "other"])
def test_a_node_is_killed_under_questions_and_writes(
    nodes: Nodes, analyzer: Analyzer, which: str
) -> None:
    cluster = filled(nodes, f"killed-{which}", lines(60), analyzer)
    library, written = library_of(cluster), 0
    manager = nodes.manager()
    victim = manager if which == "manager" else next(n for n in NODES if n != manager)
    with Askers(lambda question: repr(library.answer(Question(question)))) as askers:
        for turn in range(6):
            if turn == 2:
                nodes.kill(victim)
            cluster.change([Article(f"w{turn}", "新题", (f"写进去的第{turn}篇。",))], [])
            written += 1
            cluster = opened(cluster.view.connection, analyzer, cluster.view)
        nodes.start(victim)
        nodes.wait()
    assert askers.wrong == []
    assert askers.asked > len(ASKED)
    nodes.green(f"killed-{which}")
    fresh = opened(Connection(nodes.address(f"killed-{which}")), analyzer)
    assert [*fresh.store.ids()][60:] == [f"w{turn}" for turn in range(written)]


def test_all_are_killed_and_it_is_said_and_heals(nodes: Nodes, analyzer: Analyzer) -> None:
    library = library_of(filled(nodes, "gone", lines(60), analyzer))
    expected = {question: repr(library.answer(Question(question))) for question in ASKED}
    nodes.kill(*NODES)
    began = time.monotonic()
    answer = library.answer(Question(ASKED[0]))
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.UNREACHABLE
    assert time.monotonic() - began < 10
    nodes.start(*NODES)
    nodes.wait()
    nodes.green("gone")
    for question, told in expected.items():
        assert repr(library.answer(Question(question))) == told
