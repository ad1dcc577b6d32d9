"""What of a long quote is shown first: the clauses that answer, with what they depend on.

What is left out at either end is marked …… when it is shown; the place can be opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

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


def brief(
    quote: Quote,
    asked: Sequence[Span],
    cut: Cut,
    length: int = LENGTH,
) -> Quote:
    """Return the part of `quote` to be shown first: all of a short one, or with no answer marked.

    Else the clauses of the answer, and as many beside them as fit, those with words of the question
    (`asked`) first; whole sentences, where most of these would be left out. `cut` returns the words
    of a text, folded; a clause that negates, or says on which condition, is not left out of its
    sentence.
    """
    text = quote.text
    if len(text) <= length or not quote.highlights:
        return quote
    clauses = [one.span() for one in _CLAUSE.finditer(text) if one.group()]
    held = [at for one in quote.highlights for at in _touched(clauses, one)]
    first, last = min(held), max(held)
    first, last = _grown(clauses, (first, last), text, asked, length)
    first, last = _bound(clauses, (first, last), text, cut)
    last = _without_beginning(clauses, last, text, (*asked, *quote.highlights))
    start, stop = clauses[first][0], clauses[last][1]
    said = sum(b - a for a, b in asked)
    met = sum(max(0, min(b, stop) - max(a, start)) for a, b in asked)
    if met < _ASKED * said:
        return _part(quote, *_sentences(quote, asked))
    return _part(quote, start, stop)


def _touched(spans: Sequence[Span], span: Span) -> list[int]:
    """Return which of `spans` share a character with another one."""
    start, stop = span
    return [at for at, (a, b) in enumerate(spans) if a < stop and start < b]


def _sentences(quote: Quote, asked: Sequence[Span]) -> Span:
    """Return the sentences from the first to the last that has words of question or answer."""
    spans, held = sentences(quote.text, len(quote.text)), (*quote.highlights, *asked)
    telling = [at for one in held for at in _touched(spans, one)]
    return spans[min(telling)][0], spans[max(telling)][1]


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
    return bool(_touched(asked, (start, stop)))


def _same_sentence(clauses: Sequence[Span], at: int, held: Span, text: str) -> bool:
    """Whether no sentence ends between a clause and the run beside it."""
    end = clauses[at if at < held[0] else held[1]]
    return not _ends(text[slice(*end)])


def _without_beginning(
    clauses: Sequence[Span], last: int, text: str, telling: Sequence[Span]
) -> int:
    """Return the last clause but those that only begin another sentence, and tell nothing."""
    told = {at for one in telling for at in _touched(clauses, one)}
    while last and last not in told:
        if _ends(text[slice(*clauses[last])]) or not _ends(text[slice(*clauses[last - 1])]):
            break
        last -= 1
    return last


def _bound(clauses: Sequence[Span], held: Span, text: str, cut: Cut) -> tuple[int, int]:
    """Return a run of clauses with those of its sentence that negate or say a condition."""
    first, last = held
    start = next((at + 1 for at in range(first - 1, -1, -1) if _ends(text[slice(*clauses[at])])), 0)
    stop = next(at for at in range(last, len(clauses)) if _stops(clauses, at, text))
    left = text[clauses[start][0] : clauses[first][0]], text[clauses[last][1] : clauses[stop][1]]
    if not any(map(_may_bind().search, map(fold, left))):
        return held
    tokens, conditions = cut(fold(text)), words("function_words", "conditions")
    within = [t for t in tokens if clauses[start][0] < t.stop and t.start < clauses[stop][1]]
    binding = [*negating(within), *(token for token in within if token.text in conditions)]
    marks = [(token.start, token.stop) for token in binding]
    tied = [start + at for one in marks for at in _touched(clauses[start : stop + 1], one)]
    return min((first, *tied)), max((last, *tied))


@cache
def _may_bind() -> re.Pattern[str]:
    """Match what may negate or say a condition: most clauses have none of it."""
    return re.compile(f"{may_negate().pattern}|{either(words('function_words', 'conditions'))}")


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
