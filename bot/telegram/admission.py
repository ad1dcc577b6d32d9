"""Who is let in when an update arrives: whom the operator listed, at a pace that leaves room.

Who asks too fast is told once in a while, and then not answered at all: so a flood, also one of
strangers, takes nothing from anybody else.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic

from telegram import Chat, Update

from bot.policy import AllowList, Policy
from bot.telegram.filters import UpdateKind, asker, kind

BOUND = 20
"""So many updates of a chat may wait, for their handling or for their answer to be sent."""

_MINUTE = 60.0
_REMEMBERED = 10_000
"""Of more people and groups than this, those who have long rested are let go."""

_INLINE_COST = 0.25
"""What is typed inline asks several times until it is written."""


class Fate(StrEnum):
    """What becomes of an update when it arrives."""

    ADMITTED = "admitted"
    NOT_FOR_US = "not_for_us"
    STRANGER = "stranger"
    THROTTLED = "throttled"
    CROWDED = "crowded"


@dataclass(frozen=True, slots=True)
class AdmissionDecision:
    """What becomes of an update, and of what kind it is; whether anybody is to hear of it.

    Who is throttled may ask again in so many `seconds`.
    """

    fate: Fate
    kind: UpdateKind | None = None
    is_handled: bool = True
    seconds: int = 0


class Admission:
    """Decides on updates: `access` lists who is let in, `policy` says how fast they may ask.

    Admins are let in everywhere but in groups that are not listed. `commands` are those we know.
    """

    def __init__(
        self,
        access: AllowList,
        policy: Policy,
        commands: Collection[str],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._access, self._admins = access, policy.admins
        self._is_limited = access.is_limited
        self._commands = frozenset(commands)
        self._throttle, self._notices = Throttle(policy.per_minute, clock), Throttle(1, clock)

    def judge(self, update: Update, lane: str, waiting: int) -> AdmissionDecision:
        """Decide on an update of a lane in which so many are waiting."""
        what = kind(update, self._commands)
        if not self._lets_in(update):
            return AdmissionDecision(Fate.STRANGER, what, self._is_due(lane))
        if what is None:
            return AdmissionDecision(Fate.NOT_FOR_US, None, is_handled=False)
        if not what.is_request:
            return AdmissionDecision(Fate.ADMITTED, what)
        if waiting >= BOUND:
            return AdmissionDecision(Fate.CROWDED, what, self._is_due(lane), round(_MINUTE))
        if seconds := self._wait(update, what):
            is_told = what in {UpdateKind.CALLBACK, UpdateKind.INLINE} or self._is_due(lane)
            return AdmissionDecision(Fate.THROTTLED, what, is_told, seconds)
        return AdmissionDecision(Fate.ADMITTED, what)

    def _lets_in(self, update: Update) -> bool:
        if not self._is_limited:
            return True
        user, chat = update.effective_user, update.effective_chat
        group = chat.id if chat and chat.type != Chat.PRIVATE else None
        if self._access.allows(user.id if user else None, group):
            return True
        return group is None and user is not None and user.id in self._admins

    def _wait(self, update: Update, what: UpdateKind) -> int:
        who, chat = asker(update), update.effective_chat
        if what is UpdateKind.INLINE:
            return self._throttle.wait(f"inline {who}", cost=_INLINE_COST)
        return self._throttle.wait(str(who), str(chat.id if chat else who))

    def _is_due(self, lane: str) -> bool:
        """Whether a lane has not been told for a while that it must wait."""
        return not self._notices.wait(lane)


class Throttle:
    """Lets each asker have `per_minute` requests in a row, and then one as often as they refill.

    Askers are people and groups. 0 lets everybody do as they like. (The generic cell rate
    algorithm: a time for each.)
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._interval = _MINUTE / per_minute if per_minute else 0.0
        self._clock = clock
        self._full: dict[str, float] = {}

    def wait(self, *askers: str, cost: float = 1.0) -> int:
        """Count a request of `askers`, a person and perhaps the group; return 0.

        When one of them has asked too much it is not counted: return the seconds to wait.
        """
        now, more = self._clock(), self._interval * cost
        full = {asker: max(self._full.get(asker, now), now) + more for asker in set(askers)}
        over = max(full.values()) - now - _MINUTE
        if over > 1e-6:  # noqa: PLR2004 -- what adding up fractions may leave
            return math.ceil(over)
        self._full |= full
        if len(self._full) > _REMEMBERED:
            self._full = {one: time for one, time in self._full.items() if time > now}
        return 0
