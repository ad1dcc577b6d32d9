"""Where questions arrive and answers leave, whether by Telegram or in a terminal."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar

from bot import evidence, reading, rendering
from bot.buttons import Action, Press, long_ids
from bot.journal import Conversation, Journal
from bot.reply import Reply
from bot.styled import shortened
from bot.words import Words
from retrieval.answer import Question, Told
from retrieval.article import Address, Article, Quote
from retrieval.library import Library
from retrieval.reference import Reference
from retrieval.verdict import Verdict

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THREADS = 2
_HITS = 5
_ECHO = 60
_DIGITS = 7
_HELP = "help"
"""What a link that names no place brings along."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: their conversation, their language, and whether they are in a group."""

    conversation: Conversation
    words: Words
    in_group: bool = False


Command = Callable[[Reader, str], Awaitable[Reply]]
"""What a command does: from a reader and the text after the command to a reply."""


class Desk:
    """Answers readers from the library, remembering in the journal what they were told.

    The library's work is done on a few threads of its own, beside the event loop.
    """

    def __init__(self, library: Library, journal: Journal) -> None:
        self._library = library
        self._journal = journal
        self._long_ids = long_ids(article.id for article in library.articles)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="library")

    @property
    def journal(self) -> Journal:
        """What is remembered over a restart."""
        return self._journal

    async def quotes(self, text: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` proved quotes that bear on words typed in any chat."""
        return await self._beside(evidence.quotes, self._library, text, limit)

    async def evidence(self, reader: Reader, claim: str, asked: str) -> Reply:
        """Tell what the reports have on a claim, and what was asked beside it."""
        about = await self._last_told(reader.conversation)
        found = await self._beside(evidence.on_claim, self._library, claim, asked, about)
        if isinstance(found, Verdict):
            return rendering.judged(reader.words, found)
        return rendering.answered(reader.words, found)

    def parameter(self, press: Press) -> str | None:
        """Return what a deep link carries that opens what a button does, if it can be linked."""
        article = self._article(press.article) if press.action is Action.OPEN else None
        return Reference(article, press.number, press.number).parameter() if article else None

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by name, without the slash."""
        return {
            "start": self.start,
            "help": self.help,
            "ask": self.ask,
            "search": self.search,
            "articles": self.articles,
            "read": self.read,
        }

    async def start(self, reader: Reader, text: str) -> Reply:
        """Greet; or, when a link brought an address along, show what it names."""
        if text and text != _HELP:
            return await self.read(reader, text)
        return Reply(reader.words("start", count=len(self._library.articles)))

    async def help(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say how to use the bot."""
        return Reply(reader.words("help_group" if reader.in_group else "help"))

    async def ask(self, reader: Reader, text: str) -> Reply:
        """Answer a question; the address of a paragraph, written alone, is read out."""
        if not text and reader.in_group:
            return Reply(reader.words("ask_usage"))
        named = self._named(text)
        if named and named.action is Action.TURN:
            return await self.read(reader, text)
        question = Question(text, await self._last_told(reader.conversation))
        answer = await self._beside(self._library.answer, question)
        return rendering.answered(reader.words, answer)

    async def search(self, reader: Reader, text: str) -> Reply:
        """List the passages that hold certain words."""
        if not text:
            return Reply(reader.words("search_usage"))
        passages = await self._beside(self._library.search, text, _HITS)
        return rendering.searched(reader.words, text, passages)

    async def articles(self, reader: Reader, text: str) -> Reply:
        """List the articles, by pages; the text is the number of a page."""
        page = int(text) if text.isdecimal() and len(text) < _DIGITS else 1
        return rendering.catalogue(reader.words, self._library.articles, page)

    async def read(self, reader: Reader, text: str) -> Reply:
        """Show a paragraph (`a07-3`), an article (`a07`) or its second page (`a07 2`)."""
        if not text:
            example = next((str(a.paragraph(1).address) for a in self._library.articles), "a01-1")
            return Reply(reader.words("read_usage", example=example))
        named = self._named(text)
        if named is None:
            return Reply(reader.words("no_such_place", typed=shortened(text, _ECHO)))
        return self._shown(reader, named, self._library.article(named.article))

    async def press(self, reader: Reader, press: Press) -> Reply | None:
        """Do what a button asks for; None when its article is gone."""
        if press.action is Action.LIST:
            return rendering.catalogue(reader.words, self._library.articles, press.number)
        article = self._article(self._long_ids.get(press.article, press.article))
        return self._shown(reader, press, article) if article else None

    async def sent(self, reader: Reader, reply: Reply) -> None:
        """Remember what a reader has been told, now that it has reached them."""
        if reply.remembered:
            await self._journal.record(reader.conversation, reply.told)

    def close(self) -> None:
        """Let the threads go; what has not been begun is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _shown(self, reader: Reader, press: Press, article: Article) -> Reply:
        if press.action in (Action.WHOLE, Action.BOOK):
            return reading.whole(reader.words, article, press.number)
        try:
            return reading.paragraph(reader.words, article, press.number, press.part)
        except IndexError:
            title, count = shortened(article.title, _ECHO), len(article.texts)
            return Reply(
                reader.words("no_such_paragraph", title=title, count=count, number=press.number)
            )

    def _named(self, text: str) -> Press | None:
        """Return the press of a button that would show what `text` names, if it names anything."""
        typed = " ".join(unicodedata.normalize("NFKC", text).split())
        forms = (text.strip(), typed, typed.lower())
        return next(filter(None, map(self._named_exactly, forms)), None)

    def _named_exactly(self, typed: str) -> Press | None:
        name, _, last = typed.rpartition(" ")
        if name and last.isdecimal() and len(last) < _DIGITS:
            return self._named_part(typed, 1) or self._named_part(name, int(last))
        return self._named_part(typed, 1)

    def _named_part(self, name: str, part: int) -> Press | None:
        """Return the press for page `part` of an article, or piece `part` of a paragraph."""
        if self._article(name):
            return Press(Action.WHOLE, name, part)
        try:
            address = Address.parse(name)
        except ValueError:
            return None
        if not self._article(address.article):
            return None
        return Press(Action.TURN, address.article, address.number, max(part - 1, 0))

    def _article(self, article_id: str) -> Article | None:
        try:
            return self._library.article(article_id)
        except KeyError:
            return None

    async def _last_told(self, conversation: Conversation) -> Told | None:
        """Return what the reader was last told, if it still stands in the reports."""
        told = await self._journal.recall(conversation)
        article = self._article(told.article) if told else None
        if told is None or article is None or told.number == 0:
            return told if article else None
        try:
            Quote(article, told.number, told.start, told.stop, told.highlights)
        except (ValueError, IndexError):
            return None
        return told

    async def _beside(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do the library's work on one of its threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(work, *args, **kwargs))
