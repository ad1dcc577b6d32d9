"""What a library stands on: reports and their index, in memory or in an archive on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from retrieval.analysis import Analyzer
from retrieval.archive.archive import Archive
from retrieval.archive.building import Builder, problems_of
from retrieval.corpus import Corpus, Problem
from retrieval.index import Index, PostingsBM25
from retrieval.lexicon import corpus_names
from retrieval.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Stock:
    """A shelf, and the index that numbers its passages alike, made with `analyzer`.

    `point` is the operating point found for it before; `note` keeps it for the next time.
    """

    shelf: Shelf
    index: Index
    analyzer: Analyzer
    problems: tuple[Problem, ...] = ()
    point: float | None = None
    note: Callable[[float], None] = lambda _point: None


def in_memory(corpus: Corpus) -> Stock:
    """Index `corpus`; its own names are kept whole."""
    shelf, analyzer = Shelf(corpus.articles), Analyzer()
    analyzer.learn(corpus_names(shelf, analyzer.commonness))
    analyzer.learn(name for article in corpus.articles for name in article.authors)
    index = PostingsBM25(map(analyzer.index_terms, shelf))
    return Stock(shelf, index, analyzer, corpus.problems)


def on_disk(source: Path, folder: Path, builder: Builder) -> Stock:
    """Open the archive in `folder` of the corpus at `source`, built or changed where need be."""
    return seen(builder.open(source, folder, Analyzer()))


def seen(archive: Archive) -> Stock:
    """Take what the archive holds now; what changes later is not seen."""
    view, manifest = archive.view, archive.manifest
    return Stock(
        view.shelf, view.index, archive.analyzer, problems_of(archive), manifest.point, archive.note
    )
