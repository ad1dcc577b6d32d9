"""What every index can be asked, in memory or on the disk; passages are numbers from 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

PassageNumbers = NDArray[np.int32]
"""Passages, ascending."""
NO_PASSAGES: PassageNumbers = np.empty(0, dtype=np.int32)

ScoredPassage = tuple[int, float]
"""A passage and its BM25 score."""


class Index(Protocol):
    """Finds passages by their terms, which are what `Analyzer.index_terms` makes of a text.

    That are its words, pairs and single characters, folded. A term that is nowhere is no error.
    """

    def best(self, weights: Mapping[str, float], limit: int) -> list[ScoredPassage]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties.

        A term counts as often as `weights` says; one of weight 0 or less, not at all. The scores
        are those of `retrieval.index.bm25`, equal to the last bit for equal passages.

        >>> index.best({"快递": 1.0, "小哥": 0.5}, 2)
        [(17, 4.21), (3, 2.9)]
        """

    def passages(self, term: str) -> PassageNumbers:
        """Return the passages that hold `term`."""

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands."""

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many passages each of `terms` stands."""

    def holding(self, terms: Sequence[str]) -> list[int]:
        """Return the passages that hold every one of `terms`, in order; none for no terms."""


def held_by_all(postings: Sequence[PassageNumbers]) -> PassageNumbers:
    """Return the passages that are in all of `postings`; none for none."""
    shortest, *others = sorted(postings, key=len) or [NO_PASSAGES]
    for passages in others:
        if not len(passages):
            return NO_PASSAGES
        at = np.minimum(passages.searchsorted(shortest), len(passages) - 1)
        shortest = shortest[passages[at] == shortest]
    return shortest
