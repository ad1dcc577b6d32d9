"""Watchers, and kills in the middle of telling them: `python -m tests.long.watch`.

People watch one word each of a few, reports that hold the words are published, and the bot is
killed with -9 again and again while it tells. Everybody must be told at least once.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from retrieval import article_file
from retrieval.article import Article
from tests.support.running import PATIENCE, RunningBot
from tests.telegram import FakeTelegram, User

WORDS = ("水稻", "蚕桑", "竹编", "古桥", "梨园")
_ALARM = "有新报道："


@dataclass(frozen=True, slots=True)
class Count:
    """What came of it: how many were told how often, after how many kills."""

    watchers: int
    kills: int
    untold: int
    doubled: int
    after_reimport: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.watchers} watchers, {self.kills} kills: {self.untold} not told, "
            f"{self.doubled} told more than once, {self.after_reimport} told when the same files "
            f"were written again; the last after {self.seconds:.0f} s"
        )


class Trial:
    """One bot, killed while it tells so many people of `telegram`."""

    def __init__(self, telegram: FakeTelegram, home: Path, watchers: int, seed: int) -> None:
        self._telegram, self._random = telegram, random.Random(seed)
        self._bot = RunningBot(home, telegram, MESSAGES_PER_SECOND="30")
        self._people = [telegram.user(f"读者{number}") for number in range(watchers)]
        self._kills = 0

    async def run(self, kills: int) -> Count:
        """Have everybody watch, publish, kill so often, let it finish, and count."""
        async with self._bot:
            await self._watch()
            await self._bot.stop()
        began = time.monotonic()
        self._publish()
        for _ in range(kills):
            await self._round()
        async with self._bot:
            await self._telegram.world.tide.until(self._all_told, PATIENCE * 15, "alerts")
            seconds = time.monotonic() - began
            told = self._told()
            self._publish()
            await asyncio.sleep(10)
            again = self._told().total() - told.total()
            await self._bot.stop()
        counts = [told[person.id] for person in self._people]
        return Count(
            len(counts),
            self._kills,
            counts.count(0),
            sum(count > 1 for count in counts),
            again,
            seconds,
        )

    async def _watch(self) -> None:
        for person, word in zip(self._people, itertools.cycle(WORDS), strict=False):
            self._telegram.say(f"/watch {word}", user=person)
        await self._telegram.taken(PATIENCE * 5)
        wanted = len(self._people)

        def answered() -> bool | None:
            messages = self._telegram.world.messages.values()
            return sum("🔔 好的" in m.text for m in messages) >= wanted or None

        await self._telegram.world.tide.until(answered, PATIENCE * 5, "answers to /watch")

    def _publish(self) -> None:
        for number, word in enumerate(WORDS):
            article = Article(f"w{number}", f"{word}的消息", (f"今年的{word}比往年更受人喜欢。",))
            file = self._bot.reports / f"w{number}.md"
            file.write_text(article_file.write(article), "utf-8")

    async def _round(self) -> None:
        """Run until some more were told, and kill at a random moment after that."""
        before = self._told().total()
        await self._bot.start()
        wanted = before + len(self._people) // 10

        def some() -> bool | None:
            return self._told().total() >= wanted or self._all_told()

        await self._telegram.world.tide.until(some, PATIENCE * 2, "some alerts")
        await asyncio.sleep(self._random.uniform(0, 1))
        await self._bot.kill()
        self._kills += 1

    def _told(self) -> Counter[int]:
        messages = self._telegram.world.messages.values()
        bot: User = self._telegram.bot
        return Counter(m.chat.id for m in messages if m.sender == bot and _ALARM in m.text)

    def _all_told(self) -> bool | None:
        return len(self._told()) == len(self._people) or None


async def trial(home: Path, watchers: int, kills: int, seed: int = 1) -> Count:
    """Have a bot of its own tell so many people, through so many kills."""
    async with FakeTelegram() as telegram:
        return await Trial(telegram, home, watchers, seed).run(kills)


def main() -> int:
    """Read the command line; the exit status is 0 when everybody was told."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.watch", description=__doc__)
    parser.add_argument("--watchers", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        count = asyncio.run(trial(Path(folder), said.watchers, said.kills))
    sys.stdout.write(f"{count}\n")
    return 1 if count.untold or count.after_reimport else 0


if __name__ == "__main__":
    sys.exit(main())
