"""Kill the bot with -9 at random moments under load, and count: `python -m tests.long.kill`.

Each round starts the bot, asks while it runs, and kills it; then the database is checked. After the
last round the bot is left alone until everything is answered.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sqlite3
import sys
import tempfile
import time
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from tests.support.running import PATIENCE, RunningBot
from tests.telegram import FakeTelegram, User
from tests.telegram.values import Call

QUESTIONS = ("望月桥全长多少米?", "谁是所长?", "书车走进多少个山村?", "西湖有多深?")
ASKERS, BACKLOG = 200, 10
PER_SECOND = 30
"""How many answers Telegram allows in a second."""

PAUSE, UPTIME, LIFETIME = 1 / PER_SECOND, 1.0, 2.0
"""Seconds between two questions; until the kill, from the first poll, or from the start."""

KNOWABLE = 1.0
"""Seconds from a kill within which an answer was under way: sent, and perhaps not noted down."""


@dataclass(frozen=True, slots=True)
class Count:
    """What came of it. `doubled` counts questions answered more than once, `broken` databases.

    `unexcused` are those of the doubled that were answered when no kill was near: more than is
    promised. `most` were doubled by one kill.
    """

    rounds: int
    asked: int
    lost: int
    doubled: int
    unexcused: int
    most: int
    broken: int
    leaks: int

    def __str__(self) -> str:
        return (
            f"{self.rounds} kills, {self.asked} questions: {self.lost} lost, "
            f"{self.doubled} answered twice ({self.unexcused} without excuse, at most {self.most} "
            f"by one kill), "
            f"{self.broken} databases broken, "
            f"{self.leaks} times the token was told"
        )


class Torture:
    """One bot, killed again and again while `telegram` has people ask it."""

    def __init__(self, telegram: FakeTelegram, home: Path, seed: int) -> None:
        self._telegram = telegram
        self._bot = RunningBot(home, telegram, MESSAGES_PER_SECOND=str(PER_SECOND))
        self._random = random.Random(seed)
        self._people: Sequence[User] = [telegram.user(f"读者{n}") for n in range(ASKERS)]
        self._asked: list[tuple[int, int]] = []
        self._kills: list[float] = []

    async def run(self, rounds: int) -> Count:
        """Kill it so many times, let it finish, and count."""
        broken = 0
        for _ in range(rounds):
            await self._round()
            broken += not self._is_whole()
        async with self._bot:
            await self._all_answered()
            await self._bot.stop()
        answers = self._answers()
        return Count(
            rounds,
            len(self._asked),
            sum(not answers[asked] for asked in self._asked),
            sum(answers[asked] > 1 for asked in self._asked),
            sum(answers[asked] > 1 and not self._is_excused(asked) for asked in self._asked),
            self._most_by_one_kill(asked for asked in self._asked if answers[asked] > 1),
            broken + (not self._is_whole()),
            self._bot.output.count(self._telegram.token.partition(":")[2]),
        )

    async def _round(self) -> None:
        for _ in range(BACKLOG):
            self._ask()
        polls = self._telegram.count("getUpdates")
        await self._bot.start()
        asking = asyncio.create_task(self._ask_on(polls + 1))
        if self._random.random() < 0.75:
            await self._telegram.called("getUpdates", polls + 1, PATIENCE)
            await asyncio.sleep(self._random.uniform(0, UPTIME))
        else:
            await asyncio.sleep(self._random.uniform(0, LIFETIME))
        self._kills.append(time.monotonic())
        await self._bot.kill()
        asking.cancel()

    async def _ask_on(self, polls: int) -> None:
        await self._telegram.called("getUpdates", polls, PATIENCE)
        while True:
            self._ask()
            await asyncio.sleep(PAUSE * self._random.random() * 2)

    def _ask(self) -> None:
        person = self._random.choice(self._people)
        asked = self._telegram.say(self._random.choice(QUESTIONS), user=person)
        self._asked.append((asked.chat.id, asked.id))

    async def _all_answered(self) -> None:
        def found() -> bool | None:
            answers = self._answers()
            return all(answers[asked] for asked in self._asked) or None

        await self._telegram.taken(PATIENCE)
        waiting = f"answers to {len(self._asked)} questions"
        await self._telegram.world.tide.until(found, PATIENCE * 15, waiting)

    def _answers(self) -> Counter[tuple[int, int]]:
        messages = self._telegram.world.messages.values()
        return Counter(
            (one.chat.id, one.reply_to)
            for one in messages
            if one.sender == self._telegram.bot and one.reply_to
        )

    def _is_excused(self, asked: tuple[int, int]) -> bool:
        """Whether all answers to a question but the last were under way at a kill."""
        *early, _ = [
            call.started for call in self._telegram.calls_of("sendMessage") if _answers(call, asked)
        ]
        return all(any(abs(kill - sent) < KNOWABLE for kill in self._kills) for sent in early)

    def _most_by_one_kill(self, doubled: Iterable[tuple[int, int]]) -> int:
        """Return how many were doubled by the kill that doubled most: the first after an answer."""
        calls = self._telegram.calls_of("sendMessage")
        first = (next(call.started for call in calls if _answers(call, one)) for one in doubled)
        kills = Counter(bisect(self._kills, sent - KNOWABLE) for sent in first)
        return max(kills.values(), default=0)

    def _is_whole(self) -> bool:
        if not self._bot.database.exists():
            return True  # it was killed before there was one
        with closing(sqlite3.connect(self._bot.database)) as database:
            return bool(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def _answers(call: Call, asked: tuple[int, int]) -> bool:
    """Whether a request sent an answer to this question."""
    to = call.arguments.get("reply_parameters") or {}
    chat, question = int(call.arguments["chat_id"]), to.get("message_id")
    return call.code == HTTPStatus.OK and (chat, question) == asked


async def torture(rounds: int, seed: int, home: Path) -> Count:
    """Kill a bot `rounds` times."""
    async with FakeTelegram() as telegram:
        return await Torture(telegram, home, seed).run(rounds)


def main() -> int:
    """Read the command line; the exit status is 0 when nothing was lost, broken or told."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        count = asyncio.run(torture(said.rounds, said.seed, Path(folder)))
    sys.stdout.write(f"{count}\n")
    return 1 if count.lost or count.unexcused or count.broken or count.leaks else 0


if __name__ == "__main__":
    sys.exit(main())
