"""The reports that claims are proved by: each as it is stored now, and all of them together."""

from __future__ import annotations

from functools import cached_property

from retrieval.answering.absence import Absence
from retrieval.answering.report_selector import ReportSelector
from retrieval.article import Article
from retrieval.claims.claim import Texts
from retrieval.claims.criterion import ALL, Criterion
from retrieval.claims.holdings import Holdings
from retrieval.index.passage_store import PassageStore


class StoredReports:
    """All reports of a library."""

    def __init__(
        self,
        store: PassageStore,
        absence: Absence,
        selector: ReportSelector,
        stored: Texts,
    ) -> None:
        """Read one report by `stored`, and look through all of them in `store`."""
        self._store, self._absence = store, absence
        self._selector, self._stored = selector, stored

    def __call__(self, article_id: str) -> Article:
        """Return the report of that id as it is stored now; KeyError when it cannot be read."""
        return self._stored(article_id)

    def lack(self, words: str) -> bool:
        """Whether it is certain that no report has these words, whatever marks stand in them."""
        return self._absence.lack(words)

    def count(self, criterion: Criterion) -> int | None:
        """How many reports are meant; None when they are too many to be looked through."""
        if criterion == ALL:
            return len(self._store.articles)
        chosen = self._selector.select(criterion)
        return len(chosen.numbers) if chosen and chosen.whole else None

    @cached_property
    def holdings(self) -> Holdings:
        """What there is in all; very many reports take long to be read."""
        return Holdings.of(self._store.articles)
