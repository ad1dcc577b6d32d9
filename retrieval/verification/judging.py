"""One quotation judged: its pieces are found, and what they make together is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.verification.arrangement import arrange, between
from retrieval.verification.attribution import Attributions
from retrieval.verification.difference import Kind
from retrieval.verification.frame import Frame
from retrieval.verification.locating import PLACES, Located, Locator
from retrieval.verification.negation import Negators
from retrieval.verification.quotation import Quotation, omissions, sentence_groups, stretches
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import (
    Attribution,
    CheckedQuotation,
    Negation,
    Outcome,
    Piece,
)
from retrieval.verification.wording import Wording, says_something

_FOREIGN = 4
"""So many units in a row that the nearest place has not may stand somewhere else."""
_PASSED_OVER = 8
"""So much that the nearest place has, and the claim has not, may lie between two of its pieces."""
_RUNS, _RUN = 8, 4
"""A claim is read as at most so many runs of at least so many units, each word for word."""
_CLAUSE = re.compile(r"[。！？!?；;，,：:\n…]+\s*")
_LONGEST_IN_RUNS = 500
"""A claim of more units is parted into sentences, not into runs."""
_WRONG = (Attribution.OTHER_SOURCE, Attribution.OTHER_SPEAKER)


class QuotationJudge:
    """Judges quotations by where their pieces stand."""

    def __init__(self, locator: Locator, negators: Negators, attributions: Attributions) -> None:
        """Find pieces by `locator`; look for what speaks against them by the others."""
        self._locator = locator
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
        return self._judged(self._located(text, max(1, most)), quotation.frame)

    def is_too_short(self, text: str) -> bool:
        """Whether no piece of a quotation says enough to prove anything."""
        return all(self._locator.proves_nothing(part) for part in stretches(text))

    def _located(self, text: str, most: int) -> list[Located]:
        """Find the pieces that …… leaves; …… may be the source's own."""
        if not omissions(text):
            return self._continuous(text, most)
        whole = self._locator.look_up(text)
        own = (omissions(place.text) == omissions(text) for place in whole.places)
        if whole.stands or any(own):
            return [whole]
        parts = grouped(stretches(text), most)
        return [one for part in parts for one in self._continuous(part, most // len(parts))]

    def _continuous(self, text: str, most: int) -> list[Located]:
        """Find what is claimed to be continuous: in one run, or in the runs it is pieced of."""
        whole = self._locator.look_up(text)
        if whole.piece.worded_alike:
            return [whole]
        is_near = whole.piece.outcome is Outcome.DIFFERING
        if self._may_be_pieced(whole.piece) and (runs := self._runs(text)):
            found = [self._locator.look_up(run) for run in runs]
            if all(one.stands for one in found) and not (is_near and self._follow(found)):
                return _joined(found)
        parts = sentence_groups(text, max(1, most))
        if is_near or len(parts) < 2:  # noqa: PLR2004 - nothing is parted
            return [whole]
        found = _joined(map(self._locator.look_up, parts))
        return list(_run_together(found)) if any(one.piece.agreeing for one in found) else [whole]

    def _follow(self, found: Sequence[Located]) -> bool:
        return arrange(found, self._locator.within).apart is None

    def _may_be_pieced(self, nearest: Piece) -> bool:
        """Whether much is not at the nearest place, or each clause stands somewhere by itself."""
        clauses = [part for part in _CLAUSE.split(nearest.text) if len(part) >= _RUN]
        if _has_foreign_words(nearest):
            return True
        return 1 < len(clauses) <= _RUNS and all(map(self._locator.stands, clauses))

    def _runs(self, text: str) -> list[str]:
        """Part a claim into runs that each stand somewhere; none when some of it stands nowhere."""
        claim = Wording.of(text)
        runs: list[str] = []
        at = 0
        while (at := _next_word(claim, at)) < len(claim.text) <= _LONGEST_IN_RUNS:
            length = self._longest_run(claim, at)
            if not length or len(runs) == _RUNS:
                return []
            runs.append(text[slice(*claim.span(at, at + length))])
            at += length
        return runs if len(runs) > 1 else []

    def _longest_run(self, claim: Wording, at: int) -> int:
        """Return how many units from `at` on stand somewhere in one run; 0 for too few."""
        low, high = 0, len(claim.text) - at
        while low < high:
            middle = (low + high + 1) // 2 if low else max(min(_RUN, high), (high + 1) // 2)
            if self._locator.stands(claim.source[slice(*claim.span(at, at + middle))]):
                low = middle
            elif middle <= _RUN:
                return low
            else:
                high = middle - 1
        return low if low >= _RUN else 0

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


def grouped(parts: Sequence[str], most: int) -> list[str]:
    """Take neighbours together, on one line, so that at most `most` parts are left."""
    size = -(-len(parts) // max(1, most)) or 1
    return [" ".join(parts[at : at + size]) for at in range(0, len(parts), size)]


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


def _has_foreign_words(piece: Piece) -> bool:
    """Whether so much in a row is not at the nearest place that it may stand at another."""
    if piece.outcome is Outcome.NOT_FOUND:
        return True
    changed = (piece.text[slice(*one.claimed)] for one in piece.differences)
    passed = (one.source[1] - one.source[0] for one in piece.differences)
    return any(sum(map(str.isalnum, text)) >= _FOREIGN for text in changed) or any(
        length >= _PASSED_OVER for length in passed
    )


def _next_word(claim: Wording, at: int) -> int:
    """Return the next unit from `at` on that is no mark."""
    while at < len(claim.text) and not says_something(claim.source[slice(*claim.span(at, at + 1))]):
        at += 1
    return at


def _joined(found: Iterable[Located]) -> list[Located]:
    """Mark all but the first as typed as if they followed on."""
    first, *others = found
    return [first, *(replace(one, piece=replace(one.piece, joined=True)) for one in others)]


def _run_together(found: Iterable[Located]) -> Iterator[Located]:
    """Make one piece of neighbours that are not found."""
    before: Located | None = None
    for one in found:
        unfound = before and {one.piece.outcome, before.piece.outcome} == {Outcome.NOT_FOUND}
        if before and unfound:
            text = before.piece.text + one.piece.text
            before = replace(before, piece=replace(before.piece, text=text))
            continue
        if before:
            yield before
        before = one
    if before:
        yield before
