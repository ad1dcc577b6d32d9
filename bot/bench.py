"""Updates per second over loopback: this bot beside echo bots that do nothing else.

Telegram is a process of its own that hands out updates a hundred at a time, as Telegram does, and
counts the answers; it does no more than that, so that what is measured is the bot. Wenbao remembers
what it was asked lately, so it is measured twice: with a few questions over and over, and with no
question twice.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.app import App
from bot.handlers.context import Context
from bot.health import Heartbeat
from bot.settings import Policy, Settings
from bot.telegram.application import CONNECTIONS, TelegramApplication
from bot.telegram.receive import Accept, Polling
from bot.telegram.runner import settle
from bot.telegram.transport import Transport
from bot.telegram.update_processor import UpdateProcessor
from retrieval.library import Library

UPDATES, CHATS, FEW = 5000, 50, 47
"""How many updates are answered, how many chats they come from, how many are a few questions."""

ROUNDS = 3
"""How often each bot is measured, in turns with the others; its median round counts."""

_TOKEN = "1:bench"  # noqa: S105 -- the loopback server takes any
_HOST = "127.0.0.1"
_BATCH = 100
_ASKED, _FARTHEST = 24, 500
_AT_ONCE = 8
_LONGEST = 120.0

Bot = tuple[TelegramApplication, Accept]
Contender = Callable[[str], AbstractAsyncContextManager[Bot]]
"""From the address of a Bot API to a bot that is ready to be started, and its way in."""

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


def measure(library: Library) -> tuple[Score, ...]:
    """Let each bot answer questions made of the reports' own words, one bot at a time.

    The first two are the echo bots to compare with: as installed, and with our own settings.
    """
    distinct = questions(library, UPDATES)
    few = list(islice(cycle(distinct[:FEW]), UPDATES))
    races: list[tuple[str, Contender, Sequence[str]]] = [
        (f"echo, python-telegram-bot as installed ({_AT_ONCE} at once)", _echo_as_installed, few),
        ("echo, ours: our transport and turns", _echo_like_ours, few),
        ("Wenbao, a few questions over and over", lambda url: _wenbao(url, library), few),
        ("Wenbao, no question twice", lambda url: _wenbao(url, library), distinct),
    ]
    rounds = [[_score(*race) for race in races] for _ in range(ROUNDS)]
    in_order = (
        sorted(of_one, key=lambda score: score.rate) for of_one in zip(*rounds, strict=True)
    )
    return tuple(of_one[len(of_one) // 2] for of_one in in_order)


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


def table(scores: Sequence[Score]) -> str:
    """Lay scores out as a table in Markdown, each beside the two bots that only echo."""
    installed, alike, *_ = scores
    lines = [f"{UPDATES} updates from {CHATS} chats, over loopback; median of {ROUNDS} rounds", ""]
    lines += ["| bot | asked before | updates/s | of ours | of installed | CPU ms per update |"]
    lines += ["| --- " * 6 + "|"]
    lines += [
        f"| {score.name} | {score.asked_before:.0%} | {score.rate:,.0f}"
        f" | {score.rate / alike.rate:.2f} | {score.rate / installed.rate:.2f}"
        f" | {score.cost:.2f} |"
        for score in scores
    ]
    return "\n".join(lines)


def _score(name: str, contender: Contender, questions: Sequence[str]) -> Score:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    server = spawn.Process(target=_telegram, args=(theirs, questions), daemon=True)
    server.start()
    try:
        url = f"http://{_HOST}:{ours.recv()}/bot"
        seconds, busy = asyncio.run(_run(contender(url), ours))
    finally:
        server.kill()
        server.join()
    count = len(questions)
    asked_before = 1 - len(set(questions)) / count
    return Score(name, asked_before, count / seconds, 1000 * busy / count)


async def _run(
    contender: AbstractAsyncContextManager[Bot], server: Connection
) -> tuple[float, float]:
    """Return the seconds until the server has every answer, and the processor's seconds."""
    async with contender as (bot, accept):
        await bot.initialize()
        await bot.start()
        polling = Polling(bot.bot, accept, Heartbeat())
        settle()
        began, spent = time.perf_counter(), time.process_time()
        receiving = asyncio.create_task(polling.run())
        answered = await asyncio.to_thread(server.poll, _LONGEST)
        took = time.perf_counter() - began, time.process_time() - spent
        receiving.cancel()
        await bot.stop()
        await bot.shutdown()
    if not answered:
        message = f"not everything was answered within {_LONGEST:.0f} s"
        raise TimeoutError(message)
    return took


@asynccontextmanager
async def _echo_as_installed(url: str) -> AsyncIterator[Bot]:
    builder = ApplicationBuilder().token(_TOKEN).base_url(url).updater(None)
    yield _echoing(builder.concurrent_updates(_AT_ONCE).build())


@asynccontextmanager
async def _echo_like_ours(url: str) -> AsyncIterator[Bot]:
    places = CONNECTIONS
    builder = ApplicationBuilder().token(_TOKEN).base_url(url).updater(None)
    builder.request(Transport(places)).get_updates_request(Transport(1))
    yield _echoing(builder.concurrent_updates(UpdateProcessor(places)).build())


@asynccontextmanager
async def _wenbao(url: str, library: Library) -> AsyncIterator[Bot]:
    with TemporaryDirectory() as folder:
        unlimited = Policy()
        settings = Settings(token=_TOKEN, api_url=url, data=Path(folder), policy=unlimited)
        async with App.from_settings(settings, library=library) as app:
            yield app.runner.telegram, app.runner.accept


def _echoing(telegram: TelegramApplication) -> Bot:
    async def echo(update: Update, _: Context) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    async def accept(updates: Sequence[Any]) -> None:
        for update in Update.de_list(list(updates), telegram.bot):
            await telegram.update_queue.put(update)

    telegram.add_handler(MessageHandler(filters.TEXT, echo))
    return telegram, accept


def _telegram(parent: Connection, questions: Sequence[str]) -> None:
    """Be Telegram: tell the parent our port, and later that the last question was answered."""
    waiting, answers = [_update(at, text) for at, text in enumerate(questions, 1)], 0
    sent = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}'
    me = b'{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"b","username":"bench_bot"}}'

    async def answer(request: web.Request) -> web.Response:
        nonlocal answers
        method = request.match_info["method"]
        if method == "getUpdates":
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
        return _json(me if method == "getMe" else b'{"ok":true,"result":true}')

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
