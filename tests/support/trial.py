"""A bot as a process on trial: asked, troubled, and held to account for every question."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.support.running import PATIENCE, RunningBot
from tests.telegram import Chat, FakeTelegram, Message
from tests.telegram.waiting import Unanswered

QUESTION = "望月桥全长多少米?"
ANSWER = "全长42米"


class Count(NamedTuple):
    """How many questions were asked, not answered, answered more than once."""

    asked: int
    lost: int
    doubled: int

    def __str__(self) -> str:
        return f"{self.asked} asked, {self.lost} lost, {self.doubled} answered twice"


@dataclass(slots=True)
class Trial:
    """A bot and its Telegram, and what was asked so far."""

    telegram: FakeTelegram
    bot: RunningBot
    asked: list[Message] = field(default_factory=list)

    def ask(self, chat: Chat | None = None) -> Message:
        """Have somebody ask, the reader or the person of a private chat."""
        user = None if chat is None else self.telegram.world.users[chat.id]
        message = self.telegram.say(QUESTION, user=user)
        self.asked.append(message)
        return message

    async def answered(self, *asked: Message, patience: float = PATIENCE) -> None:
        """Wait for the answers to questions, and see that they are right."""

        def found() -> bool | None:
            return all(self.answers(one) for one in asked) or None

        waiting = f"answers to {[one.id for one in asked]}"
        await self.telegram.world.tide.until(found, patience, waiting)
        for one in asked:
            assert ANSWER in self.answers(one)[0].text

    def answers(self, asked: Message) -> list[Message]:
        """What the bot sent in reply to a question."""
        return [
            message
            for message in self.telegram.world.messages.values()
            if message.sender == self.telegram.bot
            and (message.chat.id, message.reply_to) == (asked.chat.id, asked.id)
        ]

    async def count(self, patience: float = PATIENCE) -> Count:
        """Wait until all is answered and acknowledged, but not for ever; then count."""
        with contextlib.suppress(Unanswered):
            await self.answered(*self.asked, patience=patience)
            await self.telegram.taken(PATIENCE)
        counts = [len(self.answers(asked)) for asked in self.asked]
        return Count(len(counts), counts.count(0), sum(count > 1 for count in counts))

    def person(self, name: str) -> Chat:
        """Bring somebody else into the world; return their private chat."""
        return self.telegram.private(self.telegram.user(name))


Row = Callable[[Trial], Awaitable[None]]
"""Something that goes wrong, and a question that is answered all the same."""


@asynccontextmanager
async def living_through(home: Path, *command: str) -> AsyncIterator[Trial]:
    """A bot that is started while Telegram is down, answers, and is stopped by SIGTERM."""
    async with FakeTelegram() as telegram:
        telegram.faults.fail("*", code=502, times=2)
        bot = RunningBot(home, telegram)
        bot.command = command or bot.command
        async with bot:
            trial = Trial(telegram, bot)
            await trial.answered(trial.ask())
            yield trial
            telegram.faults.clear()
            assert await bot.stop() == 0
            assert_discreet(trial)


def assert_discreet(trial: Trial) -> None:
    """Nothing it wrote tells its token, or is a stack trace of what happens every day."""
    assert trial.telegram.token.partition(":")[2] not in trial.bot.output
    assert "Traceback" not in trial.bot.output


def failing(method: str, code: int, seconds: float = 1.5) -> Row:
    """Questions asked while requests fail for a while; Telegram knows that it did not do them."""

    async def row(trial: Trial) -> None:
        with trial.telegram.faults.fail(method, code=code, times=None) as fault:
            first = trial.ask()  # a poll that is under way still brings it
            await trial.telegram.called(method, trial.telegram.count(method) + 1, PATIENCE)
            second = trial.ask()
            await asyncio.sleep(seconds)
            assert fault.hits
            assert trial.answers(second) == []
        await trial.answered(first, second)

    return row
