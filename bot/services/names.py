"""Who and what the reports name: everybody, every place, and what is said of one of them."""

from __future__ import annotations

from dataclasses import replace

from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import answers
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import Reply
from retrieval.answer import Question

_EVERYBODY, _EVERY_PLACE, _ONE = 1, 2, 3
"""What a page is one of: everybody, every place, or what there is on one name."""
_QUESTIONS = {_EVERYBODY: "有哪些人？", _EVERY_PLACE: "有哪些地方？"}


class NamesService:
    """Looks names up."""

    def __init__(self, pool: LibraryPool) -> None:
        self._pool = pool

    async def who(self, request: Request, text: str) -> Reply:
        """Tell the sentences that name somebody, in order; without a name, who is named at all."""
        return await self._told(request, _ONE if text else _EVERYBODY, text)

    async def places(self, request: Request, text: str) -> Reply:
        """Tell which places are named; with a name, the sentences that name it."""
        return await self._told(request, _ONE if text else _EVERY_PLACE, text)

    async def page(self, request: Request, press: CallbackData, text: str) -> Reply:
        """Show another page of what one of these told."""
        return await self._told(request, press.part, text, press.number)

    async def _told(self, request: Request, what: int, text: str, page: int = 1) -> Reply:
        library = self._pool.library
        if what == _ONE:
            answer = await self._pool.beside(library.about, text)
        else:
            answer = await self._pool.beside(library.answer, Question(_QUESTIONS[what]))
        reply = answers.answered(request.words, answer, page)
        own = (tuple(_paged(button, what) for button in row) for row in reply.rows)
        return await self._pool.proved(replace(reply, rows=tuple(own), remembered=page == 1))


def _paged(button: Button, what: int) -> Button:
    """Have a button that turns pages say of what."""
    if button.press.action is not Action.PAGE:
        return button
    return replace(button, press=replace(button.press, part=what))
