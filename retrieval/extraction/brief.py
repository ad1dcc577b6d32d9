"""What of a long quote is shown first: the clauses that answer, with what they depend on.

What is left out at either end is marked …… when it is shown; the place can be opened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.analysis.sentences import sentences
from retrieval.article import CLOSING_MARKS, SENTENCE_ENDS, Quote, Span
from retrieval.lexicon.files import words
from retrieval.query.tokens import Token
from retrieval.spans import overlap
from retrieval.verification.negation import is_negator

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


def brief(
    quote: Quote, asked: Sequence[Span], tokens: Sequence[Token], length: int = LENGTH
) -> Quote:
    """Return the part of `quote` to be shown first: all of a short one, or with no answer marked.

    Else the clauses of the answer, and as many beside them as fit, those with words of the question
    (`asked`) first; whole sentences, where most of these would be left out. `tokens` are the words
    of its text, folded; a clause that negates, or says on which condition, is not left out of its
    sentence.
    """
    text = quote.text
    if len(text) <= length or not quote.highlights:
        return quote
    clauses = [one.span() for one in _CLAUSE.finditer(text) if one.group()]
    held = [at for at, one in enumerate(clauses) if any(overlap(one, h) for h in quote.highlights)]
    first, last = held[0], held[-1]
    first, last = _grown(clauses, (first, last), text, asked, length)
    first, last = _bound(clauses, (first, last), text, tokens)
    start, stop = clauses[first][0], clauses[last][1]
    said = sum(b - a for a, b in asked)
    met = sum(max(0, min(b, stop) - max(a, start)) for a, b in asked)
    if met < _ASKED * said:
        return _part(quote, *_sentences(quote, asked))
    return _part(quote, start, stop)


def _sentences(quote: Quote, asked: Sequence[Span]) -> Span:
    """Return the sentences from the first to the last that has words of question or answer."""
    spans, held = sentences(quote.text, len(quote.text)), (*quote.highlights, *asked)
    telling = [one for one in spans if any(overlap(one, other) for other in held)]
    return telling[0][0], telling[-1][1]


def _grown(
    clauses: Sequence[Span], held: Span, text: str, asked: Sequence[Span], length: int
) -> tuple[int, int]:
    """Return a run of clauses, grown to either side as long as it is short enough.

    Within its sentence to where words of the question stand, else to its beginning, then to its
    end; then to sentences that have words of the question.
    """
    first, last = held
    while True:
        beside = [at for at in (first - 1, last + 1) if 0 <= at < len(clauses)]
        fits = [at for at in beside if _length(clauses, min(at, first), max(at, last)) <= length]
        wanted = [at for at in fits if _reaches(clauses, at, (first, last), asked)]
        own = [at for at in fits if _same_sentence(clauses, at, (first, last), text)]
        chosen = next(iter([at for at in own if at in wanted] or own or wanted), None)
        if chosen is None:
            return first, last
        first, last = min(chosen, first), max(chosen, last)


def _reaches(clauses: Sequence[Span], at: int, held: Span, asked: Sequence[Span]) -> bool:
    """Whether on that side words of the question stand that the run does not have yet."""
    first, last = held
    start, stop = (0, clauses[first][0]) if at < first else (clauses[last][1], clauses[-1][1])
    return any(overlap((start, stop), one) for one in asked)


def _same_sentence(clauses: Sequence[Span], at: int, held: Span, text: str) -> bool:
    """Whether no sentence ends between a clause and the run beside it."""
    end = clauses[at if at < held[0] else held[1]]
    return not _ends(text[slice(*end)])


def _bound(
    clauses: Sequence[Span], held: Span, text: str, tokens: Sequence[Token]
) -> tuple[int, int]:
    """Return a run of clauses with those of its sentence that negate or say a condition."""
    first, last = held
    start = next((at + 1 for at in range(first - 1, -1, -1) if _ends(text[slice(*clauses[at])])), 0)
    stop = next(at for at in range(last, len(clauses)) if _stops(clauses, at, text))
    conditions = words("function_words", "conditions")
    binding = [t for t in tokens if is_negator(t.text) or t.text in conditions]
    marks = [(token.start, token.stop) for token in binding]
    tied = [at for at in range(start, stop + 1) if any(overlap(clauses[at], m) for m in marks)]
    return min((first, *tied)), max((last, *tied))


def _stops(clauses: Sequence[Span], at: int, text: str) -> bool:
    return at == len(clauses) - 1 or _ends(text[slice(*clauses[at])])


def _ends(clause: str) -> bool:
    """Whether a sentence ends with a clause."""
    return clause.rstrip(CLOSING_MARKS).endswith(tuple(SENTENCE_ENDS))


def _length(clauses: Sequence[Span], first: int, last: int) -> int:
    return clauses[last][1] - clauses[first][0]


def _part(quote: Quote, start: int, stop: int) -> Quote:
    inside = tuple((a - start, b - start) for a, b in quote.highlights if start <= a and b <= stop)
    return replace(quote, start=quote.start + start, stop=quote.start + stop, highlights=inside)
