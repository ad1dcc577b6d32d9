"""The protocol of an engine: what passages can be asked by their terms.

Three engines keep it: `memory` (a page or a few thousand reports), `archive` (an index on the disk
of one machine) and `opensearch` (a cluster of machines). Each has an `Index`, which finds passages,
and a `PassageStore` that numbers them alike and reads their texts. What stands above asks for many
things at once, so that a question costs a cluster one or two round trips; none of it knows which
engine it asks. Passages are numbers of 64 bits, ascending in the order of their reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

PassageNumbers = NDArray[np.int64]
"""Passages, ascending."""
NO_PASSAGES: PassageNumbers = np.empty(0, dtype=np.int64)
MOST_HELD = 100_000
"""More passages than these are never asked for at once."""

ScoredPassage = tuple[int, float]
"""A passage and its BM25 score."""


class UnreachableError(Exception):
    """An engine cannot be asked now; the message is a sentence for whoever runs it."""


class Held(NamedTuple):
    """Passages that hold something, ascending; where there are more (not `whole`), the first."""

    passages: PassageNumbers
    whole: bool = True


class Index(Protocol):
    """Finds passages by their terms, which are what `Analyzer.index_terms` makes of a text.

    That are its words, pairs and single characters, folded. A term that is nowhere is no error.
    Raises OutOfTimeError at the deadline, UnreachableError when the engine cannot be asked.
    """

    def best(self, weights: Mapping[str, float], limit: int) -> list[ScoredPassage]:
        """Return up to `limit` passages that hold a term, best first, earlier first on ties.

        A term counts as often as `weights` says; one of weight 0 or less, not at all. The scores
        are those of `retrieval.index.bm25`, equal to the last bit for equal passages.

        >>> index.best({"快递": 1.0, "小哥": 0.5}, 2)
        [(17, 4.21), (3, 2.9)]
        """

    def frequency(self, term: str) -> int:
        """In how many passages `term` stands; every engine knows that without asking far."""

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """In how many passages each of `terms` stands."""

    def holding(self, terms: Sequence[str], limit: int = MOST_HELD) -> Held:
        """Return the first `limit` passages that hold every one of `terms`; none for no terms."""

    def standing(self, terms: Sequence[str], passages: PassageNumbers) -> NDArray[np.bool_]:
        """Tell which terms stand in which of some passages: a row a term, a column a passage."""


def first_of(passages: NDArray[np.integer], limit: int) -> Held:
    """Return the first `limit` of passages that are known, and whether these are all."""
    return Held(passages[:limit].astype(np.int64), len(passages) <= limit)


def held_by_all(postings: Sequence[NDArray[np.integer]]) -> NDArray[np.integer]:
    """Return the passages that are in all of `postings`; none for none."""
    shortest, *others = sorted(postings, key=len) or [NO_PASSAGES]
    for passages in others:
        if not len(passages):
            return NO_PASSAGES
        at = np.minimum(passages.searchsorted(shortest), len(passages) - 1)
        shortest = shortest[passages[at] == shortest]
    return shortest
