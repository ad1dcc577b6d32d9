"""Where questions arrive and answers leave, whether by Telegram or in a terminal."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import ParamSpec, TypeVar

from bot import below, catalogue, checking, evidence, explaining, hits, reading, rendering
from bot.buttons import Action, Press, long_ids
from bot.holdings import Holdings
from bot.journal import Conversation, Journal
from bot.metrics import Metrics
from bot.office import Office
from bot.policy import Policy
from bot.reader import Command, Reader
from bot.records import Records, Verdict
from bot.reply import Reply
from bot.styled import shortened
from retrieval.answer import Passage, Question, Told
from retrieval.article import Article, Quote
from retrieval.asking.search_query import SearchQuery
from retrieval.language.folding import fold
from retrieval.library import Library
from retrieval.proof.reference import Reference
from retrieval.proof.verdict import Verdict as Claimed

__all__ = ["Command", "Desk", "Reader"]

_P = ParamSpec("_P")
_T = TypeVar("_T")
_THREADS = 2
_ECHO = 60
_DIGITS = 7
_HELP = "help"
"""What a link that names no place brings along."""


class Desk:
    """Answers readers from the library, remembering in the journal what they were told.

    The library's work is done on a few threads of its own, beside the event loop.
    """

    def __init__(
        self,
        library: Library,
        journal: Journal,
        policy: Policy | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._library = library
        self._metrics = metrics or Metrics()
        self._journal = journal
        self._long_ids = long_ids(article.id for article in library.articles)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="library")
        self._holdings = Holdings(library)
        self.office = Office(Records(journal), policy or Policy(), library.version)

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
        if isinstance(found, Claimed):
            return await self._proved(checking.checked(reader.words, found))
        return await self._proved(rendering.answered(reader.words, found))

    def parameter(self, press: Press) -> str | None:
        """Return what a deep link carries that opens what a button does, if it can be linked."""
        article = self._article(press.article) if press.action is Action.OPEN else None
        if article is None:
            return None
        return Reference(article, press.number, press.number, press.mark).parameter()

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
            "verify": self.verify,
            "why": self.why,
            "random": self.random,
            "about": self.about,
            **self.office.commands,
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
        """Answer a question; an address, written alone, is read out."""
        if not text and reader.in_group:
            return Reply(reader.words("ask_usage"))
        if self._named(text)[0]:
            return await self.read(reader, text)
        question = Question(text, await self._last_told(reader.conversation))
        with self._metrics.finding():
            answer = await self._beside(self._library.answer, question)
        self._metrics.answered(below.outcome(answer))
        told = rendering.answered(reader.words, answer)
        counted = replace(told, outcome=below.outcome(answer), terms=self._terms(text))
        return await self._proved(below.with_buttons(reader.words, answer, counted))

    async def search(self, reader: Reader, text: str) -> Reply:
        """List the passages that hold certain words or phrases, of certain reports."""
        if not text:
            return Reply(reader.words("search_usage"))
        return await self._found(reader, hits.Search(text))

    async def verify(self, reader: Reader, text: str) -> Reply:
        """Tell whether the reports say what is quoted."""
        if not text:
            return Reply(reader.words("verify_usage"))
        verdict = await self._beside(self._library.verify, text)
        return await self._proved(checking.checked(reader.words, verdict))

    async def why(self, reader: Reader, text: str) -> Reply:
        """Tell what decides on a question: which of its words matched, and how much they count."""
        explanation = await self._beside(self._library.explain, Question(text)) if text else None
        return explaining.explained(reader.words, explanation)

    async def articles(self, reader: Reader, text: str) -> Reply:
        """List the articles, by pages; the text is the number of a page, or words of titles."""
        return await self._listed(reader, text)

    async def random(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Show some paragraph."""
        articles = self._library.articles
        if not articles:
            return Reply(reader.words("empty_corpus"))
        article = random.choice(articles)  # noqa: S311 -- no secret
        filled = [number for number, text in enumerate(article.texts, 1) if text.strip()]
        if not filled:
            return await self._proved(reading.whole(reader.words, article))
        number = random.choice(filled)  # noqa: S311 -- no secret
        return await self._proved(reading.paragraph(reader.words, article, number))

    async def about(self, reader: Reader, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell what the library holds."""
        summary = await self._beside(lambda: self._holdings.summary)
        return catalogue.about(reader.words, summary)

    async def read(self, reader: Reader, text: str) -> Reply:
        """Show a paragraph (`a07-3`), several (`a07-3-5`), an article (`a07`) or its page 2."""
        if not text:
            example = next((str(a.paragraph(1).address) for a in self._library.articles), "a01-1")
            return Reply(reader.words("read_usage", example=example))
        reference, page = self._named(text)
        if reference is None:
            return self._nowhere(reader, text)
        return await self._proved(reading.shown(reader.words, reference, page))

    async def press(self, reader: Reader, press: Press, asked: str = "") -> Reply | str:
        """Do what a button asks for; a text instead is an alert that says why that cannot be.

        `asked` are the words of the question it stands under, as far as they are known.
        """
        if press.action is Action.LIST:
            return await self._listed(reader, asked, press.number)
        name = self._long_ids.get(press.article, press.article)
        if press.leans:
            if not asked:
                return reader.words.plain("question_gone")
            if press.action is Action.WHY:
                return await self.why(reader, asked)
            number = press.last if press.part else 0
            return await self._found(reader, hits.Search(asked, name, number), press.number)
        article = self._article(name)
        if article is None:
            return reader.words.plain("gone")
        return await self._proved(self._shown(reader, press, article))

    async def judge(self, reader: Reader, press: Press, asked: str) -> str:
        """Keep what a reader thinks of an answer; return a word of thanks."""
        article = self._long_ids.get(press.article, press.article)
        place = (article, press.number, press.part, press.last)
        is_good = press.action is Action.GOOD
        verdict = Verdict(*place, self._terms(asked), is_good, self._library.version)
        await self.office.judge(reader, verdict)
        return reader.words.plain("thanks_good" if is_good else "thanks_bad")

    async def sent(self, reader: Reader, reply: Reply) -> None:
        """Remember what a reader has been told, now that it has reached them."""
        if reply.remembered:
            await self._journal.record(reader.conversation, reply.told)
        await self.office.count(reply)

    async def prove(self, quotes: Iterable[Quote]) -> None:
        """Compare quotes with the stored reports; ProofError when one is not what they say."""
        await self._beside(lambda: [self._library.prove(quote) for quote in quotes])

    def close(self) -> None:
        """Let the threads go; what has not been begun is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _proved(self, reply: Reply) -> Reply:
        """Return the reply, now that each quote in it is proved; ProofError when one is not."""
        await self.prove(reply.quotes)
        return reply

    async def _found(self, reader: Reader, search: hits.Search, page: int = 1) -> Reply:
        passages = await self._beside(self._passages, search)
        return await self._proved(hits.found(reader.words, search, passages, page))

    def _passages(self, search: hits.Search) -> list[Passage]:
        """Return what a search finds, but for the passage that was quoted before."""
        found = self._library.search(search.words, hits.MOST)
        before = (search.article, search.number)
        others = [p for p in found if (p.quote.article.id, p.quote.number) != before]
        query = SearchQuery.parse(search.words)
        if query.phrases or query.has_filters:
            return others
        words = [word for word in self._library.terms(search.words) if len(word) > 1]
        named = [p for p in others if p.quote.highlights or _titled(p.quote.article, words)]
        return named if words else others

    async def _listed(self, reader: Reader, text: str, page: int = 0) -> Reply:
        """List a page of the articles; of those titled so, unless the text is a page's number."""
        if text.isdecimal() and len(text) < _DIGITS:
            page, text = page or int(text), ""
        titled = partial(self._holdings.titled, text)
        articles = await self._beside(titled if text else lambda: self._holdings.by_source)
        return catalogue.catalogue(reader.words, articles, page or 1, text)

    def _terms(self, text: str) -> str:
        """Return the words of a question as far as they may be kept: no little ones between."""
        if not self.office.policy.keeps_terms:
            return ""
        words = [word for word in self._library.terms(text) if len(word) > 1]
        longest = (one for one in words if not any(one != word and one in word for word in words))
        return " ".join(longest)

    def _shown(self, reader: Reader, press: Press, article: Article) -> Reply:
        if press.action in (Action.WHOLE, Action.BOOK):
            return reading.whole(reader.words, article, press.number)
        first, last = press.number, press.number
        if press.action is Action.RANGE:
            first, last = press.part, min(press.last, len(article.texts))
        if not 1 <= first <= last <= len(article.texts):
            return self._no_paragraph(reader, article, first)
        page = press.number if press.action is Action.RANGE else press.part + 1
        return reading.shown(reader.words, Reference(article, first, last, press.mark), page)

    def _no_paragraph(self, reader: Reader, article: Article, number: int) -> Reply:
        title, count = shortened(article.title, _ECHO), len(article.texts)
        return Reply(reader.words("no_such_paragraph", title=title, count=count, number=number))

    def _nowhere(self, reader: Reader, text: str) -> Reply:
        """Say that there is no such place: no such paragraph, or nothing with that id at all."""
        name, _, number = text.strip().rpartition("-")
        reference = self._library.resolve(name)
        counted = number.isdecimal() and len(number) < _DIGITS and int(number) > 0
        if reference and reference.is_whole and counted:
            return self._no_paragraph(reader, reference.article, int(number))
        return Reply(reader.words("no_such_place", typed=shortened(text, _ECHO)))

    def _named(self, text: str) -> tuple[Reference | None, int]:
        """Return what an address names, and the page of it: `a07-3`, `a07-3-5`, `a07 2`."""
        reference = self._library.resolve(text)
        name, _, page = text.strip().rpartition(" ")
        if reference or not (name and page.isdecimal() and len(page) < _DIGITS):
            return reference, 1
        return self._library.resolve(name), int(page)

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


def _titled(article: Article, words: Sequence[str]) -> bool:
    """Whether one of the words (folded) stands in the title."""
    title = fold(article.title)
    return any(word in title for word in words)
