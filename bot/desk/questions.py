"""Questions: answered from the reports, with the reasons for the answer, or for its lack."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import lru_cache

from bot.desk.reader import Reader
from bot.desk.shelf import Shelf
from bot.journal import Conversation, Journal
from bot.metrics import Metrics
from bot.replies import answers, below, explaining
from bot.replies.reply import Reply
from bot.replies.words import Words
from retrieval.answer import Question, Told, Why
from retrieval.article import Quote

_REMEMBERED = 500
"""How many questions are remembered with their replies, which are proved anew each time."""
_SECONDS = 5.0
"""So long a question is looked for; then the nearest of a quick look must do."""


class _UnfinishedError(Exception):
    """A question took too long; `reply` says so."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.outcome)
        self.reply = reply


class Questions:
    """Answers questions, which may lean on what was told last."""

    def __init__(self, shelf: Shelf, journal: Journal, metrics: Metrics) -> None:
        self._shelf, self._journal, self._metrics = shelf, journal, metrics
        self._leans = lru_cache(_REMEMBERED)(shelf.library.leans)
        self._reply = lru_cache(_REMEMBERED)(self._compose)

    async def ask(self, reader: Reader, text: str) -> Reply:
        """Answer a question."""
        question = Question(text, await self._about(reader))
        with self._metrics.finding():
            reply = await self._shelf.beside(self._proved, reader.words, question)
        self._metrics.answered(reply.outcome)
        return reply

    async def why(self, reader: Reader, text: str) -> Reply:
        """Tell what decides on a question: which of its words matched, and how much they count."""
        if not text:
            return explaining.explained(reader.words, None)
        return await self.explain(reader, Question(text, await self._about(reader)))

    async def explain(self, reader: Reader, question: Question) -> Reply:
        """Tell what decides on a question as it was understood."""
        explanation = await self._shelf.beside(self._shelf.library.explain, question)
        return explaining.explained(reader.words, explanation)

    async def understood(self, reader: Reader, text: str) -> Question | None:
        """Return a question that was asked before, and what it leaned on then.

        None when it leans on something, and nobody knows any more on what.
        """
        try:
            told = await self._journal.context(reader.conversation.chat, reader.question)
        except LookupError:
            return None if self._leans(text) else Question(text)
        return Question(text, self._standing(told))

    async def _about(self, reader: Reader) -> Told | None:
        """Return what a question may lean on; one that is edited, on what it did before."""
        if reader.question:
            with contextlib.suppress(LookupError):
                told = await self._journal.context(reader.conversation.chat, reader.question)
                if told:
                    return self._standing(told)
        return await self.last_told(reader.conversation)

    def _proved(self, words: Words, question: Question) -> Reply:
        """Return the reply to a question; what was asked lately is not looked for again."""
        about = question.about if self._leans(question.text) else None
        try:
            reply = self._reply(words, Question(question.text, about))
        except _UnfinishedError as unfinished:
            reply = unfinished.reply
        self._shelf.prove(reply.quotes)
        return replace(reply, about=question.about)

    def _compose(self, words: Words, question: Question) -> Reply:
        """Compose a reply; one that time was too short for is raised, and so not remembered."""
        answer = self._shelf.library.answer(question, _SECONDS)
        reply = replace(answers.answered(words, answer), outcome=below.outcome(answer))
        reply = below.with_buttons(words, answer, reply)
        if reply.outcome == Why.OUT_OF_TIME:
            raise _UnfinishedError(reply)
        return reply

    async def last_told(self, conversation: Conversation) -> Told | None:
        """Return what the reader was last told, if it still stands in the reports."""
        return self._standing(await self._journal.recall(conversation))

    def _standing(self, told: Told | None) -> Told | None:
        article = self._shelf.find(told.article) if told else None
        if told is None or article is None or told.number == 0:
            return told if article else None
        try:
            Quote(article, told.number, told.start, told.stop, told.highlights)
        except (ValueError, IndexError):
            return None
        return told
