"""The bot in conversation: it greets with questions to tap, and obeys the names of its buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.services.browsing import BrowsingService
from bot.services.library_pool import LibraryPool
from bot.services.questions import QuestionService
from bot.services.request import Request
from bot.services.search import SearchService
from bot.services.small_talk import Talk
from bot.views import overviews
from bot.views.callback_data import Action, CallbackData
from bot.views.quotes import copies
from bot.views.reply import Reply, code, join
from retrieval.answer import Aim, Told
from retrieval.citation.address import Reference
from retrieval.citation.citation import gbt7714, short
from retrieval.claims.criterion import ALL
from retrieval.claims.statements import Selected
from retrieval.query.follow_up import lent_words


class TalkService:
    """Answers talk, leaning on what a reader was told last."""

    def __init__(
        self,
        pool: LibraryPool,
        questions: QuestionService,
        search: SearchService,
        browsing: BrowsingService,
    ) -> None:
        self._pool, self._questions = pool, questions
        self._search, self._browsing = search, browsing

    async def greet(self, request: Request) -> Reply:
        """Say who speaks, with questions to tap."""
        snapshot = self._pool.snapshot
        examples = await self._pool.aside(lambda: snapshot.examples)
        there = Selected(ALL, (), len(self._pool.articles))
        return await self._pool.proved(overviews.greeting(request.words, there, examples))

    async def example(self, number: int) -> str | None:
        """Return the question that a button of the greeting asks; None when it is gone."""
        snapshot = self._pool.snapshot
        examples = await self._pool.aside(lambda: snapshot.examples)
        return examples[number - 1] if 1 <= number <= len(examples) else None

    async def in_english(self, request: Request, reply: Reply) -> Reply:
        """Say to a question in English what can be asked here, with questions to tap."""
        shown = await self.greet(request)
        if not shown.rows:
            return reply
        return replace(reply, text=request.words("english_examples"), rows=shown.rows)

    async def carry_on(self, request: Request, talk: Talk) -> Reply:
        """Do what a button of an answer does, for the answer that a reader was told last."""
        told = await self._questions.last_told(request.conversation)
        several = told is not None and told.aim is Aim.SEVERAL
        if told is None or (several and talk is not Talk.MORE):
            return Reply(request.words("nothing_told"))
        article = self._pool.library.article(told.article)
        asked = " ".join(dict.fromkeys(lent_words(told, article).split()))
        if several:
            return await self._search.search(request, asked)
        if talk is Talk.CITE:
            number = told.number
            return _cited(
                request, Reference(article, number, number) if number else Reference(article)
            )
        if talk is Talk.WHY:
            return await self._why(request, told, asked)
        if talk is Talk.WHOLE or not asked:
            return await self._browsing.read(request, article.id)
        press = CallbackData(Action.MORE, article.id, 1, 1, told.number)
        return await self._search.more(request, press, asked)

    async def _why(self, request: Request, told: Told, asked: str) -> Reply:
        """Tell what decided on an answer; where nothing was asked for, that nothing did."""
        if asked:
            return await self._questions.why(request, asked)
        return Reply(request.words("why_nothing" if told.number else "why_whole"))


def _cited(request: Request, reference: Reference) -> Reply:
    """Say how a place is cited: in short, and by the standard where it can be complete."""
    forms = filter(None, (short(reference), gbt7714(reference)))
    text = request.words("cited", citation=join(map(code, forms), "\n"))
    return Reply(text, (copies(request.words, reference),))
