"""The reports on a cluster: opened, brought to what a corpus is now, and opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.corpus_change import difference
from retrieval.index.archive.building import BY_CHANGE, SHARE, CorpusState, made_of, own_names
from retrieval.index.archive.manifest import Manifest
from retrieval.index.engine import UnreachableError
from retrieval.index.opensearch.changing import Changer
from retrieval.index.opensearch.cluster_index import ClusterIndex
from retrieval.index.opensearch.cluster_passages import ClusterPassages
from retrieval.index.opensearch.cluster_state import MANIFEST, STATE, ClusterState, read
from retrieval.index.opensearch.cluster_vectors import ClusterVectors
from retrieval.index.opensearch.cluster_view import (
    ClusterView,
    read_changes,
    read_documents,
    read_tables,
)
from retrieval.index.opensearch.connection import Connection
from retrieval.index.opensearch.loading import Loader
from retrieval.meaning.encoder import SentenceEncoder


@dataclass(frozen=True, slots=True)
class OpenCluster:
    """One generation of the reports on a cluster: an index and a store that number alike."""

    view: ClusterView
    index: ClusterIndex
    store: ClusterPassages
    analyzer: Analyzer
    manifest: Manifest

    def note(self, noted: Callable[[Manifest], Manifest]) -> None:
        """Remember the operating point of what is there now."""
        Changer(self.view, self.analyzer).note(noted(self.manifest).point)

    def change(
        self,
        put: Sequence[Article],
        gone: Sequence[str] = (),
        encoder: SentenceEncoder | None = None,
    ) -> None:
        """Put articles in the place of those with their ids, and remove others by their ids.

        With vectors of their sentences, where there is an `encoder` that made those that are there.
        """
        names = dict.fromkeys([*(article.id for article in put), *gone])
        numbers = [n for name in names if (n := self.store.number_of(name)) is not None]
        Changer(self.view, self.analyzer, encoder).change(put, numbers)


def latest(connection: Connection) -> tuple[str, ClusterState]:
    """Return the index that readers take, and its state; UnreachableError where there is none."""
    name = connection.address.name
    try:
        reply = connection.ask("GET", f"/{name}/_doc/{STATE}")
    except KeyError as error:
        message = f"no reports are on the cluster as {name!r}; put them there by `index`"
        raise UnreachableError(message) from error
    return reply["_index"], ClusterState.read(reply["_source"])


def opened(
    connection: Connection, analyzer: Analyzer, before: ClusterView | None = None
) -> OpenCluster:
    """Open the reports as they are now; what `before` knows of them is not read again.

    UnreachableError when they cannot be asked, or were cut by another analyser.
    """
    index, state = latest(connection)
    manifest = Manifest.of(read(read_documents(connection, index, [MANIFEST])[0]))
    if manifest.analysis != analyzer.version():
        message = "the reports on the cluster were cut into other terms; `index` them again"
        raise UnreachableError(message)
    same = before is not None and before.index == index
    tables = before.tables if before and same else read_tables(connection, index, state)
    known = before.changes if before and same else []
    after = known[-1].generation if known else 0
    changes = [*known, *read_changes(connection, index, after, state.pending)]
    view = ClusterView(connection, index, state, tables, changes)
    learned = analyzer if same else analyzer.blank()
    learned.learn(manifest.names)
    manifest = replace(manifest, point=state.point, changed=state.changed)
    return OpenCluster(view, ClusterIndex(view), ClusterPassages(view), learned, manifest)


def brought(
    connection: Connection, corpus: Corpus, origin: CorpusState, loader: Loader
) -> Iterator[str]:
    """Bring the reports on a cluster to those of a corpus; yield what is done, a sentence each.

    Few changes are made one by one; for many, and the first time, a new index takes their place.
    """
    analyzer = Analyzer()
    try:
        there = opened(connection, analyzer)
    except UnreachableError:
        connection.ask("GET", "/")
        yield "a new index is made"
    else:
        put, gone = difference(corpus, there.store)
        few = len(put) + len(gone) <= max(BY_CHANGE, SHARE * len(corpus.articles))
        encoder = loader.encoder
        if few and (encoder is None or ClusterVectors(there.view, encoder).are_there):
            yield from _changed(connection, there, (list(put.values()), sorted(gone)), encoder)
            return
        yield f"a new index is made: {'much has changed' if not few else 'with vectors'}"
    analyzer.hasten()
    names = own_names(corpus, analyzer)
    analyzer.learn(names)
    manifest = made_of(Manifest(analyzer.version(), names=names), corpus, origin)
    index = loader.load(corpus.articles, manifest, analyzer)
    yield f"readers take {index} now"


def _changed(
    connection: Connection,
    there: OpenCluster,
    differing: tuple[Sequence[Article], Sequence[str]],
    encoder: SentenceEncoder | None,
) -> Iterator[str]:
    """Change so many articles at a time; yield how many were."""
    put, gone = differing
    for start in range(0, max(len(put), len(gone)), BY_CHANGE):
        part = slice(start, start + BY_CHANGE)
        there.change(put[part], gone[part], encoder)
        yield f"{len(put[part])} reports put, {len(gone[part])} removed"
        there = opened(connection, there.analyzer, there.view)
