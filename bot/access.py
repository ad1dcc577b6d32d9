"""Who may use the bot: everybody, or the chats and the people the operator lists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
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
