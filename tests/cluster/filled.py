"""Reports on a cluster, as tests put them there."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.index.archive.building import CorpusState
from retrieval.index.open_index import OpenIndex
from retrieval.index.opensearch.cluster import OpenCluster, brought, opened
from retrieval.index.opensearch.connection import Connection
from retrieval.index.opensearch.loading import Loader
from retrieval.library import Library
from retrieval.meaning.encoder import SentenceEncoder
from tests.cluster.nodes import Nodes


def filled(
    nodes: Nodes,
    name: str,
    articles: Sequence[Article],
    analyzer: Analyzer,
    encoder: SentenceEncoder | None = None,
) -> OpenCluster:
    """Bring an index of that name to these articles, and open it."""
    connection = Connection(nodes.address(name))
    corpus = Corpus(tuple(articles), (), {})
    loader = Loader(connection, jobs=0, encoder=encoder)
    list(brought(connection, corpus, CorpusState("a corpus", "as it is"), loader))
    return opened(connection, analyzer)


def library_of(cluster: OpenCluster) -> Library:
    """Return a library of what is there."""
    return Library(OpenIndex(cluster.store, cluster.index, cluster.analyzer, notes=cluster))
