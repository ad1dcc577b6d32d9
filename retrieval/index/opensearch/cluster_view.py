"""What one reader of a cluster sees: one generation of the reports, whatever changes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from time import monotonic, sleep
from typing import Any, NamedTuple

import numpy as np

from retrieval.cache import SizedCache
from retrieval.index.archive.array_file import Array, Int64s
from retrieval.index.archive.term_ids import TermIds
from retrieval.index.engine import PassageNumbers, UnreachableError
from retrieval.index.opensearch.cluster_state import STATE, Change, ClusterState
from retrieval.index.opensearch.connection import PATIENCE, Connection
from retrieval.index.opensearch.documents import BITS, arrays_read, article_of, vectors_of
from retrieval.index.opensearch.term_counts import TermCounts
from retrieval.index.passage_store import FoldedArticle, ParagraphSpan, spans_of

_AT_ONCE = 200
"""So many documents are read in one request."""
_AHEAD = 64
"""So many of the articles that were found last are read with the first of them that is."""
_CHARACTERS = 8_000_000
"""So many characters of articles are kept at hand: some 32 MB, with their folded form."""


class ReadArticle(NamedTuple):
    """An article as it is read closely, where its passages stand, and the vectors it came with."""

    folded: FoldedArticle
    spans: list[ParagraphSpan]
    vectors: bytes = b""


class ClusterTables(NamedTuple):
    """What all generations of an index begin with: the terms, and the passages of each article."""

    counts: TermCounts
    sizes: Array


def read_documents(connection: Connection, index: str, names: Sequence[str]) -> list[Any]:
    """Return the sources of documents as they are now; None for one that is not there."""
    until, found = monotonic() + PATIENCE, {}
    missing = list(names)
    while missing:
        some = missing[:_AT_ONCE]
        reply = connection.ask("POST", f"/{index}/_mget", {"ids": some})
        for document in reply["docs"]:
            if "error" not in document:
                found[document["_id"]] = document.get("_source")
        missing = [name for name in missing if name not in found]
        if any(name in missing for name in some):
            if monotonic() > until:
                message = f"OpenSearch cannot read {index}: a shard is lost"
                raise UnreachableError(message)
            sleep(0.1)
    return [found[name] for name in names]


def read_tables(connection: Connection, index: str, state: ClusterState) -> ClusterTables:
    """Read what all generations of an index begin with."""
    names = [f"table-{number}" for number in range(state.tables)]
    arrays = [arrays_read(source) for source in read_documents(connection, index, names)]
    keys, counts, sizes = (
        np.concatenate([one[name] for one in arrays]) for name in ("keys", "counts", "sizes")
    )
    return ClusterTables(TermCounts(keys, counts), sizes)


class ClusterView:
    """The articles and the statistics of one generation; articles are read when asked for."""

    def __init__(
        self,
        connection: Connection,
        index: str,
        state: ClusterState,
        tables: ClusterTables,
        changes: Sequence[Change],
    ) -> None:
        """See what `state` says is there; `changes` are all that were begun, in order."""
        self.connection, self.index, self.state, self.tables = connection, index, state, tables
        self.changes = list(changes)
        made = [c for c in changes if c.generation <= state.generation]
        done = [c for c in made if c.generation not in state.void]
        self.sizes = np.concatenate([tables.sizes, *(c.sizes for c in made)]).astype(np.int64)
        self.dead = self._dead(made)
        self.sizes[self.dead] = 0
        every = [tables.counts, *(c.put for c in done)]
        self._counts = (
            TermCounts.together(every).minus(TermCounts.together([c.gone for c in done]))
            if done
            else tables.counts
        )
        self._articles: SizedCache[int, ReadArticle] = SizedCache(_CHARACTERS)
        self._numbers: SizedCache[str, int] = SizedCache(1 << 16)
        self._found = threading.local()
        self._following = threading.Lock()
        self._spread()

    def _dead(self, made: Sequence[Change]) -> Int64s:
        """Return the numbers of the articles that are there no more, or never were, ascending."""
        dead, first = [np.zeros(0, dtype=np.int64)], len(self.tables.sizes)
        for change in made:
            if change.generation in self.state.void:
                dead.append(np.arange(first, first + len(change.sizes)))
            else:
                dead.append(change.removed)
            first += len(change.sizes)
        return np.unique(np.concatenate(dead))

    def _spread(self) -> None:
        """Know what the cluster may count beside what lives here: the dead, and what is put now."""
        self._most = TermCounts.together([c.put for c in self.changes])
        put = sum(int(c.sizes.sum()) for c in self.changes)
        self.spare = int(self.tables.sizes.sum()) + put - self.state.passages

    def frequencies(self, keys: TermIds) -> Int64s:
        """In how many passages the terms of these keys stand."""
        return self._counts.look_up(keys)

    def spare_frequencies(self, keys: TermIds) -> Int64s:
        """In how many passages more the cluster may count them."""
        most = self.tables.counts.look_up(keys) + self._most.look_up(keys)
        return most - self._counts.look_up(keys)

    def living(self, passages: PassageNumbers) -> PassageNumbers:
        """Return those of `passages` that are of this generation."""
        articles = passages >> BITS
        known = articles < len(self.sizes)
        return passages[known & (self.sizes.take(articles, mode="clip") > 0)]

    def place_of(self, articles: Int64s) -> Int64s:
        """Return which place articles of these numbers have among the living, from 0."""
        return articles - self.dead.searchsorted(articles)

    def number_at(self, place: int) -> int:
        """Return the number of the article at a place among the living."""
        before = (self.dead - np.arange(len(self.dead))).searchsorted(place, "right")
        return int(place + before)

    def expect(self, articles: Iterable[int]) -> None:
        """Know which articles are likely to be read next by this thread, in order."""
        self._found.articles = list(dict.fromkeys(articles))

    def article(self, number: int) -> ReadArticle:
        """Return an article; those expected after it are read with it."""
        found = self._articles.get(number)
        if found is None:
            expected = getattr(self._found, "articles", [])
            at = expected.index(number) + 1 if number in expected else len(expected)
            self.read([number, *expected[at : at + _AHEAD]])
            found = self._articles.get(number)
        return found or self._fetched([number])[number]

    def read(self, numbers: Iterable[int]) -> None:
        """Have articles at hand; those that are not are read in one request."""
        missing = [number for number in numbers if self._articles.get(number) is None]
        if missing:
            self._fetched(missing)

    def is_up_to_date(self, numbers: Iterable[int]) -> bool:
        """Have articles at hand, and tell whether no change was begun that was not known of.

        If one was, it is now. Raises UnreachableError when this generation is kept no more.
        """
        missing = [number for number in numbers if self._articles.get(number) is None]
        source = self._sources([STATE, *(f"a{number}" for number in missing)])
        self._keep(missing, source[1:])
        return not self._follow(ClusterState.read(source[0]))

    def number_of(self, article_id: str) -> int | None:
        """Return the number of the article of that id, if it was read and is at hand."""
        return self._numbers.get(article_id)

    def keep(self, number: int, source: dict[str, Any]) -> ReadArticle:
        """Have an article at hand that was read by a search."""
        article = article_of(source)
        read = ReadArticle(FoldedArticle.of(article), spans_of(article), vectors_of(source))
        characters = len(read.folded.heading) + len(read.folded.body) + len(read.vectors) // 4
        self._articles.put(number, read, characters)
        self._numbers.put(article.id, number, 1)
        return read

    def _follow(self, state: ClusterState) -> bool:
        """Take note of changes begun since; tell whether there are any."""
        if state.kept > self.state.generation:
            message = "these reports were replaced, and are kept no more"
            raise UnreachableError(message)
        with self._following:
            known = self.changes[-1].generation if self.changes else 0
            if state.pending <= known:
                return False
            self.changes += read_changes(self.connection, self.index, known, state.pending)
            self._spread()
        return True

    def _fetched(self, numbers: Sequence[int]) -> dict[int, ReadArticle]:
        return self._keep(numbers, self._sources([f"a{number}" for number in numbers]))

    def _sources(self, names: Sequence[str]) -> list[Any]:
        return read_documents(self.connection, self.index, names)

    def _keep(self, numbers: Sequence[int], sources: Sequence[Any]) -> dict[int, ReadArticle]:
        if None in sources:
            message = "these reports were replaced, and are kept no more"
            raise UnreachableError(message)
        return {n: self.keep(n, source) for n, source in zip(numbers, sources, strict=True)}


def read_changes(connection: Connection, index: str, after: int, last: int) -> Iterator[Change]:
    """Yield the changes after one generation, up to another; what is not there is left out."""
    names = [f"change-{number}" for number in range(after + 1, last + 1)]
    found = read_documents(connection, index, names)
    yield from (Change.read(source) for source in found if source)
