"""Reports on a cluster: opened, and opened again when whoever indexes them has changed them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from retrieval.analysis.analyzer import Analyzer
from retrieval.corpus import Problem
from retrieval.entities.name_finder import KnownNames
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.open_index import OpenIndex
from retrieval.index.opensearch.cluster import OpenCluster, latest, opened
from retrieval.index.opensearch.cluster_vectors import meaning_of
from retrieval.index.opensearch.connection import ClusterAddress, Connection
from retrieval.library import Library
from retrieval.meaning.encoder import SentenceEncoder


def source_at(
    url: str,
    password_file: Path | None = None,
    certificates: Path | None = None,
    synonyms: Path | None = None,
    encoder: SentenceEncoder | None = None,
) -> ClusterSource:
    """Return the source at an address as operators write it; ValueError says what is odd in it."""
    address = ClusterAddress.parse(url, password_file, certificates)
    return ClusterSource(address, synonyms, encoder)


class ClusterSource:
    """Makes a library of the reports on a cluster, and another one whenever they are others.

    The libraries made before go on, for ten minutes, answering from what they saw. One thread at a
    time. UnreachableError when the cluster cannot be asked; the next call asks again.

    >>> source = ClusterSource(ClusterAddress.parse("http://one:9200,http://two:9200/wenbao"))
    >>> library = source.open()
    >>> library = source.renewed() or library  # every second or two
    """

    def __init__(
        self,
        address: ClusterAddress,
        synonyms: Path | Thesaurus | None = None,
        encoder: SentenceEncoder | None = None,
    ) -> None:
        """Take the reports at an address; `synonyms` is the operator's own list.

        Where there is an `encoder`, vectors of sentences that come with the reports are used.
        """
        self._connection, self._synonyms, self._encoder = Connection(address), synonyms, encoder
        self._open: OpenCluster | None = None
        self._names = KnownNames()
        self.problems: tuple[Problem, ...] = ()

    def open(self) -> Library:
        """Open the reports as they are now."""
        before = self._open
        now = opened(
            self._connection,
            before.analyzer if before else Analyzer(),
            before.view if before else None,
        )
        self._open = now
        problems, files = now.manifest.told()
        self.problems = problems
        index = OpenIndex(now.store, now.index, now.analyzer, problems, files, notes=now)
        if self._encoder:
            index = replace(index, meaning=meaning_of(now.view, self._encoder))
        return Library(index, self._synonyms, self._names)

    def renewed(self, *, at_once: bool = False) -> Library | None:
        """Return a library of what is there now; None while it is the same, unless `at_once`."""
        if self._open and not at_once:
            index, state = latest(self._connection)
            view = self._open.view
            if (index, state.generation) == (view.index, view.state.generation):
                return None
        return self.open()
