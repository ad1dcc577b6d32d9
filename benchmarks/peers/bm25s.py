"""bm25s (Lù 2024, https://arxiv.org/abs/2407.03618), with its own defaults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import bm25s

from benchmarks.keyword import Ranker


def build(documents: Iterable[Sequence[str]], folder: Path) -> None:
    """Index the documents in a folder."""
    index = bm25s.BM25()
    index.index([list(document) for document in documents], show_progress=False)
    index.save(str(folder), show_progress=False)


def opened(folder: Path) -> Ranker:
    """Open the folder, its arrays mapped into memory, with numba where that is installed."""
    index: Any = bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
    if find_spec("numba"):
        index.backend = "numba"
        index.activate_numba_scorer()
    size = int(index.scores["num_docs"])

    def rank(words: Sequence[str], limit: int) -> Iterable[tuple[int, float]]:
        known = [word for word in words if word in index.vocab_dict]
        if not known:
            return []
        k = min(limit, size)
        places, scores = index.retrieve([known], k=k, show_progress=False)
        return [(int(p), float(s)) for p, s in zip(places[0], scores[0], strict=True)]

    return rank
