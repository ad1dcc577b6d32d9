"""The fault table: whatever goes wrong, the bot answers again without help, and nothing is lost.

One process lives through it all, so that each row also begins where the one before left off.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.running import PATIENCE, RunningBot
from tests.telegram import Chat, FakeTelegram, Message

QUESTION = "望月桥全长多少米?"
ANSWER = "全长42米"
LONG_WAIT = 12


@dataclass
class Trial:
    """A bot and its Telegram, and what was asked so far."""

    telegram: FakeTelegram
    bot: RunningBot
    asked: list[Message] = field(default_factory=list)

    def ask(self, chat: Chat | None = None) -> Message:
        user = None if chat is None else self.telegram.world.users[chat.id]
        message = self.telegram.say(QUESTION, user=user)
        self.asked.append(message)
        return message

    async def answered(self, asked: Message) -> None:
        """Wait for the answer to a question."""

        def found() -> bool | None:
            return bool(self.answers(asked)) or None

        await self.telegram.world.tide.until(found, PATIENCE, f"an answer to {asked.id}")
        assert ANSWER in self.answers(asked)[0].text

    def answers(self, asked: Message) -> list[Message]:
        return [
            message
            for message in self.telegram.world.messages.values()
            if message.sender == self.telegram.bot
            and (message.chat.id, message.reply_to) == (asked.chat.id, asked.id)
        ]


Row = Callable[[Trial], Awaitable[None]]


def failing(method: str, code: int) -> Row:
    """A question asked while requests fail; Telegram knows that it did not do them."""

    async def row(trial: Trial) -> None:
        trial.telegram.faults.fail(method, code=code, times=2)
        await trial.answered(trial.ask())

    return row


def broken(method: str, way: str) -> Row:
    """A question asked while connections break, or carry nonsense."""

    async def row(trial: Trial) -> None:
        getattr(trial.telegram.faults, way)(method)
        await trial.answered(trial.ask())

    return row


async def too_many_requests(trial: Trial) -> None:
    trial.telegram.faults.fail("sendMessage", retry_after=1)
    await trial.answered(trial.ask())


async def slow_loris(trial: Trial) -> None:
    trial.telegram.faults.dribble("getUpdates", pace=400)
    trial.telegram.faults.dribble("sendMessage", pace=400)
    await trial.answered(trial.ask())


async def malformed_among_good(trial: Trial) -> None:
    first = trial.ask()
    trial.telegram.updates.push({"message": {"message_id": "?", "chat": []}})
    trial.telegram.updates.push({"callback_query": 3})
    await trial.answered(first)
    await trial.answered(trial.ask())
    await trial.telegram.taken()


async def twice_and_out_of_order(trial: Trial) -> None:
    first, second = trial.ask(), trial.ask()
    trial.telegram.updates.pending.reverse()
    trial.telegram.updates.repeat()
    await trial.answered(first)
    await trial.answered(second)
    trial.telegram.updates.repeat()
    await trial.answered(trial.ask())


async def another_poller(trial: Trial) -> None:
    trial.telegram.updates.terminate("Conflict: terminated by other getUpdates request")
    trial.telegram.faults.fail("getUpdates", code=409)
    await trial.answered(trial.ask())


async def outage(trial: Trial) -> None:
    await trial.telegram.stop()
    asked = trial.ask()
    await asyncio.sleep(1)
    await trial.telegram.start()
    await trial.answered(asked)


async def reports_vanish(trial: Trial) -> None:
    hidden = trial.bot.reports.rename(trial.bot.home / "hidden")
    trial.ask()  # answered, or said to be impossible, but not with another's words
    await asyncio.sleep(0.5)
    hidden.rename(trial.bot.reports)
    await trial.answered(trial.ask())


async def disk_full(trial: Trial) -> None:
    """No file of the process may grow: the database can be neither written nor extended."""
    limits = resource.prlimit(trial.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(trial.bot.pid, resource.RLIMIT_FSIZE, (1, limits[1]))
    asked = trial.ask()
    await asyncio.sleep(1.5)
    assert trial.telegram.updates.pending, "it was acknowledged without being written down"
    resource.prlimit(trial.bot.pid, resource.RLIMIT_FSIZE, limits)
    await trial.answered(asked)


ROWS: dict[str, Row] = {
    "429": too_many_requests,
    "401 when receiving": failing("getUpdates", 401),
    "401 when answering": failing("sendMessage", 401),
    "500 when answering": failing("sendMessage", 500),
    "502 when receiving": failing("getUpdates", 502),
    "502 when answering": failing("sendMessage", 502),
    "reset when receiving": broken("getUpdates", "drop"),
    "reset in the middle of updates": broken("getUpdates", "cut"),
    "reset before answering": broken("sendMessage", "drop"),
    "no JSON when receiving": broken("getUpdates", "garble"),
    "slow loris": slow_loris,
    "malformed among good": malformed_among_good,
    "twice and out of order": twice_and_out_of_order,
    "409": another_poller,
    "outage": outage,
    "the reports vanish": reports_vanish,
    "disk full": disk_full,
}

UNKNOWABLE: dict[str, Row] = {
    "reset in the middle of the receipt": broken("sendMessage", "cut"),
    "lost receipt": broken("sendMessage", "lose"),
    "no JSON as a receipt": broken("sendMessage", "garble"),
}
"""Telegram took the answer, and the bot cannot know: it may come twice, never not at all."""


@asynccontextmanager
async def living_through(home: Path) -> AsyncIterator[Trial]:
    """A bot that is started while Telegram is down, and stopped by SIGTERM."""
    async with FakeTelegram() as telegram:
        telegram.faults.fail("*", code=502, times=3)
        async with RunningBot(home, telegram) as bot:
            trial = Trial(telegram, bot)
            await trial.answered(trial.ask())
            yield trial
            assert await bot.stop() == 0
            assert telegram.token.partition(":")[2] not in bot.output
            assert "Traceback" not in bot.output


async def test_it_lives_through_the_fault_table(tmp_path: Path) -> None:
    async with living_through(tmp_path) as trial:
        patient = trial.telegram.private(trial.telegram.user("等得起的人"))
        trial.telegram.faults.fail("sendMessage", chat=patient.id, retry_after=LONG_WAIT)
        waiting = trial.ask(patient)
        for name, row in ROWS.items():
            try:
                await row(trial)
            except Exception as error:
                error.add_note(f"row: {name}\n{trial.bot.output[-2000:]}")
                raise
            trial.telegram.faults.faults = [
                fault for fault in trial.telegram.faults.faults if fault.chat
            ]
        await trial.answered(waiting)
        counts = [len(trial.answers(asked)) for asked in trial.asked]
        assert counts == [1] * len(counts)


async def test_what_nobody_can_know_is_answered_at_least_once(tmp_path: Path) -> None:
    async with living_through(tmp_path) as trial:
        for row in UNKNOWABLE.values():
            await row(trial)
        await asyncio.sleep(1.5)
        counts = [len(trial.answers(asked)) for asked in trial.asked]
        assert min(counts) == 1
        assert sum(counts) - len(counts) <= len(UNKNOWABLE)


async def test_a_chat_that_must_wait_keeps_no_other_waiting(tmp_path: Path) -> None:
    async with living_through(tmp_path) as trial:
        people = [trial.telegram.private(trial.telegram.user(f"甲{n}")) for n in range(40)]
        for chat in people:
            trial.telegram.faults.fail("sendMessage", chat=chat.id, retry_after=60, times=None)
            trial.ask(chat)
        await trial.answered(trial.ask())
