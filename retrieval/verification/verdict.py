"""What comes of checking a claimed quotation against the reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.article import Article
from retrieval.verification.difference import Difference, Kind
from retrieval.verification.stretch import Stretch


class Outcome(StrEnum):
    """What a claim, or a piece of it, turned out to be."""

    EXACT = "exact"
    """逐字一致: the reports have it, character by character."""
    DIFFERING = "differing"
    """有出入: the reports have something like it."""
    NOT_FOUND = "not_found"
    """未找到: the reports have nothing like it."""
    EMPTY = "empty"
    """There is nothing to check: no letter, digit or character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A continuous piece of the claim, and where it stands.

    `text` is as typed. Exact: `places` are the first of all `count` places where it stands
    (`more`: of at least so many), and `titles` the reports whose title has it. Differing:
    `places` is the one nearest place, and `differences` compare `text` with `places[0].text`.
    """

    text: str
    outcome: Outcome
    places: tuple[Stretch, ...] = ()
    differences: tuple[Difference, ...] = ()
    count: int = 0
    more: bool = False
    titles: tuple[Article, ...] = ()
    joined: bool = False
    """It was typed as if it followed on the piece before, which it does not in the reports."""

    @property
    def worded_alike(self) -> bool:
        """Whether nothing differs but looks: width, quotation marks, script and white space."""
        looks = {Kind.FORM, Kind.SCRIPT, Kind.SPACE}
        found = self.outcome in (Outcome.EXACT, Outcome.DIFFERING)
        return found and all(difference.kind in looks for difference in self.differences)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The pieces of a claim in order, each judged by itself. `unread` characters were too many."""

    pieces: tuple[Piece, ...]
    unread: int = 0

    @property
    def outcome(self) -> Outcome:
        """Of the claim as a whole: exact when every piece is, and none is wrongly joined."""
        outcomes = {piece.outcome for piece in self.pieces}
        if not outcomes:
            return Outcome.EMPTY
        wrong = self.unread or any(piece.joined for piece in self.pieces)
        if outcomes == {Outcome.EXACT} and not wrong:
            return Outcome.EXACT
        return Outcome.NOT_FOUND if outcomes == {Outcome.NOT_FOUND} else Outcome.DIFFERING
