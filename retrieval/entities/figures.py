"""Figures in reports: percentages, sums of money, dates, or all of them, with their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from retrieval.analysis.quantities import quantities
from retrieval.analysis.sentences import sentences
from retrieval.article import Quote, Span
from retrieval.dates import periods
from retrieval.index.passage_store import PassageStore
from retrieval.ranking.highlighting import whole_quote

_READ = 1000
"""So many passages are read for figures."""
_UNITS = {"percentages": ("%",), "money": ("元",)}


def figures(store: PassageStore, kind: str) -> Iterator[Quote]:
    """Yield the sentences of `store` that have figures of a kind, which are marked.

    The kinds are the sections of the word list overview_words: figures, percentages, money, days.
    """
    for passage in islice(store.numbers(), _READ):
        text, place = store.folded(passage), store.place(passage)
        for start, stop in sentences(text):
            marks = list(_figures(text[start:stop], kind))
            if marks:
                spans = [place.in_paragraph((start + a, start + b)) for a, b in marks]
                quoted = place.in_paragraph((start, stop))
                yield whole_quote(store.article(passage), place.number, quoted, spans)


def _figures(text: str, kind: str) -> Iterator[Span]:
    if kind == "days":
        yield from (span for span, _ in periods(text))
        return
    for one in quantities(text):
        if one.unit in _UNITS.get(kind, (one.unit or None,)):
            yield one.start, one.stop
