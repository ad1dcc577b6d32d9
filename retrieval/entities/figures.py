"""Figures in reports: percentages, sums of money, dates, or all of them, with their sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from retrieval.analysis.quantities import quantities
from retrieval.analysis.sentences import sentences
from retrieval.article import Quote, Span
from retrieval.dates import periods
from retrieval.index.passage_store import PassageStore
from retrieval.query.tokens import Token
from retrieval.ranking.highlighting import whole_quote

_READ = 1000
"""So many passages are read for figures."""
_UNITS = {"percentages": ("%",), "money": ("元",)}


def figures(
    store: PassageStore, kind: str, cut: Callable[[str], Sequence[Token]]
) -> Iterator[Quote]:
    """Yield the sentences of `store` that have figures of a kind, which are marked.

    The kinds are the sections of the word list overview_words: figures, percentages, money, days.
    `cut` gives the words of a text: a figure within one is none (三角 of 长三角).
    """
    for passage in islice(store.numbers(), _READ):
        text, place = store.folded(passage), store.place(passage)
        for start, stop in sentences(text):
            within = {at for t in cut(text[start:stop]) for at in range(t.start + 1, t.stop)}
            marks = [one for one in _figures(text[start:stop], kind) if one[0] not in within]
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
