"""How well a span stands with a question's words: near them, in a sentence that has many."""

from __future__ import annotations

import re
from functools import cache

from retrieval.article import Span
from retrieval.extraction.expressions import either
from retrieval.extraction.snippet import Snippet
from retrieval.lexicon.files import words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query

_CLAUSE = re.compile("[,。;:!?…\n]")
_SENTENCE = re.compile("[。!?;…\n]")
_CHAINED = 0.5
"""What a word counts for a person named before it, in another clause: the subject of one clause is
that of those after it."""
_APART = 0.2
"""What a word counts for an answer in another clause."""
_BEFORE, _AFTER = 24, 12
"""How far, in characters, the answer may stand from a word of the question."""
_TIMED = 40
"""How far, in characters, a time holds for what is told after it."""
_NAMED = 0.03
"""The least support of a person's name: rare words may look like one."""
_PAIR = 2
"""Characters of a word whose last one is its head: 车站."""
_MEASURED = 2.0
"""What it counts that an amount has the very measure word of the question."""
_RATE = 4.0
"""What it counts that an amount is one of each day where such a one is asked for."""
_HEAD = 3
"""How far, in characters, the head of that noun may stand from its amount."""
_TURNED = 0.5
"""What is left for a word before the question word that stands after the answer."""
_FOCUS = 6.0
"""What the noun asked for counts where it stands right beside an answer."""
_NEAR = 8
"""How far, in characters, the noun asked for may stand from what is its answer."""
_COVERAGE = 8.0
"""What it counts that a sentence has all the words of the question."""


def support(snippet: Snippet, span: Span) -> float:
    """Tell how well `span` stands with the question's words: near them, in a sentence with many."""
    if snippet.says(span):
        return 1.0
    local = pulls(snippet, span) + beside(snippet, span) + _RATE * _is_daily(snippet, span)
    measure = snippet.asked.wanted.measure
    local *= _MEASURED if measure and snippet.text.endswith(measure, *span) else 1.0
    covered = coverage(snippet, span)
    timed = snippet.asked.wanted.kind is AnswerKind.DATE
    named = snippet.asked.wanted.kind is AnswerKind.PERSON
    enough = local >= _NAMED if named else local or (timed and covered)
    return local + _COVERAGE * covered if enough else 0.0


def _is_daily(snippet: Snippet, span: Span) -> bool:
    """Whether an amount of each day is asked for, and `span` is told to be one."""
    if not _asks_daily().search(snippet.asked.text):
        return False
    daily = words("expressions", "daily")
    near = [t for t in snippet.tokens if span[0] - _NEAR <= t.start < span[0]]
    return any(token.text in daily for token in near)


@cache
def _asks_daily() -> re.Pattern[str]:
    return re.compile(either(one for one in words("expressions", "daily") if len(one) > 1))


def pulls(snippet: Snippet, span: Span) -> float:
    """Tell what all the question's words count for an answer: the nearer the more."""
    start, stop = span
    if snippet.asked.wanted.kind is AnswerKind.ANY:
        return float(sum(start < b and a < stop for a, b in snippet.matched))
    total = 0.0
    for first, last in snippet.matched:
        if first < start:
            last_before = min(last, start)
            total += (last_before - first) * _before(snippet, last_before, start)
        if last > stop:
            first_after = max(first, stop)
            total += (last - first_after) * _after(snippet, stop, first_after)
    return total


def _before(snippet: Snippet, start: int, stop: int) -> float:
    """Tell what a character counts for an answer after it; between them stands start to stop."""
    if stop - start > _BEFORE or _SENTENCE.search(snippet.text, start, stop):
        return 0.0
    return (_APART if _CLAUSE.search(snippet.text, start, stop) else 1.0) / (1 + stop - start)


def _after(snippet: Snippet, start: int, stop: int) -> float:
    """Tell what a character counts for an answer before it; between them stands start to stop."""
    timed = _is_timed(snippet.asked)
    if stop - start > (_TIMED if timed else _AFTER) or _SENTENCE.search(snippet.text, start, stop):
        return 0.0
    chained = _CHAINED if snippet.asked.wanted.kind is AnswerKind.PERSON else _APART
    apart = not timed and _CLAUSE.search(snippet.text, start, stop)
    return (chained if apart else 1.0) / (1 + stop - start)


def _is_timed(asked: Query) -> bool:
    """Whether a time or a duration is asked for: it holds for the clauses that follow it."""
    lasting = asked.wanted.head in words("quantities_asked", "duration.heads")
    return asked.wanted.kind is AnswerKind.DATE or lasting


def beside(snippet: Snippet, span: Span) -> float:
    """Tell how near the noun asked for stands to an answer, 0 to `_FOCUS`."""
    best = 0.0
    asking, focus = snippet.asked.asking, snippet.asked.focus
    # 降到 in 降到多少 stands before its amount.
    leads = bool(asking and focus) and focus[0].stop <= asking[0][0]
    for rank, place in snippet.focused:
        follows = span < place
        start, stop = (span[1], place[0]) if follows else (place[1], span[0])
        if start <= stop <= start + _NEAR and not _CLAUSE.search(snippet.text, start, stop):
            near = _FOCUS / (1 + (stop - start) / 4) * (_TURNED if leads and follows else 1.0)
            best = max(best, near / rank)
    return best


def has_head(snippet: Snippet, span: Span) -> bool:
    """Whether the head of the noun asked for, its last character, stands beside: 设站24座, 车站."""
    start, stop = max(0, span[0] - _HEAD), span[1] + _HEAD
    around = snippet.text[start : span[0]] + snippet.text[span[1] : stop]
    return len(snippet.asked.noun) == _PAIR and snippet.asked.noun[-1] in around


def coverage(snippet: Snippet, span: Span) -> float:
    """Tell what share of the question's characters the sentence of `span` has, 0 to 1."""
    text = snippet.text
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, span[0])), default=0)
    found = _SENTENCE.search(text, span[1])
    stop = found.start() if found else len(text)
    if (start, stop) not in snippet.coverages:
        snippet.coverages[start, stop] = snippet.asked.share_in(text[start:stop])
    return snippet.coverages[start, stop]
