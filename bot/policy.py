"""What the operator decides about people: who runs the bot, what is kept of whom, how often."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules that commands look up on each call."""

    admins: frozenset[int] = frozenset()
    """Numeric ids of the people who may see /stats and /unanswered, and are told of trouble."""
    keeps_terms: bool = False
    """Whether the words of questions that are rated or unanswered are kept; never whole texts."""
    days: int = 30
    """After so many days what was kept of people is deleted; 0: never."""
    per_minute: int = 0
    """How many requests one person may make in a minute; 0: as many as they like."""
