"""The rules of an operator that are looked up while the bot runs."""

from __future__ import annotations

from dataclasses import dataclass

_DAY = 24 * 60


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
    contact: str = ""
    """Who runs the bot, and how they are reached; empty: not told."""
    public_url: str = ""
    """Where the pages of the reports are, without a slash at the end; empty: there are none."""
    quiet: tuple[int, int] | None = None
    """Minutes of the day from and to which nobody is told anything unasked; None: never."""
    offset: float = 0.0
    """Hours that the clocks here are ahead of UTC."""
    has_history: bool = True
    """Whether it is noted what becomes of each report; it is not of those on a cluster."""

    def local(self, seconds: float) -> tuple[int, int]:
        """Return the day, and the minute of it, of a time in seconds since 1970.

        >>> Policy(offset=8).local(0)
        (0, 480)
        """
        minutes = int(seconds / 60 + self.offset * 60)
        return minutes // _DAY, minutes % _DAY

    def is_quiet(self, minute: int) -> bool:
        """Whether a minute of the day is in the quiet hours, which may go over midnight."""
        first, last = self.quiet or (0, 0)
        return (first <= minute < last) if first <= last else not last <= minute < first


@dataclass(frozen=True, slots=True)
class AllowList:
    """The ids that are let in; nobody listed: everybody is.

    In a listed chat everybody may ask; a listed person may ask in private and inline. Groups that
    are not listed are left.
    """

    chats: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()

    @property
    def is_limited(self) -> bool:
        """Whether anybody is not let in."""
        return bool(self.chats or self.users)

    def allows(self, user: int | None, group: int | None) -> bool:
        """Whether somebody may ask, in a group or (None) elsewhere."""
        if not self.is_limited:
            return True
        return group in self.chats if group is not None else user in self.users | self.chats
