"""bm25s (Lù 2024, https://arxiv.org/abs/2407.03618), with its own defaults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import bm25s

from retrieval.evaluation.keyword import Ranker


def ranker(documents: Sequence[Sequence[str]]) -> Ranker:
    """Index the documents."""
    index = bm25s.BM25()
    index.index([list(document) for document in documents], show_progress=False)

    def rank(words: Sequence[str], limit: int) -> Iterable[tuple[int, float]]:
        known = [word for word in words if word in index.vocab_dict]
        if not known:
            return []
        k = min(limit, len(documents))
        places, scores = index.retrieve([known], k=k, show_progress=False)
        return [(int(p), float(s)) for p, s in zip(places[0], scores[0], strict=True)]

    return rank
