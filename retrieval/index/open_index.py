"""What a library stands on: reports and their index, in memory or in an archive on the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.corpus_names import corpus_names
from retrieval.corpus import SHIPPED, Corpus, Problem
from retrieval.index.archive.archive import Archive
from retrieval.index.archive.building import Builder
from retrieval.index.archive.folder import corpus_of
from retrieval.index.archive.manifest import Manifest
from retrieval.index.engine import Index
from retrieval.index.known_terms import KnownTerms
from retrieval.index.memory import MemoryIndex
from retrieval.index.passage_store import PassageStore
from retrieval.meaning.meaning import Meaning
from retrieval.meaning.vector_folder import VectorFolder


class Notes(Protocol):
    """Where an engine keeps what was found of all its reports."""

    @property
    def manifest(self) -> Manifest:
        """What was found."""

    def note(self, noted: Callable[[Manifest], Manifest], /) -> None:
        """Remember something about what is there now."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """Passages, and the index that numbers them alike, made with `analyzer`.

    `files` are the names of those of the reports that have one each, by id; `archive` is where they
    stand on the disk, and `notes` where what is found of them all is kept, if anywhere. `meaning`
    knows what their sentences mean, where that is asked for.
    """

    store: PassageStore
    index: Index
    analyzer: Analyzer
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    archive: Archive | None = None
    notes: Notes | None = None
    meaning: Meaning | None = None

    def point_or(self, find: Callable[[], float]) -> float:
        """Return the operating point found before, or find it now and remember it."""
        known = self.notes.manifest.point_of(len(self.store)) if self.notes else None
        if known is not None:
            return known
        point = find()
        if self.notes:
            self.notes.note(lambda was: replace(was, point=point, changed=0))
        return point


def in_memory(corpus: Corpus, known: KnownTerms | None = None) -> OpenIndex:
    """Index `corpus`; its own names are kept whole. What is `known` is not analysed again."""
    known = known or KnownTerms()
    store = PassageStore(corpus.articles)
    authors = (name for article in corpus.articles for name in article.authors)
    analyzer = known.learned([*corpus_names(store, known.analyzer.own_commonness), *authors])
    index = MemoryIndex(known.cut(store, analyzer))
    problems, files = corpus.problems, corpus.files
    return OpenIndex(store, index, analyzer, problems, files, notes=known.corpus)


def on_disk(source: Path | None, folder: Path, builder: Builder | None = None) -> OpenIndex:
    """Open the archive in `folder` of the corpus at `source`, built or changed where need be.

    Without a source it is the corpus that the archive was made of; ours, where none was made.
    """
    source = source or corpus_of(folder) or SHIPPED
    builder = builder or Builder()
    archive = builder.open(source, folder, Analyzer())
    return seen(archive)


def seen(archive: Archive) -> OpenIndex:
    """Take what the archive holds now; what changes later is not seen."""
    view, told = archive.view, archive.manifest.told()
    return OpenIndex(view.store, view.index, archive.analyzer, *told, archive, archive)


def with_vectors(opened: OpenIndex, kept: VectorFolder) -> OpenIndex:
    """Have `kept` learn all that is open, and be asked."""
    kept.learn(opened.store)
    return replace(opened, meaning=Meaning(kept.encoder, kept))
