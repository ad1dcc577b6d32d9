"""A whole text that quotes the reports: each quotation in it, and what comes of checking it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from retrieval.article import SENTENCE_ENDS, Span
from retrieval.deadline import OutOfTimeError
from retrieval.verification.frame import beside
from retrieval.verification.quotation import in_marks
from retrieval.verification.verdict import Verdict
from retrieval.verification.wording import says_something

_MOST = 200
"""So many quotations of a text are judged."""
_LEAD = 60
"""Characters before a quotation that may tell who says it, and where."""


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation: characters `start` to `stop` of the text, marks included, and its verdict."""

    start: int
    stop: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DraftVerdict:
    """The quotations of a text in order; `unread` more were too many, or took too long."""

    quotations: tuple[DraftQuotation, ...]
    unread: int = 0


def judged(text: str, verify: Callable[[str], Verdict]) -> DraftVerdict:
    """Judge each quotation of a text by `verify`, with the words before it that name a speaker."""
    spans = [span for span in quotations(text) if says_something(text[slice(*span)])]
    found: list[DraftQuotation] = []
    for start, stop in spans[:_MOST]:
        try:
            found.append(DraftQuotation(start, stop, verify(_claim(text, (start, stop)))))
        except OutOfTimeError:
            break
    return DraftVerdict(tuple(found), len(spans) - len(found))


def quotations(text: str) -> Iterator[Span]:
    """Yield what stands between quotation marks; a mark that is never closed is one line's only.

    >>> [*quotations("他说“好”。")]
    [(2, 5)]
    """
    at = 0
    for line in text.splitlines(keepends=True):
        for start, stop in in_marks(line):
            yield at + start, at + stop
        at += len(line)


def _claim(text: str, span: Span) -> str:
    """Return a quotation, with what leads to it if that tells nothing but who says it."""
    start, stop = span
    before = text[max(0, start - _LEAD) : start]
    cut = max((before.rfind(mark) for mark in SENTENCE_ENDS), default=-1)
    lead = before[cut + 1 :]
    return text[start if beside(lead) is None else start - len(lead) : stop]
