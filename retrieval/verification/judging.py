"""One quotation judged: its pieces are found, and what they make together is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.verification.arrangement import arrange, between
from retrieval.verification.attribution import Attributions
from retrieval.verification.difference import Kind
from retrieval.verification.frame import Frame
from retrieval.verification.locating import PLACES, Located, Locator
from retrieval.verification.negation import Negators
from retrieval.verification.pieces import PieceFinder
from retrieval.verification.quotation import Quotation, stretches
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import (
    Attribution,
    CheckedQuotation,
    Negation,
    Outcome,
    Piece,
)

_WRONG = (Attribution.OTHER_SOURCE, Attribution.OTHER_SPEAKER)


class QuotationJudge:
    """Judges quotations by where their pieces stand."""

    def __init__(self, locator: Locator, negators: Negators, attributions: Attributions) -> None:
        """Find pieces by `locator`; look for what speaks against them by the others."""
        self._locator, self._pieces = locator, PieceFinder(locator)
        self._negators = negators
        self._attributions = attributions

    def exact(self, quotation: Quotation) -> CheckedQuotation | None:
        """Judge a quotation that stands in one run, word for word; None when it does not."""
        found = self._locator.in_one_run(quotation.text)
        if found is None or found.piece.outcome is not Outcome.EXACT:
            return None
        return self._judged([found], quotation.frame)

    def judge(self, quotation: Quotation, most: int) -> CheckedQuotation:
        """Judge a quotation that is parted into at most `most` pieces."""
        text = quotation.text
        if self.is_too_short(text):
            piece = Piece(text, Outcome.TOO_SHORT)
            return CheckedQuotation(Outcome.TOO_SHORT, (piece,), quotation.frame)
        return self._judged(self._pieces.located(text, max(1, most)), quotation.frame)

    def is_too_short(self, text: str) -> bool:
        """Whether no piece of a quotation says enough to prove anything."""
        return all(self._locator.proves_nothing(part) for part in stretches(text))

    def _judged(self, found: Sequence[Located], frame: Frame) -> CheckedQuotation:
        if not all(one.stands for one in found):
            return self._judged_apart(found, frame)
        told, found = self._attributed(found, frame)
        if len(found) == 1:
            return self._in_one_run(found[0], frame, told)
        arranged = arrange(found, self._locator.within)
        pieces = [
            replace(one.piece, places=_first(place, one.piece.places))
            for one, place in zip(found, arranged.places, strict=True)
        ]
        left_out = (
            [between(*two) for two in pairwise(arranged.places)] if not arranged.apart else ()
        )
        outcome = Outcome.SPLICED if arranged.apart else Outcome.ABRIDGED
        negations = [*self._negators.beside(arranged.places)]
        negations += [one for gap in left_out if gap for one in self._negators.within(gap)]
        return CheckedQuotation(
            Outcome.ELSEWHERE if told in _WRONG and not arranged.apart else outcome,
            tuple(pieces),
            frame,
            told,
            tuple(filter(None, left_out)),
            tuple(dict.fromkeys(negations)),
            arranged.apart,
        )

    def _judged_apart(self, found: Sequence[Located], frame: Frame) -> CheckedQuotation:
        """Judge pieces of which some are not found, or only nearly, or in titles and bylines."""
        pieces = tuple(one.piece for one in found)
        outcomes = {piece.outcome for piece in pieces}
        outcome = next(iter(outcomes)) if len(outcomes) == 1 else Outcome.DIFFERING
        if outcome is Outcome.EXACT and len(pieces) > 1:
            outcome = Outcome.SPLICED
        told, places = self._attributions.check(frame, [p for one in found for p in one.places])
        is_told = bool(places) and outcome is not Outcome.NOT_FOUND
        negations = [one for piece in pieces for one in self._differing_negations(piece)]
        attribution = told if is_told else Attribution.NONE
        return CheckedQuotation(outcome, pieces, frame, attribution, (), tuple(negations))

    def _in_one_run(self, found: Located, frame: Frame, told: Attribution) -> CheckedQuotation:
        """Judge one run of words, shown first where nothing negates beside it."""
        judged = ((place, self._negators.beside([place])) for place in found.places[:PLACES])
        place, negations = min(judged, key=lambda one: bool(one[1]))
        piece = found.piece
        if piece.outcome is Outcome.EXACT:
            piece = replace(piece, places=_first(place, found.places[:PLACES]))
        outcome = Outcome.ELSEWHERE if told in _WRONG else piece.outcome
        return CheckedQuotation(outcome, (piece,), frame, told, (), negations)

    def _attributed(
        self, found: Sequence[Located], frame: Frame
    ) -> tuple[Attribution, list[Located]]:
        """Hold each piece's places against the frame, and keep those that agree with it."""
        checked = [self._attributions.check(frame, one.places) for one in found]
        told = next((one for one, _ in checked if one in _WRONG), checked[0][0])
        if told in _WRONG:
            return told, list(found)
        kept = [_kept(one, places) for one, (_, places) in zip(found, checked, strict=True)]
        return told, kept

    def _differing_negations(self, piece: Piece) -> Iterator[Negation]:
        """Yield what negates in the words of a place that the piece has otherwise, or beside it."""
        for place in piece.places[:1]:
            yield from self._negators.beside([place])
            if len(place.quotes) > 1:
                continue
            for one in self._negators.within(place):
                start, stop = (at - place.quotes[0].start for at in (one.word.start, one.word.stop))
                if any(a < stop and start < b for a, b in _reworded(piece)):
                    yield one


def _kept(found: Located, places: Sequence[Stretch]) -> Located:
    """Return what was found at `places` only; what differs in looks has one place anyhow."""
    if found.piece.differences or len(places) == len(found.places):
        return found
    piece = replace(found.piece, places=tuple(places[:PLACES]), count=len(places))
    return Located(piece, tuple(places))


def _first(place: Stretch, places: Sequence[Stretch]) -> tuple[Stretch, ...]:
    return tuple(dict.fromkeys((place, *places)))[:PLACES]


def _reworded(piece: Piece) -> list[tuple[int, int]]:
    return [one.source for one in piece.differences if one.kind is Kind.WORDING]
