"""Where sentences begin and end, and which runs of whole sentences fit in a quote."""

from __future__ import annotations

import re

from retrieval.analysis.units import cut_before
from retrieval.article import CLOSING_MARKS, SENTENCE_ENDS, Span

QUOTE_LENGTH = 120
"""The most characters a quote may have."""

ENDS = SENTENCE_ENDS + '”」』"〕'
"""Characters that a whole sentence may end with: its marks, or those that close a quotation."""
_END = re.compile(rf"[{SENTENCE_ENDS}]+[{CLOSING_MARKS}]*")
_BETWEEN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
"""What a comma or colon stands in the middle of: 23,876, 9:30, https://…"""
_COMMA = rf"(?:(?<![{_BETWEEN}])[，,、：:]|[，,、：:](?![{_BETWEEN}/]))"
_CLAUSE = re.compile(rf"(?:(?!{_COMMA}).)*(?:{_COMMA}+[{CLOSING_MARKS}]*|$)", re.DOTALL)


def sentences(text: str, limit: int = QUOTE_LENGTH) -> list[Span]:
    """Split `text` into sentences that keep their closing marks; together they are the text.

    A sentence longer than `limit` characters is split into clauses, and a longer clause is cut
    where no number and no word in letters is cut in two, so that every span fits into a quote.
    """
    spans: list[Span] = []
    start = 0
    for stop in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if stop - start > limit:
            spans.extend(_clauses(text, start, stop, limit))
        elif stop > start:
            spans.append((start, stop))
        start = stop
    return spans


def _clauses(text: str, start: int, stop: int, limit: int) -> list[Span]:
    pieces: list[Span] = []
    for match in _CLAUSE.finditer(text, start, stop):
        at, end = match.span()
        while end - at > limit:
            stop = at + cut_before(text[at:end], limit)
            pieces.append((at, stop))
            at = stop
        if end > at:
            pieces.append((at, end))
    return pieces
