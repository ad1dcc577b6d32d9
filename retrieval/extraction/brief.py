"""What of a long quote is shown first: the clauses that answer, with what they depend on.

What is left out at either end is marked …… when it is shown; the place can be opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from retrieval.analysis.normalizer import fold
from retrieval.analysis.sentences import sentences
from retrieval.article import CLOSING_MARKS, SENTENCE_ENDS, Quote, Span
from retrieval.extraction.expressions import either
from retrieval.lexicon.files import words
from retrieval.query.tokens import Token
from retrieval.verification.negation import may_negate, negating

Cut = Callable[[str], Sequence[Token]]
"""Returns the words of a text (folded), in order."""
LENGTH = 62
"""So many characters are four lines on a phone; a text that is no longer is shown whole."""
LINE = 17
"""And so many are one."""
_ASKED = 0.5
"""Of the question's words in a quote so large a share must be shown."""
_MARKS = rf"[，,；;：:{SENTENCE_ENDS}]"
_WORDS = rf"(?:(?<=\d),(?=\d)|[^，,；;：:{SENTENCE_ENDS}])*"
"""What is no mark; a comma between digits is part of a number."""
_CLAUSE = re.compile(rf"{_WORDS}(?:{_MARKS}+[{CLOSING_MARKS}]*|$)")

_WORTH = itemgetter(0)


class _Clause(NamedTuple):
    """Where a clause stands, and whether a sentence ends with it."""

    start: int
    stop: int
    ends: bool


def brief(
    quote: Quote,
    asked: Sequence[Span],
    cut: Cut,
    length: int = LENGTH,
) -> Quote:
    """Return the part of `quote` to be shown first: all of a short one, or with no answer marked.

    Else the clauses of the answer, and as many beside them as fit, those with words of the question
    (`asked`, in order) first; whole sentences, where most of these would be left out. `cut` returns
    the words of a text, folded; a clause that negates, or says on which condition, is not left out
    of its sentence.
    """
    text = quote.text
    if len(text) <= length or not quote.highlights:
        return quote
    clauses = _clauses(text)
    held = [at for one in quote.highlights for at in _touched(clauses, one)]
    first, last = _grown(clauses, (min(held), max(held)), asked, length)
    first, last = _bound(clauses, (first, last), text, cut)
    last = _without_beginning(clauses, last, (*asked, *quote.highlights))
    start, stop = clauses[first].start, clauses[last].stop
    said = sum([b - a for a, b in asked])
    met = sum([max(0, min(b, stop) - max(a, start)) for a, b in asked])
    if met < _ASKED * said:
        return _part(quote, *_sentences(quote, asked))
    return _part(quote, start, stop)


def _touched(spans: Sequence[Span | _Clause], span: Span) -> list[int]:
    """Return which of `spans` share a character with another one."""
    start, stop = span
    return [at for at, one in enumerate(spans) if one[0] < stop and start < one[1]]


def _sentences(quote: Quote, asked: Sequence[Span]) -> Span:
    """Return the sentences from the first to the last that has words of question or answer."""
    spans, held = sentences(quote.text, len(quote.text)), (*quote.highlights, *asked)
    telling = [at for one in held for at in _touched(spans, one)]
    return spans[min(telling)][0], spans[max(telling)][1]


def _grown(
    clauses: Sequence[_Clause], held: Span, asked: Sequence[Span], length: int
) -> tuple[int, int]:
    """Return a run of clauses, grown to either side as long as it is short enough.

    Within its sentence to where words of the question stand, else to its beginning, then to its
    end; then to sentences that have words of the question.
    """
    first, last = held
    said = (asked[0][0], asked[-1][1]) if asked else (clauses[-1].stop, 0)
    while True:
        sides: list[tuple[int, int]] = []
        if first and clauses[last].stop - clauses[first - 1].start <= length:
            wanted = said[0] < clauses[first].start
            sides.append((2 * (not clauses[first - 1].ends) + wanted, first - 1))
        if last + 1 < len(clauses) and clauses[last + 1].stop - clauses[first].start <= length:
            wanted = said[1] > clauses[last].stop
            sides.append((2 * (not clauses[last].ends) + wanted, last + 1))
        worth, chosen = max(sides, key=_WORTH, default=(0, 0))
        if not worth:
            return first, last
        first, last = min(chosen, first), max(chosen, last)


def _without_beginning(clauses: Sequence[_Clause], last: int, telling: Sequence[Span]) -> int:
    """Return the last clause but those that only begin another sentence, and tell nothing."""
    told = {at for one in telling for at in _touched(clauses, one)}
    while last and last not in told:
        if clauses[last].ends or not clauses[last - 1].ends:
            break
        last -= 1
    return last


def _bound(clauses: Sequence[_Clause], held: Span, text: str, cut: Cut) -> tuple[int, int]:
    """Return a run of clauses with those of its sentence that negate or say a condition."""
    first, last = start, stop = held
    while start and not clauses[start - 1].ends:
        start -= 1
    while stop < len(clauses) - 1 and not clauses[stop].ends:
        stop += 1
    begin, end = clauses[start].start, clauses[stop].stop
    left = text[begin : clauses[first].start], text[clauses[last].stop : end]
    if not any(map(_may_bind().search, map(fold, left))):
        return held
    tokens, conditions = cut(fold(text)), words("function_words", "conditions")
    within = [t for t in tokens if begin < t.stop and t.start < end]
    binding = [*negating(within), *(token for token in within if token.text in conditions)]
    marks = [(token.start, token.stop) for token in binding]
    tied = [start + at for one in marks for at in _touched(clauses[start : stop + 1], one)]
    return min((first, *tied)), max((last, *tied))


@cache
def _may_bind() -> re.Pattern[str]:
    """Match what may negate or say a condition: most clauses have none of it."""
    return re.compile(f"{may_negate().pattern}|{either(words('function_words', 'conditions'))}")


def _clauses(text: str) -> list[_Clause]:
    return [
        _Clause(*one.span(), one.group().rstrip(CLOSING_MARKS).endswith(tuple(SENTENCE_ENDS)))
        for one in _CLAUSE.finditer(text)
        if one.group()
    ]


def _part(quote: Quote, start: int, stop: int) -> Quote:
    inside = tuple((a - start, b - start) for a, b in quote.highlights if start <= a and b <= stop)
    return replace(quote, start=quote.start + start, stop=quote.start + stop, highlights=inside)
