"""The time that a question asks of: a year, a month or a day that it names, or 明年.

>>> time_asked(builder.build("2025年5月有什么报道?"))
((0, 7), Period(year=2025, month=5, day=0))
"""

from __future__ import annotations

from retrieval.analysis.numerals import NUMERAL
from retrieval.article import Span
from retrieval.dates import Period, is_impossible, period
from retrieval.lexicon.files import words
from retrieval.query.query import Query
from retrieval.query.tokens import Token


def time_asked(query: Query) -> tuple[Span, Period] | None:
    """Return where a question names a year, a month or a day, and which; 第3号 is none."""
    edges = {token.stop for token in query.tokens}
    for token in _figures(query):
        if query.text[: token.start].endswith("第"):
            continue
        rest = query.text[token.start :]
        stop = token.start + len(rest) - len(found[1]) if (found := period(rest)) else 0
        if found and stop in edges:
            return (token.start, stop), found[0]
    return None


def names_no_time(query: Query) -> bool:
    """Whether a question names a time that there never is."""
    return any(is_impossible(query.text[token.start :]) for token in _figures(query))


def _figures(query: Query) -> list[Token]:
    """Return the words of a question that begin with a figure."""
    return [t for t in query.tokens if t.text[0].isdigit() or t.text[0] in NUMERAL]


def word_for_time(query: Query) -> str:
    """Return the word by which a question means a time that it does not name: 明年."""
    known = words("overview_words", "year")
    return next((token.text for token in query.tokens if token.text in known), "")
