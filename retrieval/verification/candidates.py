"""Where a claim may stand: passages that hold its rare terms, found through the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol

from retrieval.analysis.analyzer import grams
from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.expansion.numbers import alternatives
from retrieval.index.engine import Held
from retrieval.verification.stretch import Body, around

LOOKED_INTO = 200
"""So many passages that may hold a claim are looked into."""

_SAMPLE = 256
"""So many terms of a claim, evenly spread, are looked up to find the rare ones."""
_NEEDED, _STRETCHES, _VOTING = 3, 4, 24
"""So many rare terms, and one of each of so many stretches, must all be there for an exact match;
so many vote for a near one."""
_NUMBERED = 1000
"""In so many characters of a claim numbers are written in other ways."""
_JOINING = (".", "-", "．", "－")
"""A mark that may join a word in letters with what stands beyond the claim."""
_COMPARED = 8
"""So many passages are compared with a claim that stands nowhere exactly."""


class PassagePostings(Protocol):
    """What is asked of an index."""

    def frequency(self, term: str) -> int:
        """In how many passages a term stands."""

    def holding(self, terms: Sequence[str], limit: int) -> Held:
        """Return the first `limit` passages that hold every term."""

    def best(self, weights: Mapping[str, float], limit: int) -> list[tuple[int, float]]:
        """Return up to `limit` passages that hold the most of the terms."""


class CandidatePlace(Protocol):
    """Where a passage stands."""

    @property
    def number(self) -> int:
        """The paragraph, counted from 1."""


class Passages(Protocol):
    """What is asked of a shelf."""

    def __len__(self) -> int:
        """How many passages there are."""

    def numbers(self) -> Iterable[int]:
        """Return every passage."""

    def place(self, passage: int) -> CandidatePlace:
        """Where a passage stands."""

    def article(self, passage: int) -> Article:
        """Return the article it stands in."""


class Candidates:
    """Finds paragraphs of a shelf through their index, at a cost that has a bound."""

    def __init__(self, shelf: Passages, index: PassagePostings) -> None:
        """Look on `shelf`, whose passages `index` numbers alike."""
        self._shelf = shelf
        self._index = index

    def holding(self, claim: str) -> tuple[Sequence[int], bool]:
        """Return passages that can hold the claim as it stands, and whether there are more.

        Where it holds no whole term, such as a part of a number, these are the first passages.
        """
        terms = _spread(_whole(claim))
        if not terms:
            first = list(islice(self._shelf.numbers(), LOOKED_INTO))
            return first, len(self._shelf) > LOOKED_INTO
        rare = self._rare(list(terms))
        if not self._index.frequency(rare[0]):
            return [], False
        found, whole = self._index.holding(rare, LOOKED_INTO)
        return found.tolist(), not whole

    def _rare(self, terms: Sequence[str]) -> list[str]:
        """Return the rarest terms of all the claim, and of each stretch of it, rarest first.

        Where clauses recur in many passages, only terms of all its clauses tell where it stands.
        """
        size = -(-len(terms) // _STRETCHES) or 1
        stretches = [terms[at : at + size] for at in range(0, len(terms), size)]
        frequency = {term: self._index.frequency(term) for term in terms}
        of_each = [min(some, key=frequency.__getitem__) for some in stretches]
        rarest = sorted(terms, key=frequency.__getitem__)[:_NEEDED]
        return sorted({*rarest, *of_each}, key=frequency.__getitem__)

    def paragraph(self, passage: int) -> Body:
        """Return a passage by itself."""
        number = self._shelf.place(passage).number
        return Body(self._shelf.article(passage), number, number)

    def nearest(self, claim: str) -> Iterator[Body]:
        """Yield passages that share most with the claim, with so much beside them as it is long."""
        texts = [*_texts(claim), *_other_numbers(claim)]
        terms = [term for term in _spread(texts) if self._index.frequency(term)]
        rare = sorted(terms, key=self._index.frequency)[:_VOTING]
        seen: list[Body] = []
        for passage, _ in self._index.best(dict.fromkeys(rare, 1.0), _COMPARED):
            article, number = self._shelf.article(passage), self._shelf.place(passage).number
            if not any(body.article.id == article.id and number in body for body in seen):
                seen.append(around(article, number, len(claim)))
                yield seen[-1]


def _texts(claim: str) -> list[str]:
    return [term.text for term in grams(claim)]


def _other_numbers(claim: str) -> list[str]:
    """Return the terms of other ways to write the numbers of a claim: 40万 for 400000."""
    ways = (way for _, others in alternatives(fold(claim[:_NUMBERED])) for way in others)
    return [term for way in ways for term in _texts(way)]


def _whole(claim: str) -> list[str]:
    """Return the terms that are there wherever the claim is: a word at its ends may be cut."""
    start = 1 if claim[:1] in _JOINING else 0
    stop = len(claim) - (1 if claim[-1:] in _JOINING else 0)
    return [t.text for t in grams(claim) if not t.word or (t.start > start and t.stop < stop)]


def _spread(terms: Sequence[str]) -> Iterable[str]:
    """Return distinct terms, at most so many, from all of the claim."""
    return dict.fromkeys(terms[:: -(-len(terms) // _SAMPLE) or 1])
