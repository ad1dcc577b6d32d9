"""A quotation taken apart: into the runs or sentences that stand somewhere, each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval.verification.arrangement import arrange
from retrieval.verification.locating import Located, Locator
from retrieval.verification.quotation import omissions, sentence_groups, stretches
from retrieval.verification.verdict import Outcome, Piece
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


class PieceFinder:
    """Finds the pieces of a quotation by `locator`."""

    def __init__(self, locator: Locator) -> None:
        self._locator = locator

    def located(self, text: str, most: int) -> list[Located]:
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


def grouped(parts: Sequence[str], most: int) -> list[str]:
    """Take neighbours together, on one line, so that at most `most` parts are left."""
    size = -(-len(parts) // max(1, most)) or 1
    return [" ".join(parts[at : at + size]) for at in range(0, len(parts), size)]


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
