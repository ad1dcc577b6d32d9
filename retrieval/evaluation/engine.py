"""What can be measured: our library, or a peer built on the same reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol

from retrieval.answer import Answer, Passage, Question
from retrieval.corpus import Corpus
from retrieval.evaluation.keyword import KeywordEngine, Ranker
from retrieval.evaluation.peers import OURS
from retrieval.library import Library


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
