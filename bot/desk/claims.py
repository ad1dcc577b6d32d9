"""Claims: what the reports have on what people say, and whether they say it word for word."""

from __future__ import annotations

from bot.desk import evidence
from bot.desk.reader import Reader
from bot.desk.shelf import Shelf
from bot.replies import answers, checking
from bot.replies.reply import Reply
from retrieval.answer import Told
from retrieval.article import Quote
from retrieval.verification.verdict import Verdict


class Claims:
    """Holds what people say against the reports."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def verify(self, reader: Reader, text: str) -> Reply:
        """Tell whether the reports say what is quoted."""
        if not text:
            return Reply(reader.words("verify_usage"))
        verdict = await self._shelf.beside(self._shelf.library.verify, text)
        return await self._shelf.proved(checking.checked(reader.words, verdict))

    async def evidence(self, reader: Reader, claim: str, asked: str, about: Told | None) -> Reply:
        """Tell what the reports have on a claim, and what was asked beside it."""
        library = self._shelf.library
        found = await self._shelf.beside(evidence.on_claim, library, claim, asked, about)
        if isinstance(found, Verdict):
            return await self._shelf.proved(checking.checked(reader.words, found))
        return await self._shelf.proved(answers.answered(reader.words, found))

    async def quotes(self, text: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` proved quotes that bear on words typed in any chat."""
        return await self._shelf.beside(evidence.quotes, self._shelf.library, text, limit)
