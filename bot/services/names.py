"""Who and what the reports name: everybody, every place, and what is said of one of them."""

from __future__ import annotations

from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import answers
from bot.views.reply import Reply
from retrieval.answer import Question

_EVERYBODY = "有哪些人？"
_EVERY_PLACE = "有哪些地方？"


class NamesService:
    """Looks names up."""

    def __init__(self, pool: LibraryPool) -> None:
        self._pool = pool

    async def who(self, request: Request, text: str) -> Reply:
        """Tell the sentences that name somebody, in order; without a name, who is named at all."""
        if text:
            answer = await self._pool.beside(self._pool.library.about, text)
        else:
            answer = await self._pool.beside(self._pool.library.answer, Question(_EVERYBODY))
        return await self._pool.proved(answers.answered(request.words, answer))

    async def places(self, request: Request, text: str) -> Reply:
        """Tell which places are named; with a name, the sentences that name it."""
        if text:
            return await self.who(request, text)
        answer = await self._pool.beside(self._pool.library.answer, Question(_EVERY_PLACE))
        return await self._pool.proved(answers.answered(request.words, answer))
