"""`bot`: updates per second over loopback: this bot beside an echo bot that does nothing else.

Telegram is a process of its own that hands out updates a hundred at a time, as Telegram does, and
counts the answers; it does no more than that, so that what is measured is the bot. Wenbao remembers
what it was asked lately, so it is measured twice: with a few questions over and over, and with no
question twice.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import multiprocessing
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import web
from pydantic import SecretStr
from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from benchmarks.report import table
from bot.app import App
from bot.settings import Settings
from retrieval.commands.arguments import positive
from retrieval.corpus import SHIPPED, read
from retrieval.library import Library

CHATS, FEW = 500, 47
"""How many chats the updates come from, how many questions are a few."""

_TOKEN = "1:bench"  # noqa: S105 -- the loopback server takes any
_HOST = "127.0.0.1"
_BATCH = 100
_ASKED, _FARTHEST = 24, 500
_AT_ONCE = 8
_LONGEST = 120.0

Contender = Callable[[str], Awaitable[None]]
"""A bot that serves the Bot API at an address until it is cancelled."""

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Score:
    """How a bot did: updates answered per second, and its own processor time for one, in ms.

    `asked_before` is the share of the questions that had been asked before.
    """

    name: str
    asked_before: float
    rate: float
    cost: float


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--updates", type=positive, default=5000, help="how many; 5000")
    parser.add_argument("--rounds", type=positive, default=3, help="the median one counts; 3")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a table."""
    logging.disable()  # what is said at stopping is of no interest
    scores = measure(Library(read(SHIPPED)), arguments.updates, arguments.rounds)
    yield f"{arguments.updates} updates from {CHATS} chats, over loopback"
    yield ""
    header = ["bot", "asked before", "updates/s", "CPU ms per update"]
    rows = [
        [score.name, f"{score.asked_before:.0%}", f"{score.rate:,.0f}", f"{score.cost:.2f}"]
        for score in scores
    ]
    yield from table([header, *rows])


def measure(library: Library, updates: int, rounds: int) -> list[Score]:
    """Let each bot answer questions made of the reports' own words, one bot at a time.

    They take turns; of each the median round is returned. The first echoes and does no more.
    """
    distinct = questions(library, updates)
    few = list(islice(cycle(distinct[:FEW]), updates))
    races: list[tuple[str, Contender, Sequence[str]]] = [
        (f"echo, python-telegram-bot as installed ({_AT_ONCE} at once)", _echo, few),
        ("Wenbao, a few questions over and over", lambda url: _wenbao(url, library), few),
        ("Wenbao, no question twice", lambda url: _wenbao(url, library), distinct),
    ]
    played = [[_score(*race) for race in races] for _ in range(rounds)]
    in_order = [
        sorted(of_one, key=lambda score: score.rate) for of_one in zip(*played, strict=True)
    ]
    return [of_one[len(of_one) // 2] for of_one in in_order]


def questions(library: Library, count: int) -> list[str]:
    """Return so many different questions, as far as the reports have them: pieces of their text."""
    found: dict[str, None] = {}
    for at in range(_FARTHEST):
        for text in (text for article in library.articles for text in article.texts):
            if len(found) == count:
                return list(found)
            if at == 0 or at + _ASKED <= len(text):
                found.setdefault(text[at : at + _ASKED])
    return list(found) or ["?"]


def _score(name: str, contender: Contender, questions: Sequence[str]) -> Score:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    server = spawn.Process(target=_telegram, args=(theirs, questions), daemon=True)
    server.start()
    try:
        url = f"http://{_HOST}:{ours.recv()}/bot"
        seconds, busy = asyncio.run(_race(contender(url), ours))
    finally:
        server.kill()
        server.join()
    count = len(questions)
    asked_before = 1 - len(set(questions)) / count
    return Score(name, asked_before, count / seconds, 1000 * busy / count)


async def _race(contender: Awaitable[None], server: Connection) -> tuple[float, float]:
    """Return the seconds from the first update to the last answer, and the processor's seconds."""
    running = asyncio.ensure_future(contender)
    try:
        await _told(server, "the first updates were not fetched")
        began, spent = time.perf_counter(), time.process_time()
        await _told(server, "not everything was answered")
        return time.perf_counter() - began, time.process_time() - spent
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _told(server: Connection, otherwise: str) -> None:
    """Wait for what the server tells next."""
    if not await asyncio.to_thread(server.poll, _LONGEST):
        message = f"{otherwise} within {_LONGEST:.0f} s"
        raise TimeoutError(message)
    server.recv()


async def _echo(url: str) -> None:
    async def echo(update: Update, _: Any) -> None:  # noqa: ANN401 -- it is not looked at
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    builder = ApplicationBuilder().token(_TOKEN).base_url(url).concurrent_updates(_AT_ONCE)
    async with builder.build() as telegram:
        telegram.add_handler(MessageHandler(filters.TEXT, echo))
        await telegram.start()
        if telegram.updater:
            await telegram.updater.start_polling()
        try:
            await asyncio.Event().wait()
        finally:
            if telegram.updater:
                await telegram.updater.stop()
            await telegram.stop()


async def _wenbao(url: str, library: Library) -> None:
    with TemporaryDirectory() as folder:
        settings = Settings(
            telegram_bot_token=SecretStr(_TOKEN),
            telegram_api_url=url,
            data_dir=Path(folder),
            requests_per_minute=0,
            messages_per_second=0,
        )
        async with App.from_settings(settings, library=library) as app:
            await app.run()


def _telegram(parent: Connection, questions: Sequence[str]) -> None:
    """Be Telegram: tell the parent our port, the first fetch, and when all is answered."""
    waiting, answers = [_update(at, text) for at, text in enumerate(questions, 1)], 0
    sent = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}'
    me = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"b","username":"bench_bot"}}'
    answers_to = {"getMe": me, "getMyCommands": b'{"ok":true,"result":[]}'}

    async def answer(request: web.Request) -> web.Response:
        nonlocal answers
        method = request.match_info["method"]
        if method == "getUpdates":
            if len(waiting) == len(questions):
                parent.send(None)
            batch, waiting[:_BATCH] = waiting[:_BATCH], []
            if not batch:
                await asyncio.sleep(_LONGEST)
            return _json(json.dumps({"ok": True, "result": batch}).encode())
        if method == "sendMessage":
            await request.read()
            answers += 1
            if answers == len(questions):
                parent.send(None)
            return _json(sent)
        return _json(answers_to.get(method, b'{"ok":true,"result":true}'))

    asyncio.run(_listen(answer, parent))


async def _listen(answer: Handler, parent: Connection) -> None:
    """Answer requests on a free port, which is told to the parent, until killed."""
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, _HOST, 0).start()
    parent.send(runner.addresses[0][1])
    await asyncio.sleep(_LONGEST * 2)


def _json(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json")


def _update(at: int, text: str) -> dict[str, object]:
    person = {"id": 1000 + at % CHATS, "first_name": "r"}
    message = {
        "message_id": at,
        "date": 1,
        "chat": {**person, "type": "private"},
        "from": {**person, "is_bot": False},
        "text": text,
    }
    return {"update_id": at, "message": message}
