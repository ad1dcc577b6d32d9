"""The desk: takes a command, a question or a pressed button to whoever knows, and brings a reply.

It is the same for every surface; what must be remembered is remembered once a reply was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.desk import courtesy, passages
from bot.desk.claims import Claims
from bot.desk.office import Office
from bot.desk.places import Places
from bot.desk.questions import Questions
from bot.desk.reader import Command, Reader
from bot.desk.searches import Searches
from bot.desk.shelf import Shelf
from bot.desk.speech import Speech
from bot.journal import Journal
from bot.metrics import Metrics
from bot.policy import Policy
from bot.records import Records, Verdict
from bot.replies.buttons import Action, Press
from bot.replies.reply import Reply
from bot.transactions import Statement
from retrieval.article import Quote
from retrieval.citation.address import Reference
from retrieval.library import Library

__all__ = ["Command", "Desk", "Reader"]

_HELP = "help"
"""What a link that names no place brings along."""


class Desk:
    """Answers readers from the library, remembering in the journal what they were told."""

    def __init__(
        self,
        library: Library,
        journal: Journal,
        policy: Policy | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.journal = journal
        self.office = Office(Records(journal), policy or Policy(), library.version)
        self.speech = Speech(journal)
        self._shelf = Shelf(library)
        self._questions = Questions(self._shelf, journal, metrics or Metrics())
        self._searches = Searches(self._shelf)
        self._claims = Claims(self._shelf)
        self._places = Places(self._shelf)

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by name, without the slash."""
        return {
            "start": self.start,
            "help": self.help,
            "ask": self.ask,
            "why": self._questions.why,
            "search": self._searches.search,
            "verify": self._claims.verify,
            "read": self._places.read,
            "articles": self._places.articles,
            "random": self._places.random,
            "about": self._places.about,
            "settings": self.speech.settings,
            **self.office.commands,
        }

    async def start(self, reader: Reader, text: str) -> Reply:
        """Greet; or, when a link brought an address along, show what it names."""
        if text and text != _HELP:
            return await self._places.read(reader, text)
        return Reply(reader.words("start", count=len(self._shelf.articles)))

    async def help(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say how to use the bot."""
        return Reply(reader.words("help_group" if reader.in_group else "help"))

    async def ask(self, reader: Reader, text: str) -> Reply:
        """Answer a question; an address, written alone, is read out, and thanks are returned."""
        if not text and reader.in_group:
            return Reply(reader.words("ask_usage"))
        reply = await self._questions.again(reader, text) or await self._anew(reader, text)
        is_kept = reply.outcome and self.office.policy.keeps_terms
        return replace(reply, terms=self._kept(text)) if is_kept else reply

    async def _anew(self, reader: Reader, text: str) -> Reply:
        if self._places.is_address(text):
            return await self._places.read(reader, text)
        if courtesy.is_thanks(text):
            return Reply(reader.words("youre_welcome"))
        return await self._questions.ask(reader, text)

    async def evidence(self, reader: Reader, claim: str, asked: str) -> Reply:
        """Tell what the reports have on a claim, and what was asked beside it."""
        about = await self._questions.last_told(reader.conversation)
        return await self._claims.evidence(reader, claim, asked, about)

    async def quotes(self, text: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` proved quotes that bear on words typed in any chat."""
        return await self._claims.quotes(text, limit)

    async def press(self, reader: Reader, press: Press, asked: str = "") -> Reply | str:
        """Do what a button asks for; a text instead is an alert that says why that cannot be.

        `asked` are the words of the question it stands under, as far as they are known.
        """
        match press.action:
            case Action.WHY | Action.MORE | Action.HITS:
                return await self._go_on(reader, press, asked)
            case Action.LIST:
                return await self._places.articles(reader, asked, press.number)
            case Action.SPEAK:
                return await self.speech.choose(reader, press.number)
            case _:
                return await self._places.turn(reader, press)

    async def _go_on(self, reader: Reader, press: Press, asked: str) -> Reply | str:
        """Go on from a question as it was understood when it was asked."""
        question = await self._questions.understood(reader, asked) if asked else None
        if question is None:
            return reader.words.plain("question_gone")
        if press.action is Action.WHY:
            return await self._questions.explain(reader, question)
        words = await self._shelf.beside(self._shelf.library.in_full, question)
        return await self._searches.more(reader, press, words)

    async def judge(self, reader: Reader, press: Press, asked: str) -> str:
        """Keep what a reader thinks of an answer; return a word of thanks."""
        article = self._shelf.find(press.article)
        place = (article.id if article else press.article, press.number, press.part, press.last)
        is_good = press.action is Action.GOOD
        verdict = Verdict(*place, self._kept(asked), is_good, self._shelf.library.version)
        await self.office.judge(reader, verdict)
        return reader.words.plain("thanks_good" if is_good else "thanks_bad")

    def parameter(self, press: Press) -> str | None:
        """Return what a deep link carries that opens what a button does, if it can be linked."""
        article = self._shelf.find(press.article) if press.action is Action.OPEN else None
        if article is None:
            return None
        return Reference(article, press.number, press.number, press.mark).parameter()

    async def sent(self, reader: Reader, reply: Reply) -> None:
        """Remember what a reader has been told, now that it has reached them."""
        await self.journal.transact(*self.noting(reader, reply))

    def noting(self, reader: Reader, reply: Reply) -> Iterator[Statement]:
        """Yield what is to be carried out when a reader has been told something."""
        if reply.remembered:
            yield self.journal.recording(reader.conversation, reply.told)
        yield from self.office.counting(reply)

    def close(self) -> None:
        """Let the library's threads go."""
        self._shelf.close()

    def _kept(self, text: str) -> str:
        """Return the words of a question as far as they may be kept: no little ones between."""
        if not self.office.policy.keeps_terms:
            return ""
        words = passages.content(self._shelf.library, text)
        longest = (one for one in words if not any(one != word and one in word for word in words))
        return " ".join(longest)
