"""The words of a question in other dress: synonyms, translations, other ways to write a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from retrieval.analysis.analyzer import Term
from retrieval.article import Span
from retrieval.expansion import numbers as numerals
from retrieval.expansion.synonyms import Thesaurus
from retrieval.lexicon.files import words

MOST = 30
"""How many alternatives a question gets at most, the strongest first."""
_PER_WORD = 6
_QUANTITIES = 16
"""So many quantities are written otherwise: what has more is a table, no question."""
_PHRASE = 4
"""How many English words are looked up together at most."""
_NUMERAL = re.compile(f"[0-9{''.join(sorted(words('numerals')))}]")
_STRENGTH = attrgetter("strength")
_LATIN = re.compile(r"[a-z][a-z0-9'&-]*(?: [a-z0-9][a-z0-9'&-]*)*")


class Alternative(NamedTuple):
    """`text` may stand, by `strength` (0 to 1), for what the question says from start to stop."""

    start: int
    stop: int
    text: str
    strength: float

    def rows(self, terms: Sequence[Term]) -> list[int]:
        """Return which of the terms are part of what this stands for."""
        return [
            row
            for row, term in enumerate(terms)
            if self.start <= term.start and term.stop <= self.stop
        ]

    def places(self, text: str) -> Iterator[int]:
        """Yield where it stands in `text`; a number or Latin word never as part of another."""
        plain = not (self.text[0].isascii() or self.text[-1].isascii())
        at = text.find(self.text)
        while at >= 0:
            if plain or not (_cut(text, at) or _cut(text, at + len(self.text))):
                yield at
            at = text.find(self.text, at + 1)

    def stands_in(self, text: str) -> bool:
        """Whether it stands in `text`, and not as part of another number or word."""
        return self.text in text and next(self.places(text), None) is not None


def reword(
    content: str,
    terms: Sequence[Term],
    thesaurus: Thesaurus,
    standing: Callable[[Sequence[str]], Collection[str]],
) -> tuple[Alternative, ...]:
    """Return other ways to say what `content` (folded) and its `terms` say, the strongest first.

    Only such as `standing` keeps of the words it is given: those that stand in the reports.

    >>> reword("粮库", analyzer.terms("粮库"), thesaurus, statistics.standing)[0].text
    '粮仓'
    """
    places = _words(content, terms) | {at: content[slice(*at)] for at in thesaurus.own(content)}
    listed = {at: thesaurus.alternatives(word) for at, word in places.items()}
    written = _written(content, terms) if _NUMERAL.search(content) else ()
    sought = [word for others in listed.values() for word, _ in others if len(word) > 1]
    known = standing([*sought, *[way for _, ways in written for way in ways]])
    found: list[Alternative] = []
    for (start, stop), others in listed.items():
        if others and (some := [one for one in others if one[0] in known and len(one[0]) > 1]):
            found += [Alternative(start, stop, *other) for other in some[:_PER_WORD]]
    for (start, stop), ways in written:
        found += [Alternative(start, stop, way, 1.0) for way in ways if way in known]
    return tuple(sorted(found, key=_STRENGTH, reverse=True)[:MOST])


def _written(content: str, terms: Sequence[Term]) -> list[tuple[Span, tuple[str, ...]]]:
    """Return the other ways to write the numbers of a question."""
    # The longest of the words that begin at one place comes last.
    ends = {term.start: term.stop for term in terms if term.word}
    return numerals.alternatives(content, _QUANTITIES, ends)


def _words(content: str, terms: Iterable[Term]) -> dict[Span, str]:
    """Return what to look up: Chinese words of two characters or more, and runs of English ones."""
    found = {
        (start, stop): text
        for text, start, stop, word in terms
        if word and len(text) > 1 and not text.isascii()
    }
    for run in _LATIN.finditer(content):
        spans = [match.span() for match in re.finditer(r"\S+", run.group())][: 2 * _PHRASE]
        for first in range(len(spans)):
            for last in range(first, min(first + _PHRASE, len(spans))):
                start, stop = run.start() + spans[first][0], run.start() + spans[last][1]
                found[start, stop] = content[start:stop]
    return found


def _cut(text: str, at: int) -> bool:
    """Whether `at` is inside a number or a Latin word."""
    return 0 < at < len(text) and bool(_INSIDE.fullmatch(text, at - 1, at + 1))


_INSIDE = re.compile(r"[0-9a-z.][0-9a-z]|[0-9]\.")
