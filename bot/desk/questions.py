"""Questions: answered from the reports, with the reasons for the answer, or for its lack."""

from __future__ import annotations

from dataclasses import replace

from bot.desk.reader import Reader
from bot.desk.shelf import Shelf
from bot.journal import Conversation, Journal
from bot.metrics import Metrics
from bot.replies import answers, below, explaining
from bot.replies.reply import Reply
from retrieval.answer import Question, Told
from retrieval.article import Quote


class Questions:
    """Answers questions, which may lean on what was told last."""

    def __init__(self, shelf: Shelf, journal: Journal, metrics: Metrics) -> None:
        self._shelf, self._journal, self._metrics = shelf, journal, metrics

    async def ask(self, reader: Reader, text: str) -> Reply:
        """Answer a question."""
        question = Question(text, await self.last_told(reader.conversation))
        with self._metrics.finding():
            answer = await self._shelf.beside(self._shelf.library.answer, question)
        outcome = below.outcome(answer)
        self._metrics.answered(outcome)
        reply = replace(answers.answered(reader.words, answer), outcome=outcome)
        return await self._shelf.proved(below.with_buttons(reader.words, answer, reply))

    async def why(self, reader: Reader, text: str) -> Reply:
        """Tell what decides on a question: which of its words matched, and how much they count."""
        explain = self._shelf.library.explain
        explanation = await self._shelf.beside(explain, Question(text)) if text else None
        return explaining.explained(reader.words, explanation)

    async def last_told(self, conversation: Conversation) -> Told | None:
        """Return what the reader was last told, if it still stands in the reports."""
        told = await self._journal.recall(conversation)
        article = self._shelf.find(told.article) if told else None
        if told is None or article is None or told.number == 0:
            return told if article else None
        try:
            Quote(article, told.number, told.start, told.stop, told.highlights)
        except (ValueError, IndexError):
            return None
        return told
