"""The clauses of a text, by which it can be shown in part.

Cut behind commas, colons and the ends of sentences: never within a number, nor within brackets or
quotation marks unless what these hold is long, or a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.article import CLOSING_MARKS, SENTENCE_ENDS, Span

Run = tuple[int, int]
"""The first and the last of clauses that follow each other."""

_HELD = 20
"""A comma within a pair of marks that hold no more characters does not part clauses."""
_COMMAS = "，,：:"
_BRACKETS, _QUOTATIONS = ("《》", "（）", "()", "〔〕", "【】"), ("“”", "「」", "『』", "‘’")


def _pair(marks: str, others: str = "") -> str:
    """Return a pattern of a pair of marks and what they hold: neither of them, nor `others`."""
    opens, shuts = map(re.escape, marks)
    return rf"{opens}[^{opens}{shuts}\n{others}]{{0,{_HELD}}}{shuts}"


_PAIR = "|".join((*map(_pair, _BRACKETS), *(_pair(one, SENTENCE_ENDS) for one in _QUOTATIONS)))
_WORDS = rf"(?:{_PAIR}|(?<=\d)[,:](?=\d)|[^{_COMMAS}{SENTENCE_ENDS}])*"
_CLAUSE = re.compile(rf"{_WORDS}(?:[{_COMMAS}{SENTENCE_ENDS}]+[{CLOSING_MARKS}]*|$)")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a text in order, and which of them end a sentence."""

    text: str
    spans: tuple[Span, ...]
    ends: tuple[bool, ...]

    @classmethod
    def of(cls, text: str) -> Clauses:
        """Cut `text`; its clauses together are the text."""
        found = [one for one in _CLAUSE.finditer(text) if one.group()]
        ends = (one.group().rstrip(CLOSING_MARKS).endswith(tuple(SENTENCE_ENDS)) for one in found)
        return cls(text, tuple(one.span() for one in found), tuple(ends))

    def touched(self, span: Span) -> list[int]:
        """Return the clauses that share a character with `span`."""
        start, stop = span
        return [at for at, (a, b) in enumerate(self.spans) if a < stop and start < b]

    def around(self, run: Run) -> Run:
        """Return the sentences that a run is of."""
        first, last = run
        while first and not self.ends[first - 1]:
            first -= 1
        while last < len(self.spans) - 1 and not self.ends[last]:
            last += 1
        return first, last

    def before(self, run: Run) -> Run | None:
        """Return a run with the sentence before it; None where it does not begin a sentence."""
        first, last = run
        is_whole = first and self.ends[first - 1]
        return (self.around((first - 1, first - 1))[0], last) if is_whole else None

    def behind(self, run: Run) -> Run | None:
        """Return a run with the sentence behind it; None where it does not end a sentence."""
        first, last = run
        is_whole = last < len(self.spans) - 1 and self.ends[last]
        return (first, self.around((last + 1, last + 1))[1]) if is_whole else None

    def span(self, run: Run) -> Span:
        """Return where a run begins and stops."""
        return self.spans[run[0]][0], self.spans[run[1]][1]
