"""The baseline: `rank_bm25.BM25Okapi` as it comes, which scores every document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rank_bm25 import BM25Okapi

from benchmarks.keyword import Ranker


def ranker(documents: Iterable[Sequence[str]]) -> Ranker:
    """Index the documents in memory; it knows no other place."""
    index = BM25Okapi(list(documents))

    def rank(words: Sequence[str], limit: int) -> Iterable[tuple[int, float]]:
        scores = index.get_scores(words)
        best = (-scores).argsort(kind="stable")[:limit]
        return [(int(place), float(scores[place])) for place in best]

    return rank
