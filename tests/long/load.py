"""Measure the bot under load, as a process: `python -m tests.long.load [MEASURE …]`.

The Telegram it talks to keeps Telegram's limits. What else the machine does is told by its load.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import quantiles

from bot.web.api_keys import hashed, new_key
from retrieval.corpus import SHIPPED, read
from tests.support.running import RunningBot
from tests.telegram import FakeTelegram, Message
from tests.telegram.rates import Rates

PEOPLE, FLOOD, UNREACHABLE = 1000, 1300, 260
PER_SECOND, MINUTE = 30, 60
READERS = 25
PIECE = 24
KEY = new_key()
PATIENCE = 600.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Load:
    """A bot and its Telegram; when each question was asked, and its answer sent."""

    def __init__(self, telegram: FakeTelegram, bot: RunningBot) -> None:
        self.telegram, self.bot = telegram, bot
        self.asked: dict[tuple[int, int], float] = {}
        self._random = random.Random(1)
        self._texts = [text for article in read(SHIPPED).articles for text in article.texts]

    def question(self) -> str:
        """Return a piece of the reports' text, which hardly comes twice."""
        text = self._random.choice(self._texts)
        start = self._random.randrange(max(1, len(text) - PIECE))
        return text[start : start + PIECE].strip() or text

    def ask(self, name: str) -> Message:
        """Have somebody new ask something new."""
        message = self.telegram.say(self.question(), user=self.telegram.user(name))
        self.asked[message.chat.id, message.id] = time.monotonic()
        return message

    def sent(self) -> dict[tuple[int, int], float]:
        """Return when the first answer to each question was sent, in the order of sending."""
        found: dict[tuple[int, int], float] = {}
        for call in self.telegram.calls_of("sendMessage"):
            to = call.arguments.get("reply_parameters") or {}
            key = int(call.arguments["chat_id"]), int(to.get("message_id") or 0)
            if call.code == 200 and key in self.asked:
                found.setdefault(key, call.started)
        return found

    def reached(self) -> int:
        """Return how many chats have been written to, or tried."""
        return len({call.arguments["chat_id"] for call in self.telegram.calls_of("sendMessage")})

    async def answered(self) -> list[float]:
        """Wait for all answers; return the seconds that each took, in the order of asking."""

        def found() -> dict[tuple[int, int], float] | None:
            sent = self.sent() if self.telegram.count("sendMessage") >= len(self.asked) else {}
            return sent if len(sent) == len(self.asked) else None

        sent = await self.telegram.world.tide.until(found, PATIENCE, "answers")
        return [sent[key] - asked for key, asked in self.asked.items()]

    def busy(self) -> float:
        """Return the processor's seconds that the bot has used."""
        fields = Path(f"/proc/{self.bot.pid}/stat").read_text(encoding="ascii").split()
        return (int(fields[13]) + int(fields[14])) / _TICKS


async def burst(load: Load) -> None:
    """A thousand people ask at once."""
    for number in range(PEOPLE):
        load.ask(f"读者{number}")
    took = await load.answered()
    places = {key: place for place, key in enumerate(load.sent())}
    moved = max(abs(places[key] - place) for place, key in enumerate(load.asked))
    refused = load.telegram.world.rates.refused if load.telegram.world.rates else 0
    _say(
        f"burst: {len(took)} answered in {max(took):.1f} s, none more than {moved} places off,"
        f" {refused} times asked for patience"
    )


async def steady(load: Load) -> None:
    """Thirty new questions a second for a minute."""
    began, busy = time.monotonic(), load.busy()
    for number in range(PER_SECOND * MINUTE):
        await asyncio.sleep(began + number / PER_SECOND - time.monotonic())
        load.ask(f"读者{number}")
    share = (load.busy() - busy) / (time.monotonic() - began)
    took = await load.answered()
    _say(f"steady: {_shown(took)}; {share:.0%} of a core")


async def flood(load: Load) -> None:
    """One member of a group asks 1,300 times; others ask meanwhile, and after a restart."""
    group = load.telegram.group()
    for when in ("before", "after"):
        for _ in range(FLOOD):
            load.telegram.command("ask", load.question(), group)
        for number in range(10):
            load.ask(f"{when}{number}")
            await asyncio.sleep(1)
        took, load.asked = await load.answered(), {}
        _say(f"flood, {when} a restart: the others {_shown(took)}")
        await load.bot.kill()
        polls = load.telegram.count("getUpdates")
        await load.bot.start()
        await load.telegram.called("getUpdates", polls + 1, PATIENCE)


async def deaf(load: Load) -> None:
    """260 chats cannot be written to; others ask meanwhile."""
    for number in range(UNREACHABLE):
        person = load.telegram.user(f"聋{number}")
        load.telegram.faults.fail("sendMessage", chat=person.id, times=None)
        load.telegram.say(load.question(), user=person)
    await load.telegram.world.tide.until(
        lambda: load.reached() > UNREACHABLE or None, PATIENCE, "chats"
    )
    for number in range(30):
        load.ask(f"读者{number}")
        await asyncio.sleep(1)
    _say(f"deaf: the others {_shown(await load.answered())}")


async def askers(load: Load) -> None:
    """A hundred programs ask the interface as fast as they can; people ask in Telegram meanwhile.

    Twice without them and twice with them, in turn.
    """
    took: dict[bool, list[float]] = {False: [], True: []}
    told = ""
    for number in range(4):
        is_crowded = bool(number % 2)
        programs = await _ask_by_programs(load.bot) if is_crowded else None
        for person in range(READERS):
            load.ask(f"读者{number}-{person}")
            await asyncio.sleep(0.5)
        took[is_crowded] += await load.answered()
        load.asked = {}
        if programs:
            programs.terminate()
            told = (await programs.communicate())[0].decode()
    _say(f"askers: alone {_shown(took[False])}; beside them {_shown(took[True])}; HTTP {told}")


async def _ask_by_programs(bot: RunningBot) -> Process:
    command = (sys.executable, "-m", "tests.long.askers", f"http://127.0.0.1:{bot.port}", KEY)
    programs = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    await asyncio.sleep(2)
    return programs


MEASURES: dict[str, Callable[[Load], Awaitable[None]]] = {
    "burst": burst,
    "steady": steady,
    "flood": flood,
    "deaf": deaf,
    "askers": askers,
}


def _shown(took: Sequence[float]) -> str:
    cuts = quantiles(took, n=20)
    return f"median {cuts[9]:.3f} s, p95 {cuts[18]:.3f} s, at most {max(took):.3f} s"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    sys.stdout.flush()


async def _measure(name: str, home: Path) -> None:
    limits = {
        "MESSAGES_PER_SECOND": "30",
        "REQUESTS_PER_MINUTE": "30",
        "CORPUS_DIR": "",
        "PUBLIC_URL": "https://bot.example.org",
        "API_KEYS": hashed(KEY),
        "API_REQUESTS_PER_MINUTE": "0",
    }
    async with (
        FakeTelegram(rates=Rates()) as telegram,
        RunningBot(home, telegram, **limits) as bot,
    ):
        load = Load(telegram, bot)
        await telegram.called("getUpdates", 1, PATIENCE)
        warm = load.ask("第一个")
        await load.answered()
        load.asked.pop((warm.chat.id, warm.id))
        await MEASURES[name](load)


def main() -> int:
    """Read the command line, and tell what was measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.load", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help="all of them by default")
    for name in parser.parse_args().measures or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_measure(name, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
