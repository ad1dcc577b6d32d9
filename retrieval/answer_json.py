"""An answer as JSON: what `ask --json` prints, and what the evaluation scores."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from retrieval.answer import Answer, Found, Listing, NotFound, Reason
from retrieval.article import Article, Quote

OUTCOMES = {Found: "found", Listing: "listing", NotFound: "not_found"}


class ArticleRecord(TypedDict):
    """A report, by name."""

    id: str
    title: str
    byline: str


class QuoteRecord(TypedDict):
    """A place in a report and its words: `text` is `paragraph[start:stop]`, counted from 0."""

    text: str
    article: ArticleRecord
    paragraph: int
    start: int
    stop: int
    highlights: list[list[int]]


class CorrectionRecord(TypedDict):
    """A word that was looked up in another form."""

    typed: str
    meant: str


class ReasonRecord(TypedDict):
    """Why the reports do not answer; `kind` is a value of `Why`."""

    kind: str
    absent_terms: list[str]
    nearest: list[QuoteRecord]
    related: bool
    names: list[str] | None


class AnswerRecord(TypedDict):
    """One answer. `outcome` is found, listing or not_found; `reason` only the last one has.

    Where a message asks several questions, `parts` has each with its answer.
    """

    outcome: str
    confidence: float
    quotes: list[QuoteRecord]
    articles: list[ArticleRecord]
    total: int
    corrections: list[CorrectionRecord]
    reason: ReasonRecord | None
    parts: list[PartRecord]


class PartRecord(TypedDict):
    """One of several questions in a message, and its answer."""

    question: str
    answer: AnswerRecord


def record(answer: Answer) -> AnswerRecord:
    """Write an answer down as plain JSON values."""
    quotes = () if isinstance(answer, NotFound) else answer.quotes
    listed = answer.articles if isinstance(answer, Listing) else (q.article for q in quotes)
    articles = article_records(listed)
    return AnswerRecord(
        outcome=OUTCOMES[type(answer)],
        confidence=round(answer.confidence, 6),
        quotes=quote_records(quotes),
        articles=articles,
        total=max(len(articles), answer.total if isinstance(answer, Listing) else 0),
        corrections=[CorrectionRecord(typed=c.typed, meant=c.meant) for c in answer.corrections],
        reason=_reason(answer.reason) if isinstance(answer, NotFound) else None,
        parts=[PartRecord(question=p.question, answer=record(p.answer)) for p in answer.parts],
    )


def article_records(articles: Iterable[Article]) -> list[ArticleRecord]:
    """Write reports down, each once, in the order of their first appearance."""
    distinct = {article.id: article for article in articles}
    return [ArticleRecord(id=a.id, title=a.title, byline=a.byline) for a in distinct.values()]


def quote_records(quotes: Iterable[Quote]) -> list[QuoteRecord]:
    """Write quotes down, in order."""
    return [
        QuoteRecord(
            text=quote.text,
            article=article_records([quote.article])[0],
            paragraph=quote.number,
            start=quote.start,
            stop=quote.stop,
            highlights=[[start, stop] for start, stop in quote.highlights],
        )
        for quote in quotes
    ]


def _reason(reason: Reason) -> ReasonRecord:
    return ReasonRecord(
        kind=reason.why.value,
        absent_terms=list(reason.absent_terms),
        nearest=quote_records(reason.nearest),
        related=reason.related,
        names=list(reason.names) if reason.names else None,
    )
