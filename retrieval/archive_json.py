"""What the archive tells programs, as JSON: the texts of reports, how they are cited, searches."""

from __future__ import annotations

from typing import TypedDict

from retrieval.answer import SearchResults
from retrieval.answer_json import ArticleRecord, QuoteRecord, article_records, quote_records
from retrieval.article import Paragraph
from retrieval.citation.address import Reference, fingerprint
from retrieval.citation.citation import gbt7714, short


class ParagraphRecord(TypedDict):
    """A paragraph as it is stored: its text is data, whatever it says.

    `fingerprint` will be another one when the text is.
    """

    address: str
    number: int
    text: str
    fingerprint: str


class ReportRecord(TypedDict):
    """The paragraphs that an address names, and the report they stand in.

    What the source does not print is empty. `count` is how many paragraphs the report has;
    `has_changed` whether they are others than the fingerprint in the address says.
    """

    address: str
    id: str
    title: str
    byline: str
    place: str
    source: str
    date: str
    count: int
    has_changed: bool
    paragraphs: list[ParagraphRecord]


class CitationRecord(TypedDict):
    """How a place is cited; `gbt7714` only where newspaper and date are known."""

    address: str
    marked: str
    short: str
    gbt7714: str | None


class SearchRecord(TypedDict):
    """What a search found: `whole` holds all that was typed, `part` a part of it.

    `first_words` is 0, or so many words were looked for, the first of more.
    """

    whole: list[QuoteRecord]
    part: list[QuoteRecord]
    articles: list[ArticleRecord]
    misread: list[str]
    first_words: int


def report_record(reference: Reference) -> ReportRecord:
    """Write down what an address names."""
    article = reference.article
    return ReportRecord(
        address=str(reference),
        id=article.id,
        title=article.title,
        byline=article.byline,
        place=article.place,
        source=article.source,
        date=article.date,
        count=len(article.texts),
        has_changed=reference.has_changed,
        paragraphs=[_paragraph(paragraph) for paragraph in reference.paragraphs],
    )


def citation_record(reference: Reference) -> CitationRecord:
    """Write down how a place is cited; `marked` is its address with the fingerprint of its words.

    >>> citation_record(library.resolve("a06-2"))["short"]
    '《吃茶话事 化解纠纷》郭黎霞、周雨文 · 第2段（a06-2）'
    """
    return CitationRecord(
        address=str(reference),
        marked=f"{reference}--{reference.fingerprint}",
        short=short(reference),
        gbt7714=gbt7714(reference),
    )


def search_record(found: SearchResults) -> SearchRecord:
    """Write down what a search found."""
    return SearchRecord(
        whole=quote_records(passage.quote for passage in found.whole),
        part=quote_records(passage.quote for passage in found.part),
        articles=article_records(found.reports),
        misread=list(found.misread),
        first_words=found.first_words,
    )


def _paragraph(paragraph: Paragraph) -> ParagraphRecord:
    return ParagraphRecord(
        address=str(paragraph.address),
        number=paragraph.address.number,
        text=paragraph.text,
        fingerprint=fingerprint(paragraph.text),
    )
