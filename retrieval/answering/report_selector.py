"""Which reports a criterion means: of few, each is looked at; of very many, the index is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from retrieval.article import Article
from retrieval.claims.criterion import Criterion
from retrieval.deadline import hurry
from retrieval.ranking.retriever import Retriever

LOOKED_THROUGH = 1500
"""So many reports are looked at one by one."""

Numbers = NDArray[np.intp]
_NONE: Numbers = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Numbers of reports, ascending from 0, and whether these are all that are meant."""

    numbers: Numbers
    whole: bool = True


class ReportSelector:
    """Finds the reports that are meant."""

    def __init__(self, retriever: Retriever) -> None:
        """Look through what `retriever` finds in."""
        self._retriever, self._articles = retriever, retriever.shelf.articles

    def select(self, criterion: Criterion) -> Chosen | None:
        """Return the reports that are meant; None when that cannot be told of so many."""
        if len(self._articles) <= LOOKED_THROUGH:
            return Chosen(np.array(list(self._fitting(criterion)), dtype=np.intp))
        if not criterion.is_of_words:
            return None
        wanted, lacking = self._holding(criterion), self._lacking(criterion.lacking)
        if lacking is None:
            return None
        left_out = np.union1d(lacking, self._number(criterion.other_than))
        return Chosen(np.setdiff1d(wanted.numbers, left_out), wanted.whole)

    def reports(self, criterion: Criterion) -> list[Article] | None:
        """Return all reports that are meant; None when these are too many to be told."""
        chosen = self.select(criterion)
        if chosen is None or not chosen.whole:
            return None
        return [self._articles[number] for number in chosen.numbers.tolist()]

    def _fitting(self, criterion: Criterion) -> Iterator[int]:
        for number, article in enumerate(self._articles):
            hurry()
            if criterion.fits(article):
                yield number

    def _number(self, article_id: str) -> Numbers:
        """Return the number of a report, as an array of it, or of none."""
        shelf = self._retriever.shelf
        texts = shelf.find(article_id).texts if article_id else ()
        filled = (number for number, text in enumerate(texts, 1) if text.strip())
        passages = [shelf.passage(article_id, number) for number in filled][:1]
        return shelf.owners(np.array(passages, dtype=np.int64))

    def _holding(self, criterion: Criterion) -> Chosen:
        """Return the reports that hold the phrases; without a phrase, all of them."""
        if not criterion.phrases:
            return Chosen(np.arange(len(self._articles)))
        held = [self._with(phrase) for phrase in criterion.phrases]
        together = np.union1d if criterion.either else np.intersect1d
        numbers: Numbers = reduce(together, (one.numbers for one in held))
        return Chosen(numbers, all(one.whole for one in held))

    def _lacking(self, phrases: Sequence[str]) -> Numbers | None:
        """Return the reports that hold any of the phrases; None when not all are known."""
        held = [self._with(phrase) for phrase in phrases]
        if not all(one.whole for one in held):
            return None
        return reduce(np.union1d, (one.numbers for one in held), _NONE)

    def _with(self, phrase: str) -> Chosen:
        found = self._retriever.holding(phrase)
        return Chosen(np.unique(self._retriever.shelf.owners(found.passages)), found.whole)
