"""What of a long quote is shown first: the clauses that answer, with what they depend on.

What is left out is marked …… when it is shown; the place can be opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from retrieval.analysis.normalizer import fold
from retrieval.article import Quote, Span
from retrieval.extraction.clauses import Clauses, Run
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
"""Of the question's words in a quote so large a share is shown, if there is room."""
_GAPS = 4
"""So many characters are left for what says that words are left out between two parts."""
_SAID = re.compile(r"\W|\Z")


def brief(quote: Quote, asked: Sequence[Span], cut: Cut, length: int = LENGTH) -> tuple[Quote, ...]:
    """Return what of `quote` is shown first: all of a short one, or with no answer marked.

    Else the clauses of the answer, with those of its sentence that negate, say on which condition
    or who says so, however long; as many others of the sentence as fit, those with words of the
    question (`asked`) first; and the sentences beside it that have such words, whole, if they fit.
    Where most of these words would be left out, a clause that has them is the other of two parts,
    in the order of the text. `cut` returns the words of a text, folded.
    """
    text = quote.text
    if len(text) <= length or not quote.highlights:
        return (quote,)
    clauses = Clauses.of(text)
    sought = _Sought(clauses, asked, tuple(_binding(text, cut)), length)
    held = [at for one in quote.highlights for at in clauses.touched(one)]
    return tuple(_part(quote, *clauses.span(run)) for run in sought.parts((min(held), max(held))))


def _part(quote: Quote, start: int, stop: int) -> Quote:
    inside = tuple((a - start, b - start) for a, b in quote.highlights if start <= a and b <= stop)
    return replace(quote, start=quote.start + start, stop=quote.start + stop, highlights=inside)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a run of clauses should hold: words of the question, and what binds; and its length."""

    clauses: Clauses
    asked: Sequence[Span]
    binding: Sequence[Span]
    length: int

    def parts(self, held: Run) -> list[Run]:
        """Return the run about those clauses, and where it lacks the question another that has."""
        run = self.beside(self.of_sentence(held))
        if self._met(run) >= _ASKED * sum(b - a for a, b in self.asked):
            return [run]
        room = replace(self, length=self.length - _GAPS)
        other = room.apart(self._bound(held))
        if other is None:
            return [run]
        run = replace(room, length=room.length - self._long(other)).of_sentence(held)
        if max(run[0], other[0]) <= min(run[1], other[1]) + 1:
            return [(min(run[0], other[0]), max(run[1], other[1]))]
        return sorted((run, other))

    def apart(self, run: Run) -> Run | None:
        """Return the clause with most words of the question that fits beside a run, if any."""
        bound = {self._bound((at, at)) for at in range(len(self.clauses.spans))}
        room = self.length - self._long(run)
        others = [
            one
            for one in sorted(bound)
            if self._met(one) and self._long(one) <= room and (one[1] < run[0] or run[1] < one[0])
        ]
        return max(others, key=self._met, default=None)

    def of_sentence(self, held: Run) -> Run:
        """Return the best run about those clauses in their sentence that fits, or what it needs."""
        first, last = self._bound(held)
        start, stop = self.clauses.around((first, last))
        runs = [(a, b) for a in range(start, first + 1) for b in range(last, stop + 1)]
        fitting = [run for run in runs if self._long(run) <= self.length]
        worth = lambda run: (self._met(run), run[0] == start, self._long(run))  # noqa: E731
        return max(fitting, key=worth, default=(first, last))

    def beside(self, run: Run) -> Run:
        """Return a run with the sentences towards other words of the question, if they fit."""
        wider = [
            one
            for one in (self.clauses.before(run), self.clauses.behind(run))
            if one and self._long(one) <= self.length and self._lacks(run, one[0] < run[0])
        ]
        return self.beside(wider[0]) if wider else run

    def _lacks(self, run: Run, before: bool) -> bool:  # noqa: FBT001 - which of two sides
        """Whether before a run, or behind it, stands a word of the question that it has not."""
        start, stop = self.clauses.span(run)
        told = {self.clauses.text[a:b] for a, b in self.asked if start <= a and b <= stop}
        there = [(a, b) for a, b in self.asked if (b <= start if before else stop <= a)]
        return any(self.clauses.text[a:b] not in told for a, b in there)

    def _bound(self, run: Run) -> Run:
        """Return a run with those clauses of its sentence that it cannot be told without."""
        start, stop = self.clauses.around(run)
        tied = [at for one in self.binding for at in self.clauses.touched(one)]
        tied = [at for at in tied if start <= at <= stop]
        return min((run[0], *tied)), max((run[1], *tied))

    def _long(self, run: Run) -> int:
        start, stop = self.clauses.span(run)
        return stop - start

    def _met(self, run: Run) -> int:
        start, stop = self.clauses.span(run)
        return sum(max(0, min(b, stop) - max(a, start)) for a, b in self.asked)


def _binding(text: str, cut: Cut) -> Iterator[Span]:
    """Yield the words that negate, say a condition, or end a clause that tells who says so."""
    folded = fold(text)
    if not _may_bind().search(folded):
        return
    tokens = cut(folded)
    binding = [*negating(tokens), *(one for one in tokens if _binds(one, folded))]
    yield from ((token.start, token.stop) for token in binding)


def _binds(token: Token, text: str) -> bool:
    if token.text in words("quotation_frames", "speech"):
        return bool(_SAID.match(text, token.stop))
    return token.text in words("function_words", "conditions")


@cache
def _may_bind() -> re.Pattern[str]:
    """Match what may negate, say a condition or a speaker: most texts have none of it."""
    listed = words("function_words", "conditions") | words("quotation_frames", "speech")
    return re.compile(f"{may_negate().pattern}|{either(listed)}")
