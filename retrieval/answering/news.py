"""What is new in the reports, and what there is of a year, a month or a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice

import numpy as np

from retrieval.analysis.sentences import sentences
from retrieval.answer import Aim, Found
from retrieval.answering.outline import first_sentence
from retrieval.article import Article, Quote
from retrieval.claims.criterion import Mark
from retrieval.dates import Period, day, periods
from retrieval.deadline import hurry
from retrieval.ranking.highlighting import whole_quote
from retrieval.ranking.retriever import Retriever

_OF_ALL, _OF_SUBJECT = 3, 6
"""Of so many reports the openings are told, of all there are or of those on a subject."""
_COMPARED = 1500
"""Of so many reports the newest are told; of more, the first."""
_READ = 1000
"""So many passages are read for a date."""
_DATED = 24
"""So many sentences of a time are told."""
_SURE = 1.0


class News:
    """Tells how the newest reports begin, and which sentences are of a time."""

    def __init__(self, retriever: Retriever) -> None:
        """Take what `retriever` finds."""
        self._finder, self._shelf = retriever, retriever.shelf

    def newest(self, phrases: Sequence[str]) -> Found | None:
        """Tell how the newest reports that hold all `phrases` begin; None when there are none.

        Where no report bears a date it says so, and the reports come in their order.
        """
        numbers: Sequence[int] = (
            self._holders(phrases) if phrases else range(len(self._shelf.articles))
        )
        few = len(numbers) <= _COMPARED
        known = [self._shelf.articles[n] for n in numbers[: _COMPARED if few else _OF_SUBJECT]]
        if few:
            known.sort(key=lambda article: day(article.date) or (0, 0, 0), reverse=True)
        chosen = [article for article in known if any(map(str.strip, article.texts))]
        quotes = tuple(map(_opening, chosen[: _OF_SUBJECT if phrases else _OF_ALL]))
        mark = None if any(one.article.date.strip() for one in quotes) else Mark.DATE
        return Found(quotes, _SURE, aim=Aim.NEWS, mark=mark) if quotes else None

    def of(self, time: Period | str) -> Found | None:
        """Tell the sentences that name a time, or a word for one (明年), in the order of time."""
        found = islice(self._dated(time), _READ)
        dated = sorted(found, key=lambda one: one[0])[:_DATED]
        quotes = tuple(quote for _, quote in dated)
        return Found(quotes, _SURE, aim=Aim.ABOUT) if quotes else None

    def _holders(self, phrases: Sequence[str]) -> list[int]:
        """Return the numbers of the reports that hold all phrases, in their order."""
        owners = [self._shelf.owners(self._finder.holding(one).passages) for one in phrases]
        numbers: list[int] = reduce(np.intersect1d, map(np.unique, owners)).tolist()
        return numbers

    def _dated(self, time: Period | str) -> Iterator[tuple[tuple[int, ...], Quote]]:
        for passage in self._candidates(time):
            hurry()
            text, place = self._shelf.folded(passage), self._shelf.place(passage)
            for span in sentences(text):
                said = text[slice(*span)]
                spans = [(when, at) for at, when in _named(said, time)]
                if spans:
                    marks = [place.in_paragraph((span[0] + a, span[0] + b)) for _, (a, b) in spans]
                    quoted = place.in_paragraph(span)
                    article = self._shelf.article(passage)
                    yield spans[0][0], whole_quote(article, place.number, quoted, marks)

    def _candidates(self, time: Period | str) -> Iterable[int]:
        """Return passages that may name the time: every one of few."""
        if len(self._shelf) <= _READ:
            return self._shelf.numbers()
        return list(map(int, self._finder.holding(str(time)).passages[:_READ]))


def _named(text: str, time: Period | str) -> Iterator[tuple[tuple[int, int], tuple[int, ...]]]:
    """Yield where a sentence names the time, and which day that is as far as it tells."""
    if isinstance(time, str):
        if (at := text.find(time)) >= 0:
            yield (at, at + len(time)), (0,)
        return
    for span, found in periods(text):
        own = found.year, found.month, found.day
        if time.holds(own):
            yield span, own


def _opening(article: Article) -> Quote:
    number = next(n for n, text in enumerate(article.texts, 1) if text.strip())
    return whole_quote(article, number, first_sentence(article.texts[number - 1]))
