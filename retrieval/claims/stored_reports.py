"""The reports that claims are proved by: each as it is stored now, and all of them together."""

from __future__ import annotations

import re
from functools import cached_property

from retrieval.analysis.normalizer import fold
from retrieval.answering.report_selector import ReportSelector
from retrieval.article import Article
from retrieval.claims.claim import Texts
from retrieval.claims.criterion import ALL, Criterion, whole_text
from retrieval.claims.holdings import Holdings
from retrieval.index.passage_store import PassageStore
from retrieval.index.term_statistics import TermStatistics

_READ_THROUGH = 2000
"""In so many passages words are looked for by reading them all."""
_LOOSE = re.compile(r"[^\w+#%]+")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]+")


class StoredReports:
    """All reports of a library."""

    def __init__(
        self,
        store: PassageStore,
        statistics: TermStatistics,
        selector: ReportSelector,
        stored: Texts,
    ) -> None:
        """Read one report by `stored`, and look through all of them in `store`."""
        self._store, self._statistics = store, statistics
        self._selector, self._stored = selector, stored

    def __call__(self, article_id: str) -> Article:
        """Return the report of that id as it is stored now; KeyError when it cannot be read."""
        return self._stored(article_id)

    def lack(self, words: str) -> bool:
        """Whether it is certain that no report has these words, whatever marks stand in them.

        Of very many reports that is certain of Chinese words only, by the index.
        """
        sought = _LOOSE.sub("", fold(words))
        if not sought:
            return False
        if len(self._store) <= _READ_THROUGH:
            return not any(sought in text for text in self._loose)
        return bool(_HAN.fullmatch(words)) and not self._statistics.may_stand(words)

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

    @cached_property
    def _loose(self) -> tuple[str, ...]:
        """All that stands in each report and above it, without marks and white space."""
        return tuple(
            _LOOSE.sub("", "\n".join((whole_text(one), fold(one.source), fold(one.date))))
            for one in self._store.articles
        )
