"""What a verdict on a quotation says of the reports, as claims; the verdict with what is proved.

>>> [type(claim).__name__ for claim in claims(verdict)]  # doctest: +SKIP - a verdict is long
['Verbatim', 'Negates']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from retrieval.article import Article
from retrieval.claims.claim import Claim, Texts, hold, stands
from retrieval.verification.arrangement import NEAR, between, gap
from retrieval.verification.attribution import is_called, speakers
from retrieval.verification.difference import Difference
from retrieval.verification.frame import Frame
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import (
    Apart,
    Attribution,
    CheckedQuotation,
    Negation,
    Outcome,
    Piece,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The words stand there, character by character; only the break of a paragraph may be wider."""

    words: str
    place: Stretch

    def prove(self, texts: Texts) -> bool:
        """Whether they do."""
        return _stands(self.place, texts) and _same(self.words, self.place)


@dataclass(frozen=True, slots=True)
class Reworded:
    """The words stand there but for the differences, which make the source of them."""

    words: str
    place: Stretch
    differences: tuple[Difference, ...]

    def prove(self, texts: Texts) -> bool:
        """Whether putting the differences right makes what is stored, and each is one."""
        source, mended = self.place.text, self.words
        for one in reversed(self.differences):
            told, stored = self.words[slice(*one.claimed)], source[slice(*one.source)]
            if told == stored:
                return False
            mended = mended[: one.claimed[0]] + stored + mended[one.claimed[1] :]
        return _stands(self.place, texts) and _same(mended, self.place)


@dataclass(frozen=True, slots=True)
class HeadedBy:
    """The words stand in the title, or in the byline, of a report."""

    words: str
    article: Article

    def prove(self, texts: Texts) -> bool:
        """Whether the stored report is headed so."""
        stored = texts(self.article.id)
        words = "".join(self.words.split()).casefold()
        headings = (stored.title.replace("_", ""), stored.byline)
        found = any(words in "".join(text.split()).casefold() for text in headings)
        return found or {*self.words.split()} <= {*stored.authors, *stored.byline.split()}


@dataclass(frozen=True, slots=True)
class Negates:
    """A word in a sentence of a report negates, outside the words quoted."""

    negation: Negation

    def prove(self, texts: Texts) -> bool:
        """Whether the word stands in that sentence now."""
        word, sentence = self.negation.word, self.negation.sentence
        inside = sentence.start <= word.start and word.stop <= sentence.stop
        same = (word.article.id, word.number) == (sentence.article.id, sentence.number)
        return inside and same and stands(word, texts) and stands(sentence, texts)


@dataclass(frozen=True, slots=True)
class InOrder:
    """The pieces stand in one report, in this order; `left_out` is all that stands between."""

    places: tuple[Stretch, ...]
    left_out: tuple[Stretch, ...]

    def prove(self, texts: Texts) -> bool:
        """Whether they do."""
        one_report = len({place.article.id for place in self.places}) == 1
        if not one_report or not all(_stands(place, texts) for place in self.places):
            return False
        ordered = all(before.ends <= after.begins for before, after in pairwise(self.places))
        gaps = tuple(filter(None, (between(*two) for two in pairwise(self.places))))
        return ordered and gaps == self.left_out and all(_stands(one, texts) for one in gaps)


@dataclass(frozen=True, slots=True)
class NotTogether:
    """The pieces stand at these places: in several reports, in another order, or far apart."""

    places: tuple[Stretch, ...]
    why: Apart

    def prove(self, texts: Texts) -> bool:
        """Whether the places are as far from each other as that says."""
        if not all(_stands(place, texts) for place in self.places):
            return False
        neighbours = list(pairwise(self.places))
        reports = {place.article.id for place in self.places}
        if self.why is Apart.REPORTS:
            return len(reports) > 1
        if self.why is Apart.ORDER:
            return len(reports) == 1 and any(b.begins < a.ends for a, b in neighbours)
        return any(b.begins[0] - a.ends[0] > 1 or gap(a, b) > NEAR for a, b in neighbours)


@dataclass(frozen=True, slots=True)
class Misattributed:
    """A report with the words is not called as was said, or does not name that speaker there."""

    frame: Frame
    places: tuple[Stretch, ...]
    why: Attribution

    def prove(self, texts: Texts) -> bool:
        """Whether a stored report says otherwise than the frame."""
        return any(self._is_other(place, texts) for place in self.places)

    def _is_other(self, place: Stretch, texts: Texts) -> bool:
        if self.why is Attribution.OTHER_SOURCE:
            stored = texts(place.article.id)
            return not is_called(stored, self.frame.source) and self.frame.source != stored.source
        told = speakers(place.quotes[0])
        return _stands(place, texts) and not any(self.frame.speaker in zone for zone in told)


def claims(verdict: Verdict) -> Iterator[Claim]:
    """Yield all that a verdict says of the reports."""
    for quotation in verdict.quotations:
        yield from _claims(quotation)


def proved(verdict: Verdict, texts: Texts) -> Verdict:
    """Return a verdict with what is proved; of a quotation with an unproved claim nothing is said.

    It is then not found: a verdict says of itself that it has nothing.
    """
    once = cache(texts)
    kept = (one if hold(_claims(one), once) else _unsaid(one) for one in verdict.quotations)
    return replace(verdict, quotations=tuple(kept))


def _claims(quotation: CheckedQuotation) -> Iterator[Claim]:
    for piece in quotation.pieces:
        yield from _piece_claims(piece)
    yield from map(Negates, quotation.negations)
    places = tuple(piece.places[0] for piece in quotation.pieces if piece.places)
    if quotation.apart:
        yield NotTogether(places, quotation.apart)
    elif quotation.outcome is Outcome.ABRIDGED:
        yield InOrder(places, quotation.left_out)
    if quotation.attribution in (Attribution.OTHER_SOURCE, Attribution.OTHER_SPEAKER):
        yield Misattributed(quotation.frame, places, quotation.attribution)


def _piece_claims(piece: Piece) -> Iterator[Claim]:
    for place in piece.places:
        if piece.differences:
            yield Reworded(piece.text, place, piece.differences)
        else:
            yield Verbatim(piece.text, place)
    for article in (*piece.titles, *piece.bylines):
        yield HeadedBy(piece.text, article)


def _unsaid(quotation: CheckedQuotation) -> CheckedQuotation:
    pieces = tuple(Piece(piece.text, Outcome.NOT_FOUND) for piece in quotation.pieces)
    return CheckedQuotation(Outcome.NOT_FOUND, pieces, quotation.frame)


def _stands(place: Stretch, texts: Texts) -> bool:
    return all(stands(quote, texts) for quote in place.quotes)


def _same(words: str, place: Stretch) -> bool:
    """Whether words are those of a place; what parts two paragraphs may be any white space."""
    if len(place.quotes) == 1:
        return words == place.text
    return words.split() == place.text.split()
