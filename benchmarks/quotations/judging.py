"""How many quotations of each kind are judged rightly, and how many falsely get a clean ✅."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.quotations.drawing import Drawn, Made
from benchmarks.quotations.truth import edits
from retrieval.verification.difference import Kind
from retrieval.verification.verdict import Outcome, Verdict

_ALIKE = "worded alike"


@dataclass(frozen=True, slots=True)
class JudgedKind:
    """What came of the quotations of one kind; `misjudged` are those that were not right."""

    made: Made
    count: int
    falsely_clean: tuple[Drawn, ...]
    misjudged: tuple[Drawn, ...]

    @property
    def right(self) -> float:
        """The share that was judged rightly."""
        return 1 - len(self.misjudged) / self.count if self.count else 0.0


def judged(drawn: Sequence[Drawn], verify: Callable[[str], Verdict]) -> JudgedKind:
    """Judge quotations of one kind (at least one)."""
    verdicts = [(one, verify(one.text)) for one in drawn]
    falsely = tuple(one for one, verdict in verdicts if is_falsely_clean(one, verdict))
    wrong = tuple(one for one, verdict in verdicts if not is_right(one, verdict))
    return JudgedKind(drawn[0].made, len(drawn), falsely, wrong)


def is_falsely_clean(drawn: Drawn, verdict: Verdict) -> bool:
    """Whether a verdict certifies what no report says so: a ✅ where none is right."""
    alike = bool(verdict.quotations) and all(one.worded_alike for one in verdict.quotations)
    if not (verdict.is_clean or (alike and not verdict.negated)):
        return False
    certified = drawn.right & {"exact", _ALIKE}
    return not certified or drawn.negated


def is_right(drawn: Drawn, verdict: Verdict) -> bool:
    """Whether the outcome is right, the altered characters are told, and negation is seen."""
    outcome = verdict.outcome.value
    if verdict.outcome is Outcome.DIFFERING and all(one.worded_alike for one in verdict.quotations):
        outcome = _ALIKE
    if drawn.right == {_ALIKE} and verdict.outcome is Outcome.EXACT:
        return False
    told = [
        one.claimed
        for piece in verdict.pieces
        for one in piece.differences
        if one.kind is Kind.WORDING
    ]
    all_told = all(any(a <= at < b for a, b in told) for at in drawn.wrong)
    if not all_told and len(verdict.pieces) == 1 and verdict.pieces[0].places:
        # Where reports are alike, another one may be as near.
        all_told = edits(drawn.text, verdict.pieces[0].places[0].text) <= len(drawn.wrong)
    seen = verdict.negated or not drawn.negated or outcome != Outcome.EXACT
    return outcome in drawn.right and all_told and seen
