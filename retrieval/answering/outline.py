"""Outlines of reports, and which report a question for one means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.normalizer import close_up, fold
from retrieval.analysis.numerals import NUMERAL, whole
from retrieval.analysis.sentences import ENDS, sentences
from retrieval.answer import Told
from retrieval.article import Quote, Span
from retrieval.cache import remembered
from retrieval.citation.address import Reference, resolve
from retrieval.index.passage_store import PassageStore
from retrieval.query.builder import QueryBuilder
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.layout import opening
from retrieval.ranking.retriever import READ_CLOSELY, Retriever

_ADDRESS = re.compile(
    r"(?<![\w-])[A-Za-z_][\w]*(?:-\d+){0,2}(?![\w-])|(?<![\w-])\d+(?:-\d+){1,2}(?![\w-])", re.ASCII
)
_ORDINAL = re.compile(
    rf"(?P<back>倒数)?第(?P<number>[0-9]{{1,6}}|[{NUMERAL}]{{1,7}})篇|(?P<last>最后(?:[那的]?一?)篇)|(?:头一|首)篇"
)
_TITLE = re.compile("《(?P<title>[^》]+)》")
_THIS = re.compile("[这那该此]一?篇|[本该此]文|[整全通]篇|它")
_WORTH = 3
"""A subject in the title counts like so many times in the text."""
_COUNTED = 500
_AT_HAND = 2
"""So many titles are at hand with their reports: several parts of an answer ask for the same."""
_END = 6
"""A report is pointed at where a question begins, or this many characters before it ends."""


def outline(reference: Reference) -> tuple[Quote, ...]:
    """Return the first sentence of each paragraph, in order; of one paragraph, each sentence."""
    article = reference.article
    paragraphs = [p for p in reference.paragraphs if p.text.strip()]
    if len(paragraphs) > 1 or reference.is_whole:
        return tuple(
            whole_quote(article, p.address.number, first_sentence(p.text)) for p in paragraphs
        )
    return tuple(
        whole_quote(article, p.address.number, span)
        for p in paragraphs
        for span in sentences(p.text)
        if p.text[slice(*span)].strip()
    )


def first_sentence(text: str) -> Span:
    """Return the first sentence of a paragraph; of one longer than a quote, as much as fits."""
    start, stop = next(span for span in sentences(text) if text[slice(*span)].strip())
    return (start, stop) if text[stop - 1] in ENDS else opening(text)


class ReportFinder:
    """Finds the report that a question names, points at, or describes."""

    def __init__(self, retriever: Retriever, builder: QueryBuilder) -> None:
        """Look reports up through `retriever`."""
        self._finder, self._builder = retriever, builder
        self._titled = remembered(self._find_titled, _AT_HAND)

    @property
    def _shelf(self) -> PassageStore:
        return self._finder.shelf

    def named(self, text: str, told: Told | None) -> tuple[Span, Reference | None] | None:
        """Return where a question (normalised) names a report, and which; None when it does not.

        By its address (a06), its number in the list (第三篇) or its title, or by 这篇 the one that
        was told of last. There may be no such report.
        """
        for found in _ADDRESS.finditer(text):
            if reference := resolve(found.group(), self._shelf.find):
                return found.span(), reference
        if titled := _TITLE.search(text):
            return titled.span(), self._titled(titled["title"])
        if numbered := _ORDINAL.search(text):
            return numbered.span(), self._numbered(numbered)
        pointing = _pointing(text)
        if told is not None and pointing:
            return pointing.span(), Reference(self._shelf.find(told.article))
        return None

    def on(self, phrases: Sequence[str]) -> Reference | None:
        """Return the report that has all `phrases` (folded) and names them most; None for none."""
        if not phrases:
            return None
        common = reduce(np.intersect1d, [np.unique(self._owners(phrase)) for phrase in phrases])
        if not len(common):
            return None
        # What only stands above a report, as its place may, is named in none of its passages.
        counts = Counter({int(common[0]): 0})
        counts.update(number for phrase in phrases for number in self._named_in(phrase, common))
        best = max(counts, key=lambda number: (counts[number], -number))
        return Reference(self._shelf.articles[best])

    def _find_titled(self, title: str) -> Reference | None:
        asked = self._builder.words(title)
        found = self._finder.find(asked) if asked.terms else None
        ranked = found.ranking.first(READ_CLOSELY) if found else ()
        articles = (self._finder.article(found, one) for one in ranked) if found else ()
        named = (one for one in articles if close_up(fold(one.title)) == close_up(title))
        article = next(named, None)
        return Reference(article) if article else None

    def _numbered(self, found: re.Match[str]) -> Reference | None:
        count = len(self._shelf.articles)
        typed = found["number"] or "1"
        number = count if found["last"] else int(typed) if typed.isdecimal() else whole(typed)
        if number is None or not 1 <= number <= count:
            return None
        return Reference(self._shelf.articles[count - number if found["back"] else number - 1])

    def _owners(self, phrase: str) -> NDArray[np.intp]:
        return self._shelf.owners(self._finder.holding(phrase).passages)

    def _named_in(self, phrase: str, articles: NDArray[np.intp]) -> Iterator[int]:
        """Yield an article's number for each time that it names a phrase."""
        passages = self._finder.holding(phrase).passages[:_COUNTED]
        meant = np.isin(self._shelf.owners(passages), articles)
        for passage in passages[meant].tolist():
            times = self._shelf.folded(passage).count(phrase)
            in_title = phrase in fold(self._shelf.article(passage).title)
            yield from [self._shelf.place(passage).article] * (times + _WORTH * in_title)


def points_at_report(text: str) -> bool:
    """Whether a question (normalised) may point at the report that was told of last."""
    return _pointing(text) is not None


def _pointing(text: str) -> re.Match[str] | None:
    return _THIS.match(text) or _THIS.search(text, max(0, len(text) - _END))
