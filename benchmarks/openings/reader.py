"""A reader of the bot: asks in a private chat as the terminal does, and sees what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from time import process_time

from benchmarks.openings.sets import Row
from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.storage.conversations import Conversation
from bot.storage.storage import Storage
from bot.views.callback_data import Action, Button
from bot.views.reply import Reply
from bot.views.translations import SIMPLIFIED, Translations
from retrieval.answer import Told
from retrieval.article import Quote
from retrieval.claims.statements import Statement
from retrieval.library import Library

_PAGES = 10
WORDS = Translations()[SIMPLIFIED]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees: the reply, the pages that its buttons turn to, and the time it took.

    `seconds` is processor time of the first reply.
    """

    reply: Reply
    pages: Sequence[Reply] = ()
    seconds: float = 0.0

    @property
    def every(self) -> tuple[Reply, ...]:
        """The reply and all its pages."""
        return self.reply, *self.pages

    @property
    def text(self) -> str:
        """The first reply as text."""
        return self.reply.text.text

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of the first reply."""
        return self.reply.quotes

    @property
    def claims(self) -> tuple[Statement, ...]:
        """All that is claimed of the reports."""
        return tuple(claim for one in self.every for claim in one.claims)

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the reports that are shown, in order: quoted, or listed by a button."""
        return tuple(dict.fromkeys(i for one in self.every for i in _shown(one)))


@dataclass(slots=True)
class Reader:
    """Asks a library through the bot, each row in a conversation of its own."""

    library: Library

    def ask(self, row: Row) -> Seen:
        """Ask what a row asks, after what it says was asked before."""
        return asyncio.run(self._asked(row))

    async def _asked(self, row: Row) -> Seen:
        async with Storage(":memory:") as storage:
            dispatcher = Dispatcher(self.library, storage)
            try:
                return await self._converse(dispatcher, storage, row)
            finally:
                dispatcher.close()

    async def _converse(self, dispatcher: Dispatcher, storage: Storage, row: Row) -> Seen:
        request = Request(Conversation(1, 1), WORDS)
        if "about" in row:
            told = storage.conversations.recording(request.conversation, Told(row["about"]))
            await storage.transact(told)
        for before in row.get("before", ()):
            await dispatcher.sent(request, await said(dispatcher, request, before))
        began = process_time()
        reply = await said(dispatcher, request, row["question"])
        took = process_time() - began
        return Seen(reply, [p async for p in _turned(dispatcher, request, row, reply)], took)


async def said(dispatcher: Dispatcher, request: Request, line: str) -> Reply:
    """Answer a line as a private chat would; what fails is told as the bot tells it."""
    try:
        return await _obeyed(dispatcher, request, line)
    except Exception:  # noqa: BLE001 - so the bot does: whoever asks is told that it failed
        return Reply(request.words("failed"))


async def _obeyed(dispatcher: Dispatcher, request: Request, line: str) -> Reply:
    if not line.startswith("/"):
        return await dispatcher.ask(request, line)
    name, _, text = line[1:].partition(" ")
    return await dispatcher.commands[name](request, text.strip())


async def _turned(
    dispatcher: Dispatcher, request: Request, row: Row, reply: Reply
) -> AsyncIterator[Reply]:
    """Yield the pages that a reader comes to by pressing 下一页."""
    for _ in range(_PAGES):
        forward = next(filter(_turns, (one for line in reply.rows for one in line)), None)
        page = forward and await dispatcher.press(request, forward.press, row["question"])
        if not isinstance(page, Reply):
            return
        yield (reply := page)


def _turns(button: Button) -> bool:
    return button.label == WORDS.plain("page_forward") and not button.copies


def _shown(reply: Reply) -> Iterator[str]:
    listed = (b.press.article for row in reply.rows for b in row if b.press.action is Action.BOOK)
    yield from (quote.article.id for quote in reply.quotes)
    yield from listed
