"""From a place that was found to a quote: whole sentences, and the words that answer marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from retrieval.analysis.normalizer import fold
from retrieval.article import Article, Quote, Span
from retrieval.extraction.answer_span import AnswerExtractor
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query


def whole_quote(article: Article, number: int, span: Span, marked: Iterable[Span] = ()) -> Quote:
    """Quote `span` of a paragraph, with what is `marked` (places of the paragraph) highlighted."""
    start, stop = _visible(article.texts[number - 1], span)
    inside = ((a - start, b - start) for a, b in marked if start <= a and b <= stop)
    return Quote(article, number, start, stop, joined(inside))


def places_of(text: str, phrases: Iterable[str], within: Span | None = None) -> Iterator[Span]:
    """Yield where `phrases` stand in a text, or in a part of it."""
    start, stop = within or (0, len(text))
    for phrase in phrases:
        at = text.find(phrase, start, stop)
        while at >= 0:
            yield at, at + len(phrase)
            at = text.find(phrase, at + 1, stop)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, joined where they touch."""
    found: list[Span] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return tuple(found)


def _visible(text: str, span: Span) -> Span:
    """Leave white space out at the ends of a span."""
    start, stop = span
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


class Highlighter:
    """Tells which words of a quote to mark: those that a reader may take for the answer."""

    def __init__(self, extractor: AnswerExtractor) -> None:
        """Mark what `extractor` takes for the answer."""
        self._extractor = extractor

    def highlights(self, text: str, asked: Query) -> tuple[Span, ...]:
        """Return what to mark in `text` (folded): what answers, or nothing where that is not seen.

        Where words are only looked up, they themselves are marked.
        """
        matched = stands(text, asked)
        if asked.wanted.kind is AnswerKind.NONE:
            return matched
        answer = self._extractor.answer(text, asked, matched)
        return (answer,) if answer else ()


def matches(quoted: Quote, asked: Query) -> tuple[Span, ...]:
    """Return where words of the question itself stand in a quote, counted from its start."""
    return stands(fold(quoted.text), asked)


def stands(text: str, asked: Query) -> tuple[Span, ...]:
    """Return where words and pairs of the question stand in `text`, joined where they touch."""
    return joined(places_of(text, _marked(asked)))


def _marked(asked: Query) -> set[str]:
    """Return what to mark: the asker's own words and pairs, and other words for them."""
    marked = {term.text for term in asked.own_terms if len(term.text) > 1}
    pointed = asked.follows.words
    marked |= {
        token.text
        for token in asked.tokens
        if len(token.text) > 1 and any(a <= token.start and token.stop <= b for a, b in pointed)
    }
    return marked | {other.text for other in asked.alternatives if len(other.text) > 1}
