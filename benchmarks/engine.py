"""What can be measured: our library, or a peer built on the same reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from benchmarks.keyword import KeywordEngine, Ranker
from benchmarks.peers import INDEXED, OURS
from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Answer, Passage, Question
from retrieval.corpus import Corpus
from retrieval.index.archive.building import Builder
from retrieval.index.open_index import seen
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
    if name == INDEXED:
        return Indexed(corpus)
    ranker: Callable[[Sequence[Sequence[str]]], Ranker]
    ranker = import_module(f"benchmarks.peers.{name}").ranker
    return KeywordEngine(corpus.articles, ranker)


class Indexed:
    """Our library over an index on the disk, which goes with it."""

    def __init__(self, corpus: Corpus) -> None:
        self._folder = TemporaryDirectory(prefix="wenbao-eval-")
        folder = Path(self._folder.name)
        archive = Builder().build(corpus, folder, Analyzer())
        library = Library(seen(archive))
        self.answer, self.search = library.answer, library.search
