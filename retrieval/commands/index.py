"""`index`: the reports and their index into a folder, or onto a cluster."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import monotonic

from retrieval.commands.arguments import (
    add_cluster,
    add_corpus,
    add_vectors,
    cluster_address,
    open_corpus,
    positive,
    warn_of,
)
from retrieval.commands.errors import CommandError, warn
from retrieval.corpus import SHIPPED
from retrieval.index.archive.array_file import DamagedError
from retrieval.index.archive.building import Builder, origin_of
from retrieval.index.open_index import on_disk
from retrieval.library import Library
from retrieval.meaning.encoder import encoder
from retrieval.meaning.vector_folder import VectorFolder

_INTERVAL = 5.0
"""Seconds between two lines where there is no terminal to write over."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--into", type=Path, metavar="DIR", help="the folder of the index")
    parser.add_argument(
        "--engine", choices=("disk", "opensearch"), default="disk", help="where to (%(default)s)"
    )
    add_cluster(parser)
    add_vectors(parser)
    parser.add_argument(
        "--shards", type=positive, default=3, metavar="N", help="of a new index there (%(default)s)"
    )
    parser.add_argument(
        "--replicas", type=int, default=1, metavar="N", help="copies of each (%(default)s)"
    )
    parser.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="processes at work (%(default)s)"
    )
    parser.add_argument("--verify", action="store_true", help="check every byte of the index too")
    add_corpus(parser, indexed=True)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Build the index or bring it up to date; yield what is there then."""
    if arguments.engine == "opensearch":
        yield from _onto_cluster(arguments)
        return
    if not arguments.into:
        message = "--into DIR: the folder of the index"
        raise CommandError(message)
    builder = Builder(arguments.jobs, warn, Progress())
    stock = on_disk(arguments.corpus, arguments.into, builder)
    warn_of(stock.problems)
    if arguments.verify and stock.archive:
        try:
            stock.archive.verify()
        except DamagedError as error:
            message = f"{error}; remove the folder, and index again"
            raise CommandError(message) from error
    yield _told(Library(stock))
    if arguments.vectors:
        vectors = VectorFolder(encoder(), arguments.into, arguments.jobs, Progress("reports"))
        vectors.learn(stock.store)
        yield f"their sentences have vectors: {vectors.size / 1e6:.1f} MB"


def _onto_cluster(arguments: argparse.Namespace) -> Iterator[str]:
    """Bring the reports on a cluster to what the corpus says; yield what is done."""
    if not arguments.cluster:
        message = "--cluster URL, OPENSEARCH_URL: where the cluster is"
        raise CommandError(message)
    address, path = cluster_address(arguments.cluster), arguments.corpus or SHIPPED
    cluster = import_module("retrieval.index.opensearch.cluster")
    connection = import_module("retrieval.index.opensearch.connection").Connection
    loading = import_module("retrieval.index.opensearch.loading")
    patient = connection(address, loading.PATIENCE)
    model = encoder() if arguments.vectors else None
    loader = loading.Loader(
        patient, arguments.jobs, arguments.shards, arguments.replicas, Progress(), model
    )
    yield from cluster.brought(patient, open_corpus(path), origin_of(path), loader)
    yield _told(import_module("retrieval.cluster_source").ClusterSource(address).open())


def _told(library: Library) -> str:
    """Say what is there; the library has found its operating point, which answers wait for."""
    return (
        f"{len(library.articles)} reports, {library.passages} paragraphs, version {library.version}"
    )


class Progress:
    """Tells on standard error how much is done, how fast, and how long the rest will take."""

    def __init__(self, things: str = "characters") -> None:
        self._things = things
        self._began = self._said = monotonic()
        self._over = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` are done."""
        now = monotonic()
        if not self._over and now - self._said < _INTERVAL:
            return
        self._said = now
        rate = max(done / (now - self._began), 1.0)
        left = (total - done) / rate
        share = f"{done / max(total, 1):4.0%} of {total:,} {self._things}"
        line = f"{share}, {rate:,.0f} a second, {left:.0f} s left"
        end = "\n" if done == total or not self._over else ""
        sys.stderr.write(f"\r\x1b[K{line}{end}" if self._over else f"{line}{end}")
        sys.stderr.flush()
