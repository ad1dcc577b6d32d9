"""Takes a command, a question or a pressed button to the service that knows, and brings a reply.

It is the same in Telegram and in a terminal; what must be remembered is remembered once a reply was
sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from bot.observability import Metrics
from bot.policy import Policy
from bot.services import search, small_talk
from bot.services.browsing import BrowsingService
from bot.services.corpus_history import CorpusHistory
from bot.services.corrections import CorrectionService
from bot.services.delivery import Delivery
from bot.services.evidence import EvidenceService
from bot.services.flags import FlagService
from bot.services.library_pool import LibraryPool
from bot.services.names import NamesService
from bot.services.pictures import PictureService
from bot.services.privacy import Privacy
from bot.services.questions import QuestionService
from bot.services.request import Command, LanguageChoice, Request
from bot.services.search import SearchService
from bot.services.small_talk import Talk
from bot.services.statistics import ANSWERED, Statistics
from bot.services.subscriptions import SubscriptionService
from bot.services.talk import TalkService
from bot.services.trends import TrendService
from bot.services.uploads import UploadService
from bot.services.verification import VerificationService
from bot.storage.batching import Statement
from bot.storage.feedback import Rating, counting, missing
from bot.storage.storage import Storage
from bot.storage.subscriptions import Recipient, showing
from bot.views import button_row, overviews, page_links
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import Reply, code
from retrieval.answer import Question, Why
from retrieval.article import Quote
from retrieval.citation.address import Reference
from retrieval.library import Library

_HELP = "help"
"""What a link that names no place brings along."""


class Dispatcher:
    """Answers from the library, remembering in the storage who was told what."""

    def __init__(
        self,
        library: Library,
        storage: Storage,
        policy: Policy | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.storage = storage
        self.policy = policy = policy or Policy()
        self._privacy = Privacy(storage, policy)
        self.languages = LanguageChoice(storage.conversations)
        self._pool = pool = LibraryPool(library)
        self._statistics = Statistics(storage.feedback, policy, lambda: pool.library.version)
        self.show, self.one_version = pool.show, pool.one_version
        self._added: dict[str, Command] = {}
        self._questions = QuestionService(self._pool, storage.conversations, metrics or Metrics())
        self._search = SearchService(self._pool)
        self.corrections = CorrectionService(
            pool, storage.revisions, has_history=policy.has_history
        )
        self._verification = VerificationService(pool, self.corrections)
        self._browsing = BrowsingService(pool, self.corrections, policy.contact)
        self._subscriptions = SubscriptionService(pool, storage.subscriptions, policy)
        self._flags = FlagService(pool, storage.feedback, policy)
        self.uploads = UploadService(policy.admins)
        self.pictures = PictureService(pool, self.corrections)
        self.history = CorpusHistory(storage, pool.aside)
        self.delivery = Delivery(storage, pool, self.corrections, policy)
        self._names = NamesService(self._pool)
        self._trends = TrendService(self._pool)
        self._evidence = EvidenceService(self._pool, partial(page_links.page_of, policy.public_url))
        self._talk = TalkService(self._pool, self._questions, self._search, self._browsing)

    @property
    def library(self) -> Library:
        """The reports as they are now."""
        return self._pool.library

    @property
    def pool(self) -> LibraryPool:
        """The reports as pages use them: the same versions, and the same threads."""
        return self._pool

    def add(self, name: str, command: Command) -> None:
        """Know one more command, of which only who starts the bot knows how it is done."""
        self._added[name] = command

    @property
    def commands(self) -> Mapping[str, Command]:
        """The commands by name, without the slash."""
        return {
            "start": self.start,
            "help": self.help,
            "ask": self.ask,
            "why": self._questions.why,
            "search": self._search.search,
            "verify": self.verify,
            "read": self.read,
            "who": self._names.who,
            "places": self._names.places,
            "trend": self._trends.trend,
            "articles": self._browsing.articles,
            "random": self._browsing.random,
            "about": self._browsing.about,
            "settings": self.languages.settings,
            "id": self.ids,
            "changes": self.corrections.changes,
            "flag": self._flags.flag,
            "publish": self.publish,
            **self._subscriptions.commands,
            **self._privacy.commands,
            **self._statistics.commands,
            **self._added,
        }

    async def start(self, request: Request, text: str) -> Reply:
        """Greet; or, when a link brought an address along, show what it names."""
        if text and text != _HELP:
            return await self.read(request, text)
        return await self._talk.greet(request)

    async def help(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say how to use the bot."""
        return Reply(request.words("help_group" if request.in_group else "help"))

    async def publish(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say how a file is published: a file is only there in Telegram."""
        return Reply(request.words("publish_usage"))

    async def ids(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell the ids of whoever asks and of the chat, as settings name them (ADMIN_IDS …)."""
        user, chat = request.conversation.asker, request.conversation.chat
        return Reply(request.words("ids", user=code(str(user)), chat=code(str(chat))))

    async def ask(self, request: Request, text: str) -> Reply:
        """Answer a question; an address, written alone, is read out, and thanks are returned."""
        if not text and request.in_group:
            return Reply(request.words("ask_usage"))
        reply = await self._asked(request, text)
        is_kept = reply.outcome and self.policy.keeps_terms
        kept = replace(reply, terms=self._kept(text)) if is_kept else reply
        return button_row.folded(kept) if reply.outcome or reply.told else kept

    async def _asked(self, request: Request, text: str) -> Reply:
        """Answer a question with all the buttons that there are to its answer."""
        reply = await self._questions.again(request, text) or await self._anew(request, text)
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
        return self._with_page(request, await self._browsing.read(request, text))

    def _with_evidence(self, request: Request, reply: Reply, *, is_verdict: bool = False) -> Reply:
        """Return a reply with the buttons that bring its evidence, and open its page."""
        pack = page_links.pack_button(request.words, reply, is_verdict=is_verdict)
        return self._with_page(request, reply, *pack)

    def _with_page(self, request: Request, reply: Reply, *before: Button) -> Reply:
        page = page_links.page_button(
            request.words, self.policy.public_url, reply, in_group=request.in_group
        )
        return reply.over((*before, *page))

    async def _packed(self, request: Request, press: CallbackData, asked: str) -> Reply | str:
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
        question = await self._questions.understood(request, asked)
        if question is None:
            return None
        judged = await self._verification.judged(request, asked)
        return judged or await self._questions.answer(request, question)

    async def _anew(self, request: Request, text: str) -> Reply:
        if self._browsing.is_address(text):
            return await self.read(request, text)
        if small_talk.is_thanks(text):
            return Reply(request.words("youre_welcome"))
        if talk := small_talk.meant(text):
            return await self._talked(request, talk)
        if judged := await self._verification.judged(request, text):
            return self._with_evidence(request, judged)
        reply = await self._questions.ask(request, text)
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

    async def warm_up(self) -> None:
        """Answer a question that nobody asked: the first that somebody asks is then fast, too."""
        await self._pool.aside(self.library.prepare)
        example = await self._talk.example(1)
        if example:
            await self._pool.beside(self.library.claim_in, example)
            await self._pool.beside(self.library.answer, Question(example))

    async def evidence(self, request: Request, claim: str, asked: str) -> Reply:
        """Tell what the reports have on a claim, and what was asked beside it."""
        about = await self._questions.last_told(request.conversation)
        return await self._verification.evidence(request, claim, asked, about)

    async def quotes(self, text: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` proved quotes that bear on words typed in any chat."""
        return await self._verification.quotes(text, limit)

    async def press(  # noqa: PLR0911 -- a line for each service
        self, request: Request, press: CallbackData, asked: str = ""
    ) -> Reply | str:
        """Do what a button asks for; a text instead is an alert that says why that cannot be.

        `asked` are the words of the question it stands under, as far as they are known.
        """
        match press.action:
            case Action.WHY | Action.MORE | Action.HITS:
                return await self._go_on(request, press, asked)
            case Action.REST | Action.PAGE:
                return await self._once_more(request, press, asked)
            case Action.PACK:
                return await self._packed(request, press, asked)
            case Action.ASK:
                return await self._example(request, press)
            case Action.LIST:
                return await self._browsing.articles(request, asked, press.number)
            case Action.SPEAK:
                return await self.languages.choose(request, press.number)
            case Action.BELL | Action.UNWATCH:
                return await self._subscriptions.press(request, press, asked)
            case Action.CHANGES | Action.DIFFERENCE:
                return await self.corrections.press(request, press)
            case Action.FLAG:
                return await self._flags.press(request, press)
            case _:
                return await self._browsing.turn(request, press)

    async def _example(self, request: Request, press: CallbackData) -> Reply | str:
        """Answer an example question; its buttons do not lean on it, as nobody has typed it."""
        example = await self._talk.example(press.number)
        if example is None:
            return request.words.plain("old_button")
        reply = await self._questions.ask(request, example)
        return overviews.asked(reply, example)

    async def _once_more(self, request: Request, press: CallbackData, asked: str) -> Reply | str:
        """Show an answer with all its buttons, or another page of it."""
        if press.part:
            return await self._names.page(request, press, asked)
        question = await self._questions.understood(request, asked) if asked else None
        if question is None:
            return request.words.plain("question_gone")
        if press.action is Action.PAGE:
            return button_row.folded(await self._questions.page(request, question, press.number))
        return button_row.unfolded(await self._asked(request, asked))

    async def _go_on(self, request: Request, press: CallbackData, asked: str) -> Reply | str:
        """Go on from a question as it was understood when it was asked."""
        question = await self._questions.understood(request, asked) if asked else None
        if question is None:
            return request.words.plain("question_gone")
        if press.action is Action.WHY:
            return await self._questions.explain(request, question)
        words = await self._pool.beside(self._pool.library.in_full, question)
        return await self._search.more(request, press, words)

    async def rate(self, request: Request, press: CallbackData, asked: str) -> str:
        """Keep what a reader thinks of an answer; return a word of thanks."""
        article = self._pool.find(press.article)
        place = (article.id if article else press.article, press.number, press.part, press.last)
        is_good = press.action is Action.GOOD
        rating = Rating(*place, self._kept(asked), is_good, self._pool.library.version)
        await self._statistics.rate(request, rating)
        return request.words.plain("thanks_good" if is_good else "thanks_bad")

    def parameter(self, press: CallbackData) -> str | None:
        """Return what a deep link carries that opens what a button does, if it can be linked."""
        article = self._pool.find(press.article) if press.action is Action.OPEN else None
        if article is None:
            return None
        return Reference(article, press.number, press.number, press.mark).parameter()

    async def sent(self, request: Request, reply: Reply) -> None:
        """Remember what a reader has been told, now that it has reached them."""
        await self.storage.transact(*self.noting(request, reply))

    def noting(self, request: Request, reply: Reply) -> Iterator[Statement]:
        """Yield what is to be carried out when a reader has been told something."""
        if request.can_be_told:
            to = Recipient(request.conversation, request.words.language)
            yield from showing(to, reply.quotes)
        if reply.remembered:
            yield self.storage.conversations.recording(request.conversation, reply.told)
        if reply.outcome:
            yield counting(reply.outcome)
            if reply.terms and reply.outcome not in ANSWERED:
                yield missing(reply.terms, reply.outcome)

    def close(self) -> None:
        """Let the library's threads go."""
        self._pool.close()

    def _kept(self, text: str) -> str:
        """Return the words of a question as far as they may be kept: no little ones between."""
        if not self.policy.keeps_terms:
            return ""
        words = search.content(self._pool.library, text)
        longest = (one for one in words if not any(one != word and one in word for word in words))
        return " ".join(longest)
