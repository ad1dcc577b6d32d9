"""What can be measured: our library, or a peer built on the same reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from retrieval.answer import Answer, Passage, Question
from retrieval.corpus import Corpus
from retrieval.evaluation.keyword import KeywordEngine, Ranker
from retrieval.library import Library

OURS = "ours"
BASELINE = "rank_bm25"
PEERS = {"bm25s": "bm25s", "fts5": "sqlite3", "tantivy": "tantivy"}
"""The peer modules, each with the library it needs."""


class Engine(Protocol):
    """Answers and searches, as `Library` does."""

    def answer(self, question: Question) -> Answer:
        """Answer a question."""

    def search(self, words: str, limit: int = 10) -> Sequence[Passage]:
        """Return the passages that fit, best first."""


def build(name: str, corpus: Corpus) -> Engine:
    """Return the engine called `name`, ready to answer from `corpus`."""
    if name == OURS:
        return Library(corpus)
    ranker: Callable[[Sequence[Sequence[str]]], Ranker]
    ranker = import_module(f"retrieval.evaluation.peers.{name}").ranker
    return KeywordEngine(corpus.articles, ranker)


def installed(peers: Iterable[str]) -> list[str]:
    """Return those of the peers whose library is there."""
    return [peer for peer in peers if find_spec(PEERS[peer])]
