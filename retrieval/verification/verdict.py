"""What comes of checking a claimed quotation against the reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.article import Article, Quote
from retrieval.verification.difference import LOOKS, Difference
from retrieval.verification.frame import NO_FRAME, Frame
from retrieval.verification.stretch import Stretch


class Outcome(StrEnum):
    """What a claim, a quotation in it, or a piece of that turned out to be."""

    EXACT = "exact"
    """逐字一致: one report has it in one run, character by character."""
    ABRIDGED = "abridged"
    """删节: its pieces stand in one report, in this order and near each other."""
    SPLICED = "spliced"
    """拼接: its pieces stand in another order, in several reports, or far from each other."""
    DIFFERING = "differing"
    """有出入: the reports have something like it."""
    ELSEWHERE = "elsewhere"
    """另有出处: the words are there, but not in the report or by the speaker that was named."""
    TOO_SHORT = "too_short"
    """太短: it says so little that where it stands proves nothing."""
    NOT_FOUND = "not_found"
    """未找到: nothing like it was found."""
    EMPTY = "empty"
    """There is nothing to check: no letter, digit or character."""


class Apart(StrEnum):
    """Why pieces that all stand in the reports are no abridged quotation."""

    ORDER = "order"
    REPORTS = "reports"
    FAR = "far"


class Attribution(StrEnum):
    """What became of the speaker and the source that were named beside a quotation."""

    NONE = "none"
    """Nobody in particular was named."""
    CONFIRMED = "confirmed"
    UNCHECKED = "unchecked"
    """A newspaper, of which the report does not say whether it stood there."""
    OTHER_SOURCE = "other_source"
    OTHER_SPEAKER = "other_speaker"


@dataclass(frozen=True, slots=True)
class Piece:
    """A continuous piece of the claim, and where it stands.

    `text` is as typed. Exact: `places` are the first of all `count` places where it stands
    (`more`: of at least so many), `titles` and `bylines` the reports in whose title or byline it
    stands. Differing: `places` is the one nearest place, and `differences` compare `text` with
    `places[0].text`.
    """

    text: str
    outcome: Outcome
    places: tuple[Stretch, ...] = ()
    differences: tuple[Difference, ...] = ()
    count: int = 0
    more: bool = False
    titles: tuple[Article, ...] = ()
    bylines: tuple[Article, ...] = ()
    joined: bool = False
    """It was typed as if it followed on the piece before, which it does not in the reports."""

    @property
    def worded_alike(self) -> bool:
        """Whether nothing differs but looks: width, quotation marks, script, numbers' dress."""
        found = self.outcome in (Outcome.EXACT, Outcome.DIFFERING)
        return found and all(difference.kind in LOOKS for difference in self.differences)

    @property
    def is_recognised(self) -> bool:
        """Whether it stands only in reports whose words were recognised in a picture."""
        return bool(self.places) and all(place.article.is_recognised for place in self.places)

    @property
    def agreeing(self) -> int:
        """How many characters of the piece the reports have as they were typed."""
        differing = sum(d.claimed[1] - d.claimed[0] for d in self.differences)
        return len(self.text) - differing if self.outcome in _FOUND else 0


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that negates, outside the words quoted: `word` stands in `sentence`."""

    sentence: Quote
    word: Quote


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """One quotation of the claim, judged by itself.

    `frame` names who is said to say it, and where. `left_out` is what the report has between the
    pieces of an abridged quotation, in order. `negations` are what negates in the sentences around
    it, and in what is left out. `apart` tells why a spliced one is.
    """

    outcome: Outcome
    pieces: tuple[Piece, ...]
    frame: Frame = NO_FRAME
    attribution: Attribution = Attribution.NONE
    left_out: tuple[Stretch, ...] = ()
    negations: tuple[Negation, ...] = ()
    apart: Apart | None = None

    @property
    def negated(self) -> bool:
        """Whether the report negates outside the words quoted: then they are not clean."""
        return bool(self.negations)

    @property
    def worded_alike(self) -> bool:
        """Whether nothing differs but looks, in one run."""
        whole = self.outcome in (Outcome.EXACT, Outcome.DIFFERING) and len(self.pieces) == 1
        return whole and self.pieces[0].worded_alike


@dataclass(frozen=True, slots=True)
class Verdict:
    """The quotations of a claim in order, each judged by itself.

    `unread` characters were too many.
    """

    quotations: tuple[CheckedQuotation, ...]
    unread: int = 0

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces of all quotations, in order."""
        return tuple(piece for quotation in self.quotations for piece in quotation.pieces)

    @property
    def outcome(self) -> Outcome:
        """Of the claim as a whole: the gravest of its quotations; exact when all are."""
        outcomes = {quotation.outcome for quotation in self.quotations}
        if not outcomes:
            return Outcome.EMPTY
        if len(outcomes) == 1 and not (self.unread and outcomes == {Outcome.EXACT}):
            return next(iter(outcomes))
        if self.unread or outcomes & {Outcome.NOT_FOUND, Outcome.DIFFERING}:
            return Outcome.DIFFERING
        return max(outcomes, key=_GRAVITY.index)

    @property
    def negated(self) -> bool:
        """Whether a report negates outside the words quoted."""
        return any(quotation.negated for quotation in self.quotations)

    @property
    def is_recognised(self) -> bool:
        """Whether a piece stands only in words recognised in a picture: they prove nothing."""
        return any(piece.is_recognised for piece in self.pieces)

    @property
    def is_clean(self) -> bool:
        """Whether every word stands in the reports as it was quoted, and nothing speaks against."""
        return self.outcome is Outcome.EXACT and not self.negated and not self.is_recognised


_FOUND = (Outcome.EXACT, Outcome.DIFFERING)
_GRAVITY = (
    Outcome.EXACT,
    Outcome.ABRIDGED,
    Outcome.TOO_SHORT,
    Outcome.ELSEWHERE,
    Outcome.SPLICED,
)
