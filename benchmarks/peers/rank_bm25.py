"""The baseline: `rank_bm25.BM25Okapi` as it comes, which scores every document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from rank_bm25 import BM25Okapi

from benchmarks.keyword import Ranker

_FILE = "words.jsonl"


def build(documents: Iterable[Sequence[str]], folder: Path) -> None:
    """Keep the words: it knows no index but in memory."""
    with (folder / _FILE).open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(list(words))}\n" for words in documents)


def opened(folder: Path) -> Ranker:
    """Index the words."""
    with (folder / _FILE).open(encoding="utf-8") as file:
        index = BM25Okapi(list(map(json.loads, file)))

    def rank(words: Sequence[str], limit: int) -> Iterable[tuple[int, float]]:
        scores = index.get_scores(words)
        best = (-scores).argsort(kind="stable")[:limit]
        return [(int(place), float(scores[place])) for place in best]

    return rank
