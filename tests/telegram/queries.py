"""Questions that Telegram puts to the bot and that want one answer: buttons, inline, guest mode."""

# ruff: noqa: ASYNC109 - whoever waits in a test says how long, and gets Unanswered

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from tests.telegram.errors import refuse
from tests.telegram.values import CallbackAnswer, InlineAnswer, Message, User
from tests.telegram.waiting import PATIENCE, Tide

A = TypeVar("A")

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(kw_only=True, slots=True, eq=False)
class Query(Generic[A]):
    """A question to the bot; `answer()` waits for what the bot says to it."""

    id: str
    user: User
    tide: Tide
    is_open: bool = True
    given: A | None = None

    async def answer(self, timeout: float = PATIENCE) -> A:
        """Wait for the bot's answer; Unanswered when none comes in time."""
        what = f"an answer to the {type(self).__name__} of {self.user.first_name}"
        return await self.tide.until(lambda: self.given, timeout, what)

    def expire(self) -> None:
        """Let it grow too old: an answer is refused from now on."""
        self.is_open = False

    def close(self, answer: A) -> None:
        """Take the bot's answer, which is the only one."""
        self.given, self.is_open = answer, False
        self.tide.turn()


@dataclass(kw_only=True, slots=True, eq=False)
class CallbackQuery(Query[CallbackAnswer]):
    """A pressed button; it spins until the bot answers."""

    data: str
    message: Message


@dataclass(kw_only=True, slots=True, eq=False)
class InlineQuery(Query[InlineAnswer]):
    """`@bot words`, typed in any chat."""

    words: str
    offset: str


@dataclass(kw_only=True, slots=True, eq=False)
class GuestQuery(Query[Message]):
    """The bot was mentioned in a chat it is not in; the answer is what it posts there."""

    summons: Message


Q = TypeVar("Q", bound=Query)  # type: ignore[type-arg]


class Asked(dict[str, Q]):
    """The questions of one kind, by their ids."""

    def open(self, query_id: str) -> Q:
        """Return the question to answer; ApiError 400 when it is unknown, too old or answered."""
        query = self.get(query_id)
        if query is None or not query.is_open:
            refuse(TOO_OLD)
        return query
