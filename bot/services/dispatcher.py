"""Takes a command, a question or a pressed button to the service that knows, and brings a reply.

It is the same in Telegram and in a terminal; what must be remembered is remembered once a reply was
sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.observability import Metrics
from bot.policy import Policy
from bot.services.asking import AskService
from bot.services.corpus_history import CorpusHistory
from bot.services.corrections import CorrectionService
from bot.services.delivery import Delivery
from bot.services.flags import FlagService
from bot.services.library_pool import LibraryPool
from bot.services.pictures import PictureService
from bot.services.privacy import Privacy
from bot.services.questions import QuestionService
from bot.services.request import Command, LanguageChoice, Request
from bot.services.statistics import ANSWERED, Statistics
from bot.services.subscriptions import SubscriptionService
from bot.services.trends import TrendService
from bot.services.uploads import UploadService
from bot.storage.batching import Statement
from bot.storage.feedback import Rating, counting, missing
from bot.storage.storage import Storage
from bot.storage.subscriptions import Recipient, showing
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Reply, code
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
        self.corrections = CorrectionService(
            pool, storage.revisions, has_history=policy.has_history
        )
        questions = QuestionService(pool, storage.conversations, metrics or Metrics())
        self._asking = asking = AskService(pool, questions, self.corrections, policy)
        self.ask, self.passed_on, self.read = asking.ask, asking.passed_on, asking.read
        self.verify, self.evidence, self.quotes = asking.verify, asking.evidence, asking.quotes
        self.help, self.warm_up = asking.help, asking.warm_up
        self._subscriptions = SubscriptionService(pool, storage.subscriptions, policy)
        self._flags = FlagService(pool, storage.feedback, policy)
        self.uploads = UploadService(policy.admins)
        self.pictures = PictureService(pool, self.corrections)
        self.history = CorpusHistory(storage, pool.aside)
        self.delivery = Delivery(storage, pool, self.corrections, policy)
        self._trends = TrendService(pool)

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
            "why": self._asking.questions.why,
            "search": self._asking.search.search,
            "verify": self.verify,
            "read": self.read,
            "who": self._asking.names.who,
            "places": self._asking.names.places,
            "trend": self._trends.trend,
            "articles": self._asking.browsing.articles,
            "random": self._asking.browsing.random,
            "about": self._asking.browsing.about,
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
        return await self._asking.greet(request)

    async def publish(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Say how a file is published: a file is only there in Telegram."""
        return Reply(request.words("publish_usage"))

    async def ids(self, request: Request, text: str) -> Reply:  # noqa: ARG002 -- a Command
        """Tell the ids of whoever asks and of the chat, as settings name them (ADMIN_IDS …)."""
        user, chat = request.conversation.asker, request.conversation.chat
        return Reply(request.words("ids", user=code(str(user)), chat=code(str(chat))))

    async def press(  # noqa: PLR0911 -- a line for each service
        self, request: Request, press: CallbackData, asked: str = ""
    ) -> Reply | str:
        """Do what a button asks for; a text instead is an alert that says why that cannot be.

        `asked` are the words of the question it stands under, as far as they are known.
        """
        match press.action:
            case Action.WHY | Action.MORE | Action.HITS:
                return await self._asking.go_on(request, press, asked)
            case Action.REST | Action.PAGE:
                return await self._asking.once_more(request, press, asked)
            case Action.PACK:
                return await self._asking.packed(request, press, asked)
            case Action.ASK:
                return await self._asking.example(request, press)
            case Action.LIST:
                return await self._asking.browsing.articles(request, asked, press.number)
            case Action.SPEAK:
                return await self.languages.choose(request, press.number)
            case Action.BELL | Action.UNWATCH:
                return await self._subscriptions.press(request, press, asked)
            case Action.CHANGES | Action.DIFFERENCE:
                return await self.corrections.press(request, press)
            case Action.FLAG:
                return await self._flags.press(request, press)
            case _:
                return await self._asking.browsing.turn(request, press)

    async def rate(self, request: Request, press: CallbackData, asked: str) -> str:
        """Keep what a reader thinks of an answer; return a word of thanks."""
        article = self._pool.find(press.article)
        place = (article.id if article else press.article, press.number, press.part, press.last)
        is_good = press.action is Action.GOOD
        rating = Rating(*place, self._asking.kept(asked), is_good, self._pool.library.version)
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
