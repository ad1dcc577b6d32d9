"""The index of one generation in a cluster: found there, and scored again exactly here.

Lucene keeps lengths in a byte, so its order is not quite ours. But a length is never taken for
longer than it is; so with our idf in the weights, and statistics that are as unfavourable as the
dead and what is being written may make them, its score of a passage is never below ours. What it
has left out therefore scores at most what its last hit does: once our last is above that, no other
passage can be among the best. Until then, twice as many are asked for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.array_file import Float64s, Int64s
from retrieval.index.archive.term_ids import key
from retrieval.index.bm25 import K1, MOST, idf, relative
from retrieval.index.engine import (
    MOST_HELD,
    NO_PASSAGES,
    Held,
    PassageNumbers,
    ScoredPassage,
    first_of,
)
from retrieval.index.opensearch.cluster_view import ClusterView
from retrieval.index.opensearch.connection import COMPLETE
from retrieval.index.opensearch.documents import BITS, spelled

_FEWEST, _ENOUGH = 30, 4000
"""So many hits are asked for at first, and at most: of more that score alike, some are taken."""
_PAGE = 10_000
"""So many passages a cluster tells at once."""
_READ = 64
"""The articles of so many of the best are read at once."""
_ROUNDING = 1e-5
"""What single precision may do to a score, as a share of it."""


class _Hits(NamedTuple):
    """Passages found, their lengths, and how often each term (a row) stands in each.

    `most` is the most that any other passage scores; `whole` says that there is no other.
    """

    passages: PassageNumbers
    lengths: Int64s
    counts: Float64s
    most: float
    whole: bool


class ClusterIndex:
    """An index that never changes: asked as every `Index`."""

    def __init__(self, view: ClusterView) -> None:
        """Ask for what is in `view`."""
        self._view = view
        self._key = lru_cache(1 << 14)(key)
        self.unproved = 0
        """How many times so many scored alike that not all could be told apart."""

    def best(self, weights: Mapping[str, float], limit: int) -> list[ScoredPassage]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties."""
        known = dict(zip(weights, self.frequencies([*weights]), strict=True))
        asked = {text: weight for text, weight in weights.items() if known[text] and weight > 0}
        if limit < 1 or not asked:
            return []
        wanted = max(_FEWEST, limit + limit // 2)
        while True:
            hits = self._hits(asked, wanted)
            passages, scores = self._ranked(asked, hits, limit)
            articles = [passage >> BITS for passage in passages]
            self._view.expect(articles)
            if not self._view.is_up_to_date(articles[:_READ]):
                continue
            proved = hits.whole or (len(scores) == limit and scores[-1] > hits.most)
            if proved or wanted >= _ENOUGH:
                self.unproved += not proved
                return list(zip(passages, scores, strict=True))
            wanted = min(2 * wanted, _ENOUGH)

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""
        return self.frequencies([term])[0]

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many passages each of `terms` stands."""
        found = self._view.frequencies(self._keys(terms))
        return [int(count) if term else 0 for term, count in zip(terms, found, strict=True)]

    def holding(self, terms: Sequence[str], limit: int = MOST_HELD) -> Held:
        """Return the first `limit` passages that hold every one of `terms`; none for no terms."""
        if not terms or 0 in self.frequencies(terms):
            return Held(NO_PASSAGES)
        query = {"bool": {"filter": [_term(text) for text in dict.fromkeys(terms)]}}
        found, after = NO_PASSAGES, -1
        while True:
            size = min(_PAGE, limit - len(found) + 1 + min(self._view.spare, _PAGE))
            page = self._page(query, size, after)
            found = np.concatenate([found, self._view.living(page)])
            if len(page) < size or len(found) > limit:
                held = first_of(found, limit)
                self._view.expect((held.passages >> BITS).tolist())
                return held
            after = int(page[-1])

    def standing(self, terms: Sequence[str], passages: PassageNumbers) -> NDArray[np.bool_]:
        """Tell which terms stand in which of some passages: a row a term, a column a passage."""
        found = np.zeros((len(terms), len(passages)), dtype=bool)
        written = [spelled(term) for term in terms]
        for start in range(0, len(passages), _PAGE // 10):
            some = passages[start : start + _PAGE // 10]
            query = {"terms": {"passage": some.tolist()}}
            body = {"query": query, "size": len(some), "_source": ["passage", "terms"]}
            for hit in self._search(body):
                held, own = {*hit["_source"]["terms"].split(" ")}, hit["_source"]["passage"]
                at = start + int(some.searchsorted(own))
                found[:, at] = [term in held for term in written]
        return found

    def _keys(self, terms: Sequence[str]) -> NDArray[np.uint64]:
        return np.array([self._key(term) if term else 0 for term in terms], dtype=np.uint64)

    def _search(self, body: Mapping[str, Any], **more: str) -> list[Any]:
        path = f"/{self._view.index}/_search"
        body = {"track_total_hits": False, **body}
        reply = self._view.connection.ask("POST", path, body, parameters={**COMPLETE, **more})
        hits: list[Any] = reply["hits"]["hits"]
        return hits

    def _page(self, query: Mapping[str, Any], size: int, after: int) -> PassageNumbers:
        order = {"sort": [{"passage": "asc"}], "search_after": [after]}
        plain = {"_source": False, "stored_fields": "_none_", "query": query, "size": size}
        return np.array([hit["sort"][0] for hit in self._search(plain | order)], dtype=np.int64)

    def _hits(self, asked: Mapping[str, float], wanted: int) -> _Hits:
        """Ask for passages that hold any term, those with the highest scores of the cluster's."""
        terms = [
            _term(text, weight) for text, weight in zip(asked, self._boosts(asked), strict=True)
        ]
        hits = self._search(
            {
                "size": wanted,
                "_source": ["passage", "length", "terms"],
                "query": {"bool": {"should": terms}},
            },
            search_type="dfs_query_then_fetch",
        )
        sources = [hit["_source"] for hit in hits]
        numbers = np.array([source["passage"] for source in sources], dtype=np.int64)
        kept = np.isin(numbers, self._view.living(numbers))
        counted = [Counter(source["terms"].split(" ")) for source in sources]
        counts = [[min(one[spelled(text)], MOST) for one in counted] for text in asked]
        lengths = np.array([source["length"] for source in sources], dtype=np.int64)
        # The cluster's mean length may be shorter than ours by what it counts beside: its norms
        # are then larger, and its scores smaller.
        stretch = 1 + self._view.spare / max(1, self._view.state.passages)
        most = hits[-1]["_score"] * (1 + _ROUNDING) * stretch if hits else 0.0
        table = np.array(counts, dtype=float).reshape(len(asked), len(sources))
        return _Hits(numbers[kept], lengths[kept], table[:, kept], most, len(hits) < wanted)

    def _boosts(self, asked: Mapping[str, float]) -> list[float]:
        """Return by what to weigh terms in the cluster, so that none counts less than with us."""
        keys, passages = self._keys([*asked]), self._view.state.passages
        holding, spare = self._view.frequencies(keys), self._view.spare_frequencies(keys)
        theirs = np.log((passages + spare + 1) / (holding + spare + 0.5))
        ours = [idf(passages, int(count)) for count in holding]
        boosts: list[float] = (np.array([*asked.values()]) * ours / theirs).tolist()
        return boosts

    def _ranked(
        self, asked: Mapping[str, float], hits: _Hits, limit: int
    ) -> tuple[list[int], list[float]]:
        """Score as a full scan does, term after term; return the best, and their scores."""
        state = self._view.state
        mean = state.length / state.passages if state.length else 1.0
        norms, scores = K1 * relative(hits.lengths, mean), np.zeros(len(hits.passages))
        frequencies = self.frequencies([*asked])
        for weight, count, tf in zip(asked.values(), frequencies, hits.counts, strict=True):
            scores += weight * (idf(state.passages, count) * tf * (K1 + 1) / (norms + tf))
        order = np.lexsort((hits.passages, -scores))[:limit]
        return hits.passages[order].tolist(), scores[order].tolist()


def _term(text: str, boost: float = 1.0) -> dict[str, Any]:
    value = {"value": spelled(text), "boost": boost} if math.isfinite(boost) else spelled(text)
    return {"term": {"terms": value}}
