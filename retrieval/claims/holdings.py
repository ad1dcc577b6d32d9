"""What there is in all: how many reports and paragraphs, of which sources, from when to when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from retrieval.article import Article
from retrieval.dates import Day, day


class Holder(Protocol):
    """All reports as they are stored now."""

    @property
    def holdings(self) -> Holdings:
        """What there is in all."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """There are so many `reports`, of so many `paragraphs` that are not blank.

    `sources` tells how many come from each, most first; `first` and `last` are the dates of the
    earliest and the latest, as they bear them, and nothing where none is dated.
    """

    reports: int
    paragraphs: int
    sources: tuple[tuple[str, int], ...] = ()
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Holdings:
        """Count reports, each of which is read.

        >>> Holdings.of([Article("t1", "梨园", ("梨。", "桥。"))])
        Holdings(reports=1, paragraphs=2, sources=(), first='', last='')
        """
        reports, paragraphs, sources = 0, 0, Counter[str]()
        dated: list[tuple[Day, str]] = []
        for article in articles:
            reports += 1
            paragraphs += sum(bool(text.strip()) for text in article.texts)
            sources[article.source] += bool(article.source)
            if of := day(article.date):
                dated.append((of, article.date))
        first, last = (min(dated)[1], max(dated)[1]) if dated else ("", "")
        return cls(reports, paragraphs, tuple((+sources).most_common()), first, last)

    def prove(self, reports: Holder) -> bool:
        """Whether it is what is counted in the stored reports."""
        return reports.holdings == self
