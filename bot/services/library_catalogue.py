"""What there is in a library: by source, by title, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.views.catalogue import LibrarySummary
from retrieval.analysis.normalizer import fold
from retrieval.answering.trend import by_period
from retrieval.article import Article
from retrieval.claims.criterion import Mark
from retrieval.claims.statements import Unmarked
from retrieval.dates import day
from retrieval.library import Library

_MANY = 1500
"""With more reports than these, not all are read to list some."""
_DRAWN = 50
"""The lengths of so many reports are drawn."""


@dataclass(frozen=True, slots=True)
class ArchiveChart:
    """What a picture of the reports shows: a count for each name, in order.

    They are how many reports each period has or, where dates do not tell, how many characters the
    first reports of the list have, which are named by their places in it.
    """

    is_by_date: bool
    counts: tuple[tuple[str, int], ...]


class LibraryCatalogue:
    """Looks through the reports of a library; slow on a large one, at the first call."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def by_source(self) -> Sequence[Article]:
        """The reports, those of a source together; sources in the order of their first report.

        Very many reports stay in the order they are in: all would have to be read to sort them.
        """
        articles = self._library.articles
        if len(articles) > _MANY:
            return articles
        places: dict[str, int] = {}
        for article in articles:
            places.setdefault(article.source, len(places))
        return articles if len(places) < 2 else _sorted(articles, places)  # noqa: PLR2004

    def titled(self, words: str) -> Sequence[Article]:
        """Return the reports with all of these words in their title, in any script and width."""
        wanted = [_close(word) for word in words.split()]
        is_many = len(self._library.articles) > _MANY
        some = self._library.headed(words) if is_many else self.by_source
        return [a for a in some if all(word in _close(a.title) for word in wanted)]

    @cached_property
    def chart(self) -> ArchiveChart:
        """The reports as bars."""
        periods = by_period(day(article.date) for article in self._library.articles)
        if len(periods) > 1:
            return ArchiveChart(is_by_date=True, counts=periods)
        first = enumerate(self.by_source[:_DRAWN], 1)
        lengths = ((str(place), sum(map(len, article.texts))) for place, article in first)
        return ArchiveChart(is_by_date=False, counts=tuple(lengths))

    @cached_property
    def summary(self) -> LibrarySummary:
        """The reports in numbers."""
        undated = Unmarked(Mark.DATE)
        claims = (undated,) if self._library.hold([undated]) else ()
        return LibrarySummary(self._library.holdings, self._library.version, claims)


def _sorted(articles: Sequence[Article], places: dict[str, int]) -> list[Article]:
    return sorted(articles, key=lambda article: places[article.source])


def _close(text: str) -> str:
    return "".join(fold(text).split())
