"""From a place that was found to a quote: whole sentences, and the words that answer marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.analysis.normalizer import fold
from retrieval.article import Article, Quote, Span
from retrieval.query.query import Query

_MARK = re.compile("[,，。;；:：!！?？]")
_APART = 0.2
"""What a word counts for an answer in another clause."""
_BEFORE, _AFTER = 20, 10
"""How far, in characters, the answering words may stand from a word of the question."""


def quote(article: Article, number: int, span: Span, folded: str, asked: Query) -> Quote:
    """Quote `span` of a paragraph (white space at its ends left out).

    `folded` is the text of the span, folded.
    """
    start, stop = _visible(article.texts[number - 1], span)
    return Quote(
        article, number, start, stop, highlights(folded[start - span[0] : stop - span[0]], asked)
    )


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


def highlights(text: str, asked: Query) -> tuple[Span, ...]:
    """Return what to mark in `text` (folded): the answer if its kind shows, else the matches.

    Something of the wanted kind is the answer when it stands nearest to the question's words;
    where nothing of that kind stands near them, the question's own words are marked.
    """
    matched = _matches(text, asked)
    answers = [
        (start, stop)
        for start, stop in asked.wanted.places(text)
        if text[start:stop] not in asked.text
    ]
    near = max(answers, key=lambda span: _support(text, span, matched), default=None)
    if near and asked.wanted.marks and _support(text, near, matched):
        return (_trim(text, near),)
    return matched


def matches(quoted: Quote, asked: Query) -> tuple[Span, ...]:
    """Return where words of the question itself stand in a quote, counted from its start."""
    return _matches(fold(quoted.text), asked)


def _trim(text: str, span: Span) -> Span:
    start, stop = span
    while text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _matches(text: str, asked: Query) -> tuple[Span, ...]:
    """Where words and pairs of the question stand in `text`, joined where they touch."""
    return joined(places_of(text, _marked(asked)))


def _marked(asked: Query) -> set[str]:
    """Return what to mark: the asker's own words and pairs, and other words for them."""
    marked = {term.text for term in asked.own_terms if len(term.text) > 1}
    return marked | {other.text for other in asked.alternatives if len(other.text) > 1}


def _support(text: str, span: Span, matched: tuple[Span, ...]) -> float:
    """Tell how many matched characters stand near `span`: nearer ones, and its clause, count."""
    start, stop = span
    total = 0.0
    for left, right in matched:
        gap = start - right if right <= start else max(0, left - stop)
        reach = _BEFORE if right <= start else _AFTER
        between = text[right:start] if right <= start else text[stop:left]
        if gap <= reach:
            total += (right - left) / (1 + gap) * (_APART if _MARK.search(between) else 1.0)
    return total
