"""Questions: answered from the reports, with the reasons for the answer, or for its lack."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from hashlib import blake2b
from secrets import token_bytes

from bot.desk.reader import Reader
from bot.desk.shelf import Shelf
from bot.journal import Conversation, Journal
from bot.memory import Memory
from bot.metrics import Metrics
from bot.replies import answers, below, explaining
from bot.replies.reply import Reply
from bot.replies.words import Words
from retrieval.answer import Answer, Found, Listing, Question, Told, Why
from retrieval.article import Quote

_REMEMBERED = 500
"""How many replies are remembered, which are proved anew each time; their questions are not."""
_SECONDS = 5.0
"""So long a question is looked for; then the nearest of a quick look must do."""


class Questions:
    """Answers questions, which may lean on what was told last."""

    def __init__(self, shelf: Shelf, journal: Journal, metrics: Metrics) -> None:
        self._shelf, self._journal, self._metrics = shelf, journal, metrics
        self._replies: Memory[tuple[object, ...], Reply] = Memory(_REMEMBERED)
        self._salt = token_bytes(16)

    async def again(self, reader: Reader, text: str) -> Reply | None:
        """Answer a question that was asked lately, and leans on nothing; None for any other."""
        known = self._replies.get(self._key(reader.words, text))
        return await self._proved(known, await self._before(reader)) if known else None

    async def ask(self, reader: Reader, text: str) -> Reply:
        """Answer a question."""
        told = await self._before(reader)
        with self._metrics.finding():
            question = Question(text, self._standing(told))
            reply = await self._shelf.beside(self._compose, reader.words, question)
        return await self._proved(reply, told)

    async def why(self, reader: Reader, text: str) -> Reply:
        """Tell what decides on a question: which of its words matched, and how much they count."""
        if not text:
            return explaining.explained(reader.words, None)
        about = self._standing(await self._before(reader))
        return await self.explain(reader, Question(text, about))

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
            leans = await self._shelf.beside(self._shelf.library.leans, text)
            return None if leans else Question(text)
        return Question(text, self._standing(told))

    async def _before(self, reader: Reader) -> Told | None:
        """Return what was told before a question; for one that is edited, before it was asked."""
        if reader.question:
            with contextlib.suppress(LookupError):
                told = await self._journal.context(reader.conversation.chat, reader.question)
                if told:
                    return told
        return await self._journal.recall(reader.conversation)

    async def _proved(self, reply: Reply, about: Told | None) -> Reply:
        self._metrics.answered(reply.outcome)
        return replace(await self._shelf.proved(reply), about=about)

    def _compose(self, words: Words, question: Question) -> Reply:
        library, text = self._shelf.library, question.text
        leans = library.leans(text)
        key = self._key(words, text, question.about if leans else None)
        if known := self._replies.get(key):
            return known
        answer = library.answer(question, _SECONDS)
        reply = replace(answers.answered(words, answer), outcome=below.outcome(answer))
        reply = below.with_buttons(words, answer, reply)
        if _is_kept(answer) and (question.about or not leans):
            self._replies.put(key, reply)
        return reply

    def _key(self, words: Words, text: str, about: Told | None = None) -> tuple[object, ...]:
        """Return what tells a question from another, and not what it says."""
        secret = blake2b(text.encode("utf-8", "surrogatepass"), key=self._salt).digest()
        return words.language, secret, about

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


def _is_kept(answer: Answer) -> bool:
    """Whether an answer is whole, and says no words of the question, which are not to be kept."""
    if isinstance(answer, Listing):
        return not answer.corrections
    if isinstance(answer, Found):
        return not (answer.corrections or answer.absent)
    reason = answer.reason
    told = answer.corrections or reason.absent_terms or reason.names
    return not told and reason.why is not Why.OUT_OF_TIME
