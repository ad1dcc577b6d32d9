"""Where the reports of a library come from: opened, and opened again when they have changed."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from retrieval.claims.claim import Texts
from retrieval.corpus import SHIPPED, Problem, read
from retrieval.corpus_change import CorpusChange, CorpusSeen, FileStates, look, reread, settled
from retrieval.entities.name_finder import KnownNames
from retrieval.index.archive.building import Builder
from retrieval.index.archive.folder import corpus_of
from retrieval.index.known_terms import KnownTerms
from retrieval.index.open_index import OpenIndex, in_memory, on_disk, seen
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library
from retrieval.meaning.meaning import Meaning
from retrieval.meaning.vector_folder import VectorFolder

_QUIET = 1_000_000_000
"""Nanoseconds after which a file that was not changed again is taken to be whole."""


class Source(Protocol):
    """Makes libraries; one thread at a time."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the reports as they were read last."""

    def open(self) -> Library:
        """Open the reports."""

    def renewed(self, *, at_once: bool = False) -> Library | None:
        """Return a library of what the reports are now; None while they are the same."""


class LibrarySource:
    """Makes a library of the reports at a path, and another one whenever their files differ.

    The libraries made before go on answering from what they read. One thread at a time.

    >>> source = LibrarySource(Path("reports"))
    >>> library = source.open()
    >>> library = source.renewed() or library  # every second or two
    """

    def __init__(
        self,
        path: Path | None = None,
        index: Path | None = None,
        synonyms: Path | None = None,
        builder: Builder | None = None,
        vectors: VectorFolder | None = None,
    ) -> None:
        """Take a folder of article files or a JSONL file; ours, or what `index` was made of.

        `index` is a folder for an archive, made and changed by `builder`; without one all is held
        in memory. `synonyms` is the operator's own list, read with every library. `vectors` learns
        what is opened, while that answers already.
        """
        self._index, self._synonyms = index, synonyms
        self._builder = replace(builder or Builder(), keep=self._keep)
        self._known, self._names = KnownTerms(), KnownNames()
        self._vectors = vectors
        self._meaning = Meaning(vectors.encoder, vectors) if vectors else None
        self.path = path or (corpus_of(index) if index else None) or SHIPPED
        self._looked: FileStates = {}
        self._before: PassageStore | None = None
        self.changed: frozenset[str] = frozenset()
        """The ids of the reports that were put, altered or gone when they were renewed last."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files as they were read last, be they taken or not."""
        return self._seen.problems

    def open(self) -> Library:
        """Read and index the reports; CorpusError or OSError when that fails."""
        states = look(self.path)
        if self._index:
            self._opened = on_disk(self.path, self._index, self._builder)
        else:
            self._opened = in_memory(read(self.path), self._known)
        problems = self._opened.problems
        self._seen = CorpusSeen(states, self._opened.files, problems, len(problems))
        return self._library(self._opened)

    def renewed(self, *, at_once: bool = False) -> Library | None:
        """Return a library of what the files say now; None while they say the same.

        Only files that differ are read, once left alone for a second, or between two calls. With
        `at_once` it is what stands there now, also in files that could not be read before, and
        never None. Looking at 10,000 unchanged files takes some 30 ms. CorpusError or OSError when
        it fails; what was there goes on.
        """
        now, last, before = look(self.path), self._looked, self._seen
        self._looked = now
        quiet = time.time_ns() - _QUIET
        states = now if at_once else settled(now, last, before.states, quiet)
        if states == before.states and not at_once:
            return None
        change = reread(self.path, states, before.doubted() if at_once else before, self._store)
        opened = self._changed(change) if change else self._opened
        library = self._library(opened) if change or at_once else None
        self.changed = change.gone.union(change.put)
        self._opened, self._seen = opened, change.seen
        return library

    def texts_before(self) -> Texts | None:
        """Return how to read the reports as the index had them when it was opened, once.

        None without an index. Held, it keeps their files open.
        """
        before, self._before = self._before, None
        return before.find if before else None

    def _keep(self, store: PassageStore) -> None:
        self._before = store

    def _library(self, opened: OpenIndex) -> Library:
        if self._vectors:
            self._vectors.learn_beside(opened.store, self._builder.say)
        return Library(replace(opened, meaning=self._meaning), self._synonyms, self._names)

    @property
    def _store(self) -> PassageStore:
        return self._opened.store

    def _changed(self, change: CorpusChange) -> OpenIndex:
        """Index beside what is there."""
        if self._opened.archive is None:
            return in_memory(change.corpus(self._store), self._known)
        return seen(self._builder.change(self._opened.archive, self.path, change))
