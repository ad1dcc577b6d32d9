"""Change reports while the bot is asked, and count: `python -m tests.long.reload`.

Files are written, removed, broken and mended in random order under a steady load of questions. What
an answer quotes must have stood in one version of its report; how long a change takes to be seen,
and what memory and files do meanwhile, is measured. `--index` has the bot answer from an index.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from retrieval import article_file
from retrieval.article import Article
from tests.long.soak import Sample, sample
from tests.support.running import PATIENCE, RunningBot
from tests.telegram import FakeTelegram, Message
from tests.telegram.waiting import Unanswered

SHELF, ASKERS, SAMPLES = 12, 30, 20
SEEN, SEEN_IN_MANY = 5.0, 10.0
"""Seconds within which a change must be answered from, also in an index of very many paragraphs."""
_SAID = re.compile(r"(.)峰镇的第(\d+)棵银杏栽下，镇上的第(\d+)户")
_NAMES = "青白红黄紫金银铜玉石松竹"
APOLOGIES = ("抱歉", "出了点问题", "对不上")


@dataclass(slots=True)
class Count:
    """What came of it; `late` are changes seen too late, `slowest` is in seconds."""

    changes: int = 0
    asked: int = 0
    lost: int = 0
    apologies: int = 0
    mixed: int = 0
    late: int = 0
    slowest: float = 0.0
    samples: list[Sample] = field(default_factory=list)

    def __str__(self) -> str:
        half = self.samples[len(self.samples) // 2 :] or [Sample(0, 0, 0, 0)]
        first, last = half[0], half[-1]
        return (
            f"{self.changes} changes, {self.asked} questions: {self.lost} lost, "
            f"{self.apologies} apologies, {self.mixed} mixed answers; "
            f"{self.late} changes seen late, the slowest after {self.slowest:.1f} s; "
            f"in the second half memory {first.memory / 1e6:.1f} -> {last.memory / 1e6:.1f} MB, "
            f"files {first.files:.0f} -> {last.files:.0f}"
        )


class Shelf:
    """Reports that change; each version of one says one number, twice."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._random = folder, random.Random(seed)
        self._numbers = itertools.count(1001)
        self.said: dict[str, set[str]] = {name: set() for name in _NAMES[:SHELF]}
        self.now: dict[str, str | None] = dict.fromkeys(self.said)
        for name in self.said:
            self._write(name)

    def change(self) -> str:
        """Change one report at random; return its name."""
        name = self._random.choice(list(self.said))
        kind = self._random.random()
        if kind < 0.15 and self.now[name]:
            self._file(name).unlink(missing_ok=True)
            self.now[name] = None
        elif kind < 0.3:
            self._file(name).write_text("---\nid: [", "utf-8")
        else:
            self._write(name)
        return name

    def mixed(self, text: str) -> bool:
        """Whether an answer quotes what no version of a report says."""
        return any(
            tree not in self.said[name] or tree != household
            for name, tree, household in _SAID.findall(text)
        )

    def fill(self, paragraphs: int) -> None:
        """Put so many more paragraphs beside the reports that change, ten a report."""
        for number in range(paragraphs // 10):
            texts = (f"第{number}号仓库第{n}间存放{number * 10 + n}箱货物。" for n in range(10))
            article = Article(f"f{number}", f"第{number}号仓库的清单", tuple(texts))
            (self._folder / f"f{number}.md").write_text(article_file.write(article), "utf-8")

    def _file(self, name: str) -> Path:
        return self._folder / f"s{_NAMES.index(name)}.md"

    def _write(self, name: str) -> None:
        number = str(next(self._numbers))
        self.said[name].add(number)
        self.now[name] = number
        text = f"{name}峰镇的第{number}棵银杏栽下，镇上的第{number}户人家参加。"
        article = Article(f"s{_NAMES.index(name)}", f"{name}峰镇栽树", (text,))
        self._file(name).write_text(article_file.write(article), "utf-8")


def question(name: str) -> str:
    """Return a question about a report of the shelf."""
    return f"{name}峰镇栽下的银杏是第几棵?"


class Trial:
    """A bot whose reports change while it is asked."""

    def __init__(
        self, telegram: FakeTelegram, bot: RunningBot, seed: int, paragraphs: int = 0
    ) -> None:
        self._telegram, self._bot, self._random = telegram, bot, random.Random(seed)
        self._shelf, self.count = Shelf(bot.reports, seed), Count()
        self._shelf.fill(paragraphs)
        self._limit = SEEN_IN_MANY if paragraphs else SEEN
        self._asked: list[Message] = []
        self._read, self._answers = 0, dict[tuple[int, int], tuple[int, int]]()
        self._people = [telegram.user(f"读者{number}") for number in range(ASKERS)]

    async def run(self, changes: int, per_second: float, pause: float) -> Count:
        """Change so many reports; each twentieth change is waited for, until it is answered."""
        async with self._bot:
            await self._telegram.called("getUpdates", 1, PATIENCE * 10)
            asking = asyncio.create_task(self._ask_on(1 / per_second))
            for number in range(changes):
                name = self._shelf.change()
                self.count.changes += 1
                await asyncio.sleep(pause)
                if number % max(1, changes // SAMPLES) == 0:
                    await self._seen(name)
                    self.count.samples.append(await sample(self._bot, number))
            asking.cancel()
            await self._finish()
            await self._bot.stop()
        return self.count

    async def _seen(self, name: str) -> None:
        """Write a report anew, and wait until it is answered from."""
        self._shelf._write(name)  # noqa: SLF001 -- the shelf is this trial's own
        number, began = self._shelf.now[name] or "", time.monotonic()
        while number not in await self._answer(self._ask(name)):
            if time.monotonic() - began > self._limit * 4:
                break
            await asyncio.sleep(0.1)
        took = time.monotonic() - began
        self.count.late += took > self._limit
        self.count.slowest = max(self.count.slowest, took)

    async def _ask_on(self, pause: float) -> None:
        while True:
            self._ask(self._random.choice(list(self._shelf.said)))
            await asyncio.sleep(pause)

    def _ask(self, name: str) -> Message:
        asked = self._telegram.say(question(name), user=self._random.choice(self._people))
        self._asked.append(asked)
        return asked

    async def _answer(self, asked: Message) -> str:
        def found() -> str | None:
            self._read_on()
            return self._text((asked.chat.id, asked.id))

        return await self._telegram.world.tide.until(found, PATIENCE * 5, "an answer")

    def _read_on(self) -> None:
        """Read what was written since the last time: to read all each time would slow us down."""
        messages = self._telegram.world.messages
        for message in itertools.islice(messages.values(), self._read, None):
            if message.sender == self._telegram.bot and message.reply_to:
                self._answers[message.chat.id, message.reply_to] = message.chat.id, message.id
        self._read = len(messages)

    def _text(self, asked: tuple[int, int]) -> str | None:
        """Return what was answered to a message, as it stands there now."""
        found = self._answers.get(asked)
        return self._telegram.world.messages[found].text if found else None

    async def _finish(self) -> None:
        asked = [(one.chat.id, one.id) for one in self._asked]

        def done() -> bool | None:
            self._read_on()
            return all(one in self._answers for one in asked) or None

        with contextlib.suppress(Unanswered):  # what is lost is counted
            await self._telegram.world.tide.until(done, PATIENCE * 2, "all answers")
        said = [text for one in asked if (text := self._text(one))]
        self.count.asked, self.count.lost = len(asked), max(0, len(asked) - len(said))
        self.count.apologies = sum(any(word in text for word in APOLOGIES) for text in said)
        self.count.mixed = sum(map(self._shelf.mixed, said))


async def trial(
    home: Path, changes: int, *, index: bool, paragraphs: int = 0, per_second: float = 30
) -> Count:
    """Have a bot of its own live through so many changes, under so many questions a second."""
    settings = {"INDEX_DIR": str(home / "index")} if index else {}
    async with FakeTelegram() as telegram:
        made = Trial(telegram, RunningBot(home, telegram, **settings), 1, paragraphs)
        return await made.run(changes, per_second, 0.1)


def main() -> int:
    """Read the command line; the exit status is 0 when nobody was disturbed, and nothing grew."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.reload", description=__doc__)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--index", action="store_true", help="answer from an index on the disk")
    parser.add_argument("--paragraphs", type=int, default=0, help="so many more that stay")
    parser.add_argument("--per-second", type=float, default=30, help="questions")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = trial(
            Path(folder),
            said.changes,
            index=said.index,
            paragraphs=said.paragraphs,
            per_second=said.per_second,
        )
        count = asyncio.run(work)
    sys.stdout.write(f"{count}\n")
    return 1 if count.lost or count.apologies or count.mixed or count.late else 0


if __name__ == "__main__":
    sys.exit(main())
