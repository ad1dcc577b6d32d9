"""From a place that was found to a quote: whole sentences, and the words that answer marked."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.analysis.normalizer import fold
from retrieval.article import Article, Quote, Span
from retrieval.query.query import Query
from retrieval.spans import joined


def whole_quote(article: Article, number: int, span: Span, marked: Iterable[Span] = ()) -> Quote:
    """Quote `span` of a paragraph, with what is `marked` (places of the paragraph) highlighted."""
    start, stop = _visible(article.texts[number - 1], span)
    inside = [(a - start, b - start) for a, b in marked if start <= a and b <= stop]
    return Quote(article, number, start, stop, joined(inside))


def _visible(text: str, span: Span) -> Span:
    """Leave white space out at the ends of a span."""
    start, stop = span
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def matches(quoted: Quote, asked: Query) -> tuple[Span, ...]:
    """Return where words of the question itself stand in a quote, counted from its start."""
    return asked.places_in(fold(quoted.text))
