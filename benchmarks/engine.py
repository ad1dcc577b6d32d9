"""What can be measured: our library, or a peer built on the same reports."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from benchmarks.keyword import KeywordEngine
from benchmarks.parts import VECTORS, WITHOUT, Without, library_with_vectors
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
    if name == VECTORS:
        return library_with_vectors(corpus)
    if name.startswith(WITHOUT):
        return Without(corpus, name.removeprefix(WITHOUT))
    folder = TemporaryDirectory(prefix="wenbao-")
    engine = _on_disk(name, corpus, Path(folder.name))
    weakref.finalize(engine, folder.cleanup)
    return engine


def _on_disk(name: str, corpus: Corpus, folder: Path) -> Library | KeywordEngine:
    if name == INDEXED:
        archive = Builder().build(corpus, folder, Analyzer())
        return Library(seen(archive))
    return KeywordEngine(corpus.articles, import_module(f"benchmarks.peers.{name}"), folder)
