"""What is typed: an address, talk, a doubt or a question; and what goes on from its answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.policy import Policy
from bot.services import search, small_talk
from bot.services.browsing import BrowsingService
from bot.services.corrections import CorrectionService
from bot.services.evidence import EvidenceService
from bot.services.library_pool import LibraryPool
from bot.services.names import NamesService
from bot.services.questions import QuestionService
from bot.services.request import Request
from bot.services.search import SearchService
from bot.services.small_talk import Talk
from bot.services.talk import TalkService
from bot.services.verification import VerificationService
from bot.views import button_row, overviews, page_links
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import Reply
from retrieval.answer import Question, Why
from retrieval.article import Quote


class AskService:
    """Answers whatever somebody types or forwards, and what the buttons of an answer ask."""

    def __init__(
        self,
        pool: LibraryPool,
        questions: QuestionService,
        corrections: CorrectionService,
        policy: Policy,
    ) -> None:
        self._pool, self._policy = pool, policy
        self.questions, self.search = questions, SearchService(pool)
        self.names = NamesService(pool)
        self.browsing = BrowsingService(pool, corrections, policy.contact)
        self._verification = VerificationService(pool, corrections)
        self._evidence = EvidenceService(pool, partial(page_links.page_of, policy.public_url))
        self._talk = TalkService(pool, questions, self.search, self.browsing)

    async def greet(self, request: Request) -> Reply:
        """Say who speaks, with questions to tap."""
        return await self._talk.greet(request)

    async def help(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say how to use the bot."""
        return Reply(request.words("help_group" if request.in_group else "help"))

    async def ask(self, request: Request, text: str) -> Reply:
        """Answer a question; an address, written alone, is read out, and thanks are returned."""
        if not text and request.in_group:
            return Reply(request.words("ask_usage"))
        reply = await self._asked(request, text)
        is_kept = reply.outcome and self._policy.keeps_terms
        kept = replace(reply, terms=self.kept(text)) if is_kept else reply
        return button_row.folded(kept) if reply.outcome or reply.told else kept

    async def _asked(self, request: Request, text: str) -> Reply:
        """Answer a question with all the buttons that there are to its answer."""
        reply = await self.questions.again(request, text) or await self._anew(request, text)
        return self._with_evidence(request, reply) if reply.outcome else reply

    async def passed_on(self, request: Request, text: str) -> Reply:
        """Judge what others said, as far as the reports can tell; else answer it as a question."""
        judged = await self._verification.judged(request, text, is_passed_on=True)
        if judged is None:
            return await self.ask(request, text)
        return self._with_evidence(request, judged, is_verdict=True)

    async def verify(self, request: Request, text: str) -> Reply:
        """Tell whether the reports say what is quoted."""
        reply = await self._verification.verify(request, text)
        return self._with_evidence(request, reply, is_verdict=True)

    async def read(self, request: Request, text: str) -> Reply:
        """Show what an address names."""
        return self._with_page(request, await self.browsing.read(request, text))

    def _with_evidence(self, request: Request, reply: Reply, *, is_verdict: bool = False) -> Reply:
        """Return a reply with the buttons that bring its evidence, and open its page."""
        pack = page_links.pack_button(request.words, reply, is_verdict=is_verdict)
        return self._with_page(request, reply, *pack)

    def _with_page(self, request: Request, reply: Reply, *before: Button) -> Reply:
        page = page_links.page_button(
            request.words, self._policy.public_url, reply, in_group=request.in_group
        )
        return reply.over((*before, *page))

    async def packed(self, request: Request, press: CallbackData, asked: str) -> Reply | str:
        """Bring the evidence for what was answered to `asked`, which is answered once more.

        Where nobody knows what was asked, it is that for what the message shows.
        """
        if press.part == page_links.SHOWN or not asked:
            return await self._evidence.shown(request)
        reply = await self._once_again(request, press, asked)
        if not reply or not reply.quotes:
            return request.words.plain("question_gone")
        return await self._evidence.packed(request, asked, reply)

    async def _once_again(self, request: Request, press: CallbackData, asked: str) -> Reply | None:
        """Answer or judge once more what was asked, as it was then."""
        if press.part:
            return await self._verification.verify(request, asked)
        question = await self.questions.understood(request, asked)
        if question is None:
            return None
        judged = await self._verification.judged(request, asked)
        return judged or await self.questions.answer(request, question)

    async def _anew(self, request: Request, text: str) -> Reply:
        if self.browsing.is_address(text):
            return await self.read(request, text)
        if small_talk.is_thanks(text):
            return Reply(request.words("youre_welcome"))
        if talk := small_talk.meant(text):
            return await self._talked(request, talk)
        reply = await self.questions.ask(request, text, self._verification.judge)
        if not reply.outcome:
            return self._with_evidence(request, reply)
        in_english = reply.outcome == Why.ENGLISH
        return await self._talk.in_english(request, reply) if in_english else reply

    async def _talked(self, request: Request, talk: Talk) -> Reply:
        match talk:
            case Talk.GREETING | Talk.INTRODUCTION:
                return await self._talk.greet(request)
            case Talk.HELP:
                return await self.help(request, "")
            case Talk.FAREWELL:
                return Reply(request.words("farewell"))
            case _:
                return await self._talk.carry_on(request, talk)

    async def example(self, request: Request, press: CallbackData) -> Reply | str:
        """Answer an example question; its buttons do not lean on it, as nobody has typed it."""
        example = await self._talk.example(press.number)
        if example is None:
            return request.words.plain("old_button")
        reply = await self.questions.ask(request, example)
        return overviews.asked(reply, example)

    async def once_more(self, request: Request, press: CallbackData, asked: str) -> Reply | str:
        """Show an answer with all its buttons, or another page of it."""
        if press.part:
            return await self.names.page(request, press, asked)
        question = await self.questions.understood(request, asked) if asked else None
        if question is None:
            return request.words.plain("question_gone")
        if press.action is Action.PAGE:
            return button_row.folded(await self.questions.page(request, question, press.number))
        return button_row.unfolded(await self._asked(request, asked))

    async def go_on(self, request: Request, press: CallbackData, asked: str) -> Reply | str:
        """Go on from a question as it was understood when it was asked."""
        question = await self.questions.understood(request, asked) if asked else None
        if question is None:
            return request.words.plain("question_gone")
        if press.action is Action.WHY:
            return await self.questions.explain(request, question)
        words = await self._pool.beside(self._pool.library.in_full, question)
        return await self.search.more(request, press, words)

    async def warm_up(self) -> None:
        """Answer a question that nobody asked: the first that somebody asks is then fast, too."""
        await self._pool.aside(self._pool.library.prepare)
        example = await self._talk.example(1)
        if example:
            await self._pool.beside(self._pool.library.claim_in, example)
            await self._pool.beside(self._pool.library.answer, Question(example))

    async def evidence(self, request: Request, claim: str, asked: str) -> Reply:
        """Tell what the reports have on a claim, and what was asked beside it."""
        about = await self.questions.last_told(request.conversation)
        return await self._verification.evidence(request, claim, asked, about)

    async def quotes(self, text: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` proved quotes that bear on words typed in any chat."""
        return await self._verification.quotes(text, limit)

    def kept(self, text: str) -> str:
        """Return the words of a question as far as they may be kept: no little ones between."""
        if not self._policy.keeps_terms:
            return ""
        words = search.content(self._pool.library, text)
        longest = (one for one in words if not any(one != word and one in word for word in words))
        return " ".join(longest)
