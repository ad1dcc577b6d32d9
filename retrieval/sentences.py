"""Where sentences begin and end, and which runs of whole sentences fit in a quote."""

from __future__ import annotations

import re

from retrieval.article import Span

QUOTE_LENGTH = 120
"""The most characters a quote may have."""

_CLOSING = "”’」』)）】》〉\"'〕］"
_SENTENCE = re.compile(rf"[^。！？!?；;\n…]*(?:[。！？!?；;\n…]+[{_CLOSING}]*|$)")
_CLAUSE = re.compile(rf"[^，,、：:]*(?:[，,、：:]+[{_CLOSING}]*|$)")


def sentences(text: str, limit: int = QUOTE_LENGTH) -> list[Span]:
    """Split `text` into sentences that keep their closing marks; together they are the text.

    A sentence longer than `limit` characters is split into clauses, and a longer clause is cut
    hard, so that every span fits into a quote.
    """
    spans: list[Span] = []
    for match in _SENTENCE.finditer(text):
        start, stop = match.span()
        if stop - start > limit:
            spans.extend(_clauses(text, start, stop, limit))
        elif stop > start:
            spans.append((start, stop))
    return spans


def windows(spans: list[Span], limit: int = QUOTE_LENGTH) -> list[Span]:
    """Return the runs of neighbouring `spans` that fit in `limit` and cannot grow on either side.

    Each is a pair of indices into `spans`, first and last, both included.
    """
    runs: list[Span] = []
    last = 0
    for first in range(len(spans)):
        before = last
        last = max(last, first)
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= limit:
            last += 1
        if not first or last > before:
            runs.append((first, last))
    return runs


def _clauses(text: str, start: int, stop: int, limit: int) -> list[Span]:
    pieces: list[Span] = []
    for match in _CLAUSE.finditer(text, start, stop):
        at, end = match.span()
        while end - at > limit:
            pieces.append((at, at + limit))
            at += limit
        if end > at:
            pieces.append((at, end))
    return pieces
