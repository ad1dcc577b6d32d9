"""The passages of one generation in a cluster: articles are read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from retrieval.article import Article
from retrieval.index.engine import PassageNumbers
from retrieval.index.opensearch.cluster_view import ClusterView
from retrieval.index.opensearch.connection import COMPLETE
from retrieval.index.opensearch.documents import BITS, ITSELF, article_of, name_of
from retrieval.index.passage_store import (
    ArticleKey,
    FoldedArticle,
    ParagraphSpan,
    PassagePlace,
    PassageStore,
)
from retrieval.serialization import digest, packed

_PAGE = 500


class ClusterArticles(Sequence[Article]):
    """The living articles, in order; a slice is read in one request."""

    def __init__(self, view: ClusterView) -> None:
        self._view = view

    def __len__(self) -> int:
        return len(self._view.sizes) - len(self._view.dead)

    @overload
    def __getitem__(self, at: int) -> Article: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Article]: ...
    def __getitem__(self, at: int | slice) -> Article | Sequence[Article]:
        if isinstance(at, slice):
            numbers = [self._view.number_at(place) for place in range(*at.indices(len(self)))]
            self._view.expect(numbers)
            return tuple(self._view.article(number).folded.article for number in numbers)
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(at)
        return self._view.article(self._view.number_at(place)).folded.article

    def __iter__(self) -> Iterator[Article]:
        for start in range(0, len(self), _PAGE):
            yield from self[start : start + _PAGE]


class ClusterPassages(PassageStore):
    """A store whose articles stand in a cluster."""

    articles: ClusterArticles

    def __init__(self, view: ClusterView) -> None:
        """Show what is in `view`; nothing is read yet."""
        self._view = view
        self.articles = ClusterArticles(view)

    def __len__(self) -> int:
        """How many passages there are."""
        return self._view.state.passages

    def __iter__(self) -> Iterator[str]:
        """Yield the indexed text of each passage."""
        yield from map(self.indexed_text, self.numbers())

    def numbers(self, step: int = 1) -> Iterable[int]:
        """Return every `step`-th passage, from the first one on."""
        ends = np.cumsum(self._view.sizes)
        places = np.arange(0, len(self), step)
        articles = ends.searchsorted(places, "right")
        within = places - (ends - self._view.sizes).take(articles)
        self._view.expect(articles.tolist())
        return map(int, articles << BITS | within)

    def place(self, passage: int) -> PassagePlace:
        """Where the passage stands."""
        key, span = self._locate(passage)
        return PassagePlace(int(self._view.place_of(np.array([key[1]]))[0]), *span)

    def owners(self, passages: PassageNumbers) -> NDArray[np.intp]:
        """Return which article each of `passages` (ascending) stands in, counted from 0."""
        self._view.expect((passages >> BITS).tolist())
        return self._view.place_of(passages >> BITS).astype(np.intp)

    def digest(self, article_id: str) -> bytes:
        """Return the digest of the article of that id; KeyError for none."""
        return digest(packed(self.find(article_id)))

    def digests(self) -> Iterator[bytes]:
        """Yield the digests of the articles, in order; nothing else of them is read."""
        yield from (bytes.fromhex(source["digest"]) for source in self._scan("digest"))

    def ids(self) -> Iterator[str]:
        """Yield the ids of the articles, in order; all of them are read."""
        yield from (article_of(source).id for source in self._scan("record"))

    def version(self) -> str:
        """Return the name of this content: that of a fresh index, changed with every change."""
        return self._view.state.version

    def _scan(self, field: str) -> Iterator[dict[str, Any]]:
        """Yield one field of each living article, in order."""
        after, size = -1, _PAGE
        while True:
            body = {
                "size": size,
                "_source": ["passage", field],
                "query": {"exists": {"field": "digest"}},
                "sort": [{"passage": "asc"}],
                "search_after": [after],
            }
            path = f"/{self._view.index}/_search"
            hits = self._view.connection.ask("POST", path, body, parameters=COMPLETE)["hits"][
                "hits"
            ]
            numbers = np.array([hit["_source"]["passage"] for hit in hits], dtype=np.int64) >> BITS
            alive = (numbers < len(self._view.sizes)) & ~np.isin(numbers, self._view.dead)
            yield from (hits[at]["_source"] for at in np.flatnonzero(alive).tolist())
            if len(hits) < size:
                return
            after = hits[-1]["sort"][0]

    def id_of(self, fingerprint: int) -> str:
        """Return the id that has that fingerprint; KeyError for none."""
        for _, source in self._named(f"{fingerprint:x}"):
            return article_of(source).id
        raise KeyError(fingerprint)

    def number_of(self, article_id: str) -> int | None:
        """Return the number of the article of that id; None when there is none."""
        try:
            return self._key(article_id)[1]
        except KeyError:
            return None

    def _key(self, article_id: str) -> ArticleKey:
        number = self._view.number_of(article_id)
        return (0, self._looked_up(article_id) if number is None else number)

    def _looked_up(self, article_id: str) -> int:
        for number, source in self._named(name_of(article_id)):
            if article_of(source).id == article_id:
                self._view.keep(number, source)
                return number
        raise KeyError(article_id)

    def _named(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the numbers and documents of the living articles of that name."""
        body = {"query": {"term": {"name": name}}, "size": _PAGE}
        path = f"/{self._view.index}/_search"
        reply = self._view.connection.ask("POST", path, body, parameters=COMPLETE)
        for hit in reply["hits"]["hits"]:
            number = int(hit["_source"]["passage"] >> BITS)
            if number < len(self._view.sizes) and number not in self._view.dead:
                yield number, hit["_source"]

    def _locate(self, passage: int) -> tuple[ArticleKey, ParagraphSpan]:
        number = passage >> BITS
        return (0, number), self._view.article(number).spans[passage & ITSELF]

    def _passages_of(self, key: ArticleKey) -> range:
        first = key[1] << BITS
        return range(first, first + len(self._view.article(key[1]).spans))

    def _read(self, key: ArticleKey) -> FoldedArticle:
        return self._view.article(key[1]).folded
