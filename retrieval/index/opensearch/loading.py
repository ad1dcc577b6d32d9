"""A whole corpus into a new index of the cluster, which then takes the place of the one before.

Terms are cut in processes of their own while others are written. A batch that was written is noted,
so that whoever begins again goes on where it was left. Until all is there, nobody sees any of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.archive.analysing import batches, in_processes, size
from retrieval.index.archive.array_file import Array
from retrieval.index.archive.manifest import Manifest
from retrieval.index.engine import UnreachableError
from retrieval.index.opensearch.cluster_state import MANIFEST, STATE, ClusterState, written
from retrieval.index.opensearch.cluster_view import read_documents
from retrieval.index.opensearch.connection import Connection
from retrieval.index.opensearch.cutting import BatchCutter, CutBatch, cut
from retrieval.index.opensearch.documents import (
    MAPPINGS,
    arrays_read,
    arrays_written,
    settings,
)
from retrieval.index.opensearch.term_counts import TermCounts
from retrieval.meaning.encoder import SentenceEncoder
from retrieval.meaning.encoding import maker_of
from retrieval.serialization import digest, packed

_FORMAT = 1
_AT_A_TIME = 2
"""So many bulk requests are under way at a time: more would only wait in the cluster."""
_TABLE = 500_000
"""So many terms, or sizes of articles, stand in one document."""
PATIENCE = 300.0
"""Seconds that it is tried again while a cluster is full or away."""

Tell = Callable[[int, int], None]


def write(connection: Connection, index: str, requests: Sequence[str]) -> None:
    """Write documents, each request again while any of it was refused for want of room."""
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        list(pool.map(partial(_write, connection, index), requests))


def _write(connection: Connection, index: str, request: str) -> None:
    for _ in range(100):
        reply = connection.ask("POST", f"/{index}/_bulk", request, seconds=60.0)
        failed = [one["index"] for one in reply["items"] if one["index"]["status"] >= 300]  # noqa: PLR2004 - HTTP
        if not failed:
            return
        if any(one["status"] not in {429, 503} for one in failed):
            message = f"OpenSearch refuses a document: {json.dumps(failed[0], ensure_ascii=False)}"
            raise UnreachableError(message)
        connection.wait()
    message = "OpenSearch has no room to write: it refused a request a hundred times"
    raise UnreachableError(message)


@dataclass(frozen=True, slots=True)
class Loader:
    """Loads a corpus in so many processes (`jobs`); `tell` is told how many characters of how many.

    The index has so many `shards`, each on so many machines beside the first (`replicas`). Where
    there is an `encoder`, it has vectors of the sentences too.
    """

    connection: Connection
    jobs: int = 1
    shards: int = 3
    replicas: int = 1
    tell: Tell = lambda _done, _total: None
    encoder: SentenceEncoder | None = None

    def load(self, articles: Sequence[Article], manifest: Manifest, analyzer: Analyzer) -> str:
        """Make an index of `articles`, of what `manifest` tells; return its name.

        `analyzer` knows the names in it already.
        """
        index = self._made(articles, manifest)
        parts = batches(articles)
        done = self._done(index, len(parts))
        total, told = sum(map(size, parts)), 0
        tables = [done[number] for number in sorted(done)]
        for number, batch in self._cut(parts, {*done}, manifest.names, analyzer):
            write(self.connection, index, batch.requests)
            tables.append(_noted(number, batch))
            self._put(index, f"batch-{number}", arrays_written(**tables[-1]))
            told += size(parts[number])
            self.tell(told, total)
        tables.sort(key=lambda one: int(one["number"]))
        self._finish(index, tables, manifest)
        return index

    def _made(self, articles: Sequence[Article], manifest: Manifest) -> str:
        """Make an empty index, named by what comes into it; one that was begun is taken."""
        content = hashlib.blake2b(repr((_FORMAT, manifest.analysis, manifest.names)).encode())
        content.update(maker_of(self.encoder).encode() if self.encoder else b"")
        for article in articles:
            content.update(digest(packed(article)))
        index = f"{self.connection.address.name}-{content.hexdigest()[:16]}"
        try:
            self.connection.ask("GET", f"/{index}")
        except KeyError:
            # Without copies it loads twice as fast; they are made when all is there.
            alone = {**settings(self.shards, 0), "refresh_interval": "-1"}
            body = {"settings": alone, "mappings": MAPPINGS}
            self.connection.ask("PUT", f"/{index}", body, seconds=60.0)
        return index

    def _done(self, index: str, parts: int) -> dict[int, dict[str, Array]]:
        """Return what is known of batches that were written before."""
        names = [f"batch-{number}" for number in range(parts)]
        found = enumerate(read_documents(self.connection, index, names))
        return {number: arrays_read(source) for number, source in found if source}

    def _cut(
        self,
        parts: Sequence[Sequence[Article]],
        done: set[int],
        names: tuple[str, ...],
        analyzer: Analyzer,
    ) -> Iterator[tuple[int, CutBatch]]:
        firsts = np.cumsum([0, *map(len, parts)]).tolist()
        left = [number for number in range(len(parts)) if number not in done]
        work = [(firsts[number], parts[number]) for number in left]
        if len(work) > 1 and self.jobs:
            cutter = BatchCutter(names, self.encoder)
            yield from zip(left, in_processes(cutter, work, self.jobs), strict=True)
        else:
            cuts = (cut(some, first, analyzer, self.encoder) for first, some in work)
            yield from zip(left, cuts, strict=True)

    def _finish(
        self, index: str, batches_: Sequence[Mapping[str, Array]], manifest: Manifest
    ) -> None:
        """Write what readers begin with, make copies, and have readers take this index."""
        counts = TermCounts.together([TermCounts.read(one) for one in batches_])
        sizes = np.concatenate([one["sizes"] for one in batches_])
        tables = list(_tables(counts, sizes))
        for number, table in enumerate(tables):
            self._put(index, f"table-{number}", arrays_written(**table))
        content = hashlib.sha256(b"".join(one["digests"].tobytes() for one in batches_))
        passages, length = int(sizes.sum()), sum(int(one["length"]) for one in batches_)
        version = content.hexdigest()[:12]
        self._put(index, MANIFEST, written(asdict(manifest)))
        state = ClusterState(len(tables), passages, length, version)
        self._put(index, STATE, state.written())
        settled = {"index": {"number_of_replicas": self.replicas, "refresh_interval": "1s"}}
        self.connection.ask("PUT", f"/{index}/_settings", settled, seconds=60.0)
        refresh(self.connection, index)
        self.connection.ask("POST", f"/{index}/_flush", seconds=300.0)
        copied = {"wait_for_status": "green", "timeout": "300s"}
        with suppress(UnreachableError):  # fewer machines than copies: it works all the same
            self.connection.ask(
                "GET", f"/_cluster/health/{index}", seconds=310.0, parameters=copied
            )
        take(self.connection, index)
        lines = [json.dumps({"delete": {"_id": f"batch-{n}"}}) for n in range(len(batches_))]
        self.connection.ask("POST", f"/{index}/_bulk", "\n".join(lines) + "\n", seconds=60.0)

    def _put(self, index: str, name: str, source: Mapping[str, Any]) -> None:
        self.connection.ask("PUT", f"/{index}/_doc/{name}", source, seconds=60.0)


def _noted(number: int, batch: CutBatch) -> dict[str, Array]:
    return {
        "number": np.array(number),
        "sizes": batch.sizes,
        "length": np.array(batch.length),
        "digests": np.frombuffer(batch.digests, dtype=np.uint8),
        **batch.counts.written(),
    }


def _tables(counts: TermCounts, sizes: Array) -> Iterator[dict[str, Array]]:
    for start in range(0, max(len(counts.keys), len(sizes), 1), _TABLE):
        part = slice(start, start + _TABLE)
        yield {"keys": counts.keys[part], "counts": counts.counts[part], "sizes": sizes[part]}


def refresh(connection: Connection, index: str) -> None:
    """Have all that was written be found."""
    while True:
        reply = connection.ask("POST", f"/{index}/_refresh", seconds=60.0)
        if not reply["_shards"]["failed"]:
            return
        connection.wait()


def take(connection: Connection, index: str) -> None:
    """Have readers take an index; the one before stays for those that are reading it."""
    name = connection.address.name
    before = aliased(connection)
    change = [{"remove": {"index": one, "alias": name}} for one in before if one != index]
    actions = [*change, {"add": {"index": index, "alias": name}}]
    connection.ask("POST", "/_aliases", {"actions": actions}, seconds=60.0)
    older = {*connection.ask("GET", f"/{name}-*/_settings/index.uuid")} - {*before, index}
    for one in older:
        connection.ask("DELETE", f"/{one}", seconds=60.0)


def aliased(connection: Connection) -> list[str]:
    """Return the index that readers take, or none."""
    try:
        return [*connection.ask("GET", f"/_alias/{connection.address.name}")]
    except KeyError:
        return []
