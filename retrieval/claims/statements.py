"""What is said of the reports beside their quotes: each a claim, proved by the stored reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from retrieval.analysis.normalizer import fold
from retrieval.analysis.quantities import quantities
from retrieval.article import Article, Quote
from retrieval.claims.claim import stands
from retrieval.claims.criterion import Criterion, Mark, whole_text
from retrieval.claims.holdings import Holdings
from retrieval.query.sought_words import SoughtWord, holds_all


class Reports(Protocol):
    """All reports as they are stored now."""

    def __call__(self, article_id: str) -> Article:
        """Return the report of that id; KeyError when it cannot be read any more."""

    def lack(self, words: str) -> bool:
        """Whether it is certain that no report has these words (folded) in it."""

    def count(self, criterion: Criterion) -> int | None:
        """How many reports are meant; None when they are too many to be looked through."""

    @property
    def holdings(self) -> Holdings:
        """What there is in all."""


class Statement(Protocol):
    """Something said of the reports, that is proved by all of them; every `Claim` is one too."""

    def prove(self, reports: Reports) -> bool:
        """Whether it is true of the reports as they are stored now."""


def holds(statement: Statement, reports: Reports) -> bool:
    """Whether a statement is proved; a report that cannot be read proves nothing."""
    try:
        return statement.prove(reports)
    except KeyError:
        return False


@dataclass(frozen=True, slots=True)
class Absent:
    """Words (folded) stand in no report: not in its text, title, byline, place, source or date."""

    words: str

    def prove(self, reports: Reports) -> bool:
        """Whether they stand in none; where that cannot be told, it is not proved."""
        return reports.lack(self.words)


@dataclass(frozen=True, slots=True)
class OtherName:
    """A report tells of `printed`, and not of the name that was asked about."""

    asked: str
    printed: str
    article: Article

    def prove(self, reports: Reports) -> bool:
        """Whether the one name stands in the report, and the other does not."""
        text = whole_text(reports(self.article.id))
        return self.printed in text and self.asked not in text


@dataclass(frozen=True, slots=True)
class Written:
    """A report has this byline, or none."""

    article: Article

    def prove(self, reports: Reports) -> bool:
        """Whether the stored report is signed so."""
        return reports(self.article.id).byline == self.article.byline


@dataclass(frozen=True, slots=True)
class Titled:
    """A report has this title."""

    article: Article

    def prove(self, reports: Reports) -> bool:
        """Whether the stored report is called so."""
        return reports(self.article.id).title == self.article.title


@dataclass(frozen=True, slots=True)
class Selected:
    """So many reports are meant by a criterion, these among them: all, or the first of them.

    `at_least` says that there may be more: of very many, not all were looked through.
    """

    criterion: Criterion
    articles: tuple[Article, ...]
    total: int
    at_least: bool = False

    def prove(self, reports: Reports) -> bool:
        """Whether each report named is meant, and their number is that of all that are."""
        stored = [reports(article.id) for article in self.articles]
        if not all(map(self.criterion.fits, stored)):
            return False
        counted = reports.count(self.criterion)
        if self.at_least:
            return len({one.id for one in stored}) <= self.total <= (counted or self.total)
        return counted == self.total >= len({one.id for one in stored})


@dataclass(frozen=True, slots=True)
class Unmarked:
    """No report bears a date, the name of a newspaper, or an author."""

    mark: Mark

    def prove(self, reports: Reports) -> bool:
        """Whether none does."""
        return reports.count(Criterion(bears=self.mark)) == 0


@dataclass(frozen=True, slots=True)
class HasParagraphs:
    """A report has so many paragraphs."""

    article: Article
    count: int

    def prove(self, reports: Reports) -> bool:
        """Whether the stored report has."""
        return len(reports(self.article.id).texts) == self.count


@dataclass(frozen=True, slots=True)
class HoldsAll:
    """The paragraph of a quote holds all of these words (folded)."""

    quote: Quote
    words: tuple[str, ...]

    def prove(self, reports: Reports) -> bool:
        """Whether each of them stands there."""
        stored = reports(self.quote.article.id).texts
        text = fold(stored[self.quote.number - 1]) if self.quote.number <= len(stored) else ""
        return stands(self.quote, reports) and holds_all(text, list(map(SoughtWord, self.words)))


@dataclass(frozen=True, slots=True)
class Agrees:
    """A report says what is claimed: it has all of the `words` (folded) or others for them.

    `figures` are the numbers of the claim as they stand in the quote.
    """

    quote: Quote
    words: tuple[str, ...]
    figures: tuple[str, ...] = ()

    def prove(self, reports: Reports) -> bool:
        """Whether the quote stands there, with these figures in it."""
        text = fold(self.quote.text)
        return stands(self.quote, reports) and all(one in text for one in self.figures)


@dataclass(frozen=True, slots=True)
class OtherFigure:
    """A report has the figure `printed` where one was `claimed`, and not that."""

    quote: Quote
    claimed: str
    printed: str

    def prove(self, reports: Reports) -> bool:
        """Whether the quote stands there, with the one figure in it and not the other."""
        there = quantities(fold(self.quote.text))
        return (
            stands(self.quote, reports)
            and set(quantities(self.printed)) <= set(there)
            and not set(quantities(self.claimed)) & set(there)
        )


@dataclass(frozen=True, slots=True)
class Corrected:
    """A report does not say these words any more, in any paragraph."""

    article_id: str
    words: str

    def prove(self, reports: Reports) -> bool:
        """Whether they stand nowhere in the stored report."""
        return not any(self.words in text for text in reports(self.article_id).texts)
