"""Questions: answered from the reports, with the reasons for the answer, or for its lack."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock

from cachetools import LRUCache

from bot.observability import Metrics
from bot.services.library_pool import SECONDS, LibraryPool
from bot.services.request import Request
from bot.storage.conversations import Conversation, Conversations
from bot.views import answers, explanation
from bot.views.answer_buttons import with_buttons
from bot.views.reply import Reply
from bot.views.translations import Translation
from retrieval.answer import Aim, Answer, Found, Listing, Question, Told, Why
from retrieval.article import Quote
from retrieval.claims.criterion import ALL

Judge = Callable[[Translation, str], Reply | None]
"""Tells, proved, what there is to say of a claim that a text doubts; None where it tells nothing.

It is called beside the event loop.
"""

_REMEMBERED = 500
"""How many replies are remembered, which are proved anew each time; their questions are not."""


class QuestionService:
    """Answers questions, which may lean on what was told last."""

    def __init__(self, pool: LibraryPool, conversations: Conversations, metrics: Metrics) -> None:
        self._pool, self._conversations, self._metrics = pool, conversations, metrics
        self._replies: LRUCache[tuple[object, ...], Reply] = LRUCache(_REMEMBERED)
        self._lock = Lock()
        self._salt = token_bytes(16)

    async def again(self, request: Request, text: str) -> Reply | None:
        """Answer a question that was asked lately, and leans on nothing; None for any other."""
        known = self._remembered(self._key(request.words, text))
        if known is None:
            return None
        return self._counted(await self._pool.proved(known), await self._before(request))

    async def ask(self, request: Request, text: str, judge: Judge | None = None) -> Reply:
        """Answer a question, if there is nothing to `judge` in it."""
        told = await self._before(request)
        with self._metrics.finding():
            question = Question(text, self._standing(told))
            reply = await self._pool.beside(self._found, request.words, question, judge)
        return self._counted(reply, told)

    async def answer(self, request: Request, question: Question) -> Reply:
        """Answer a question once more, as it was understood when it was asked."""
        return await self._pool.beside(self._found, request.words, question)

    async def why(self, request: Request, text: str) -> Reply:
        """Tell what decides on a question: which of its words matched, and how much they count."""
        if not text:
            return explanation.explained(request.words, None)
        about = self._standing(await self._before(request))
        return await self.explain(request, Question(text, about))

    async def page(self, request: Request, question: Question, number: int) -> Reply:
        """Show a page of the answer to a question; the nearest one when there is no such page."""
        reply = await self._pool.beside(self._compose, request.words, question, number)
        return await self._pool.proved(replace(reply, remembered=False, outcome=""))

    async def explain(self, request: Request, question: Question) -> Reply:
        """Tell what decides on a question as it was understood."""
        found = await self._pool.beside(self._pool.library.explain, question)
        return explanation.explained(request.words, found)

    async def understood(self, request: Request, text: str) -> Question | None:
        """Return a question that was asked before, and what it leaned on then.

        None when it leans on something, and nobody knows any more on what.
        """
        try:
            told = await self._conversations.context(request.conversation.chat, request.question)
        except LookupError:
            leans = await self._pool.beside(self._pool.library.leans, text)
            return None if leans else Question(text)
        return Question(text, self._standing(told))

    async def _before(self, request: Request) -> Told | None:
        """Return what was told before a question; for one that is edited, before it was asked."""
        if request.question:
            with contextlib.suppress(LookupError):
                told = await self._conversations.context(
                    request.conversation.chat, request.question
                )
                if told:
                    return told
        return await self._conversations.recall(request.conversation)

    def _counted(self, reply: Reply, about: Told | None) -> Reply:
        """Count an answer, and note what its question leaned on; a judgement is no answer."""
        if not reply.outcome:
            return reply
        self._metrics.answered(reply.outcome)
        return replace(reply, about=about)

    def _found(self, words: Translation, question: Question, judge: Judge | None = None) -> Reply:
        """Return what there is to say to a question, proved."""
        judged = judge(words, question.text) if judge else None
        return judged or self._pool.prove(self._compose(words, question))

    def _compose(self, words: Translation, question: Question, page: int = 1) -> Reply:
        library, text = self._pool.library, question.text
        leans = library.leans(text)
        key = self._key(words, text, question.about if leans else None)
        known = self._remembered(key) if page == 1 else None
        if known:
            return known
        answer = library.answer(question, SECONDS)
        reply = answers.answered(words, answer, page)
        reply = replace(reply, outcome=answers.outcome(answer))
        reply = with_buttons(words, answer, reply)
        if page == 1 and _is_kept(answer) and (question.about or not leans):
            with self._lock:
                self._replies[key] = reply
        return reply

    def _remembered(self, key: tuple[object, ...]) -> Reply | None:
        """Return a reply made lately. A look moves it to the front, and threads look too."""
        with self._lock:
            return self._replies.get(key)

    def _key(self, words: Translation, text: str, about: Told | None = None) -> tuple[object, ...]:
        """Return what tells a question from another, and not what it says."""
        secret = blake2b(text.encode("utf-8", "surrogatepass"), key=self._salt).digest()
        return self._pool.library.version, words.language, secret, about

    async def last_told(self, conversation: Conversation) -> Told | None:
        """Return what the reader was last told, if it still stands in the reports."""
        return self._there(await self._conversations.recall(conversation))

    def _standing(self, told: Told | None) -> Told | None:
        """Return what a question may point back to: something that one report tells."""
        return None if told and told.aim is Aim.SEVERAL else self._there(told)

    def _there(self, told: Told | None) -> Told | None:
        article = self._pool.find(told.article) if told else None
        if told is None or article is None or told.number == 0:
            return told if article else None
        try:
            Quote(article, told.number, told.start, told.stop, told.highlights)
        except (ValueError, IndexError):
            return None
        return told


def _is_kept(answer: Answer) -> bool:
    """Whether an answer is whole, and says no words of the question, which are not to be kept."""
    if isinstance(answer, Listing):
        return not answer.corrections and answer.criterion == ALL and not answer.groups
    if isinstance(answer, Found):
        return not (answer.corrections or answer.absent)
    reason = answer.reason
    told = answer.corrections or reason.absent_terms or reason.names or reason.criterion
    return not told and reason.why not in {Why.OUT_OF_TIME, Why.UNREACHABLE}
