"""A chat in the browser of whoever runs the bot: the same services and views as in Telegram.

It has no accounts, and so answers on this machine only: to who asks for it by a loopback name, and
not to the scripts of other sites.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.services.typed_line import answered
from bot.storage.conversations import Conversation, pairing
from bot.views.callback_data import CallbackData
from bot.views.reply import Reply
from bot.web.gate import Gate
from bot.web.rendering import UNKEPT, Templates
from bot.web.visit import Page, Visit, whole_number

LONGEST = 4096
"""Characters of a message that are read, as many as Telegram lets people write."""

_COOKIE = re.compile(r"(?:^|;\s*)chat=(\d{16})(?:;|$)", re.ASCII)
_IDS = range(1 << 52, 1 << 53)
"""Who asks here. Telegram's ids are smaller, so that no cookie makes anybody one of its people."""
_BY_SCRIPT = "x-wenbao-script"


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said and what is answered; `question` is the number that its buttons carry.

    `is_instead`: it stands in place of the answer whose button was pressed; `alert`: it is a
    sentence that passes.
    """

    asked: str = ""
    reply: Reply | None = None
    question: int = 0
    is_instead: bool = False
    alert: str = ""


class ChatPages:
    """Answers what is typed and pressed on the page of the chat."""

    def __init__(self, dispatcher: Dispatcher, templates: Templates, gate: Gate) -> None:
        self._dispatcher, self._templates, self._gate = dispatcher, templates, gate

    async def open(self, visit: Visit) -> Page:
        """Show the chat, with a greeting."""
        if not is_at_home(visit):
            return self._templates.refusal(visit, HTTPStatus.FORBIDDEN, "page_elsewhere")
        request = await self._request(visit)
        async with self._gate.turn():
            greeting = await self._dispatcher.start(request, "")
        return self._page(visit, request, Turn(reply=greeting))

    async def say(self, visit: Visit) -> Page:
        """Answer a message."""
        if not is_at_home(visit):
            return self._templates.refusal(visit, HTTPStatus.FORBIDDEN, "page_elsewhere")
        request, said = await self._request(visit), _form(visit).get("text", "").strip()[:LONGEST]
        if not said:
            return self._page(visit, request, Turn(alert=request.words.plain("empty_question")))
        async with self._gate.turn():
            return self._page(visit, request, await self._answered(request, said))

    async def press(self, visit: Visit) -> Page:
        """Do what a button asks for."""
        if not is_at_home(visit):
            return self._templates.refusal(visit, HTTPStatus.FORBIDDEN, "page_elsewhere")
        request, form = await self._request(visit), _form(visit)
        press = CallbackData.unpack(form.get("press", ""))
        if press is None or not press.obeys(request.conversation.asker):
            return self._page(visit, request, Turn(alert=request.words.plain("old_button")))
        question = whole_number(form.get("question", ""), 0)
        request = replace(request, question=question)
        async with self._gate.turn():
            turn = await self._pressed(request, press, form.get("asked", "")[:LONGEST])
        return self._page(visit, request, turn)

    async def _answered(self, request: Request, said: str) -> Turn:
        reply = await answered(self._dispatcher, request, said)
        question = secrets.randbelow(10**6 - 1) + 1
        where, about = request.conversation, reply.about
        await self._dispatcher.storage.transact(*pairing(where, question, question, about))
        return Turn(said, reply.owned(where.asker), question)

    async def _pressed(self, request: Request, press: CallbackData, asked: str) -> Turn:
        if press.is_rating:
            return Turn(alert=await self._dispatcher.rate(request, press, asked))
        reply = await self._dispatcher.press(request, press, asked)
        if isinstance(reply, str):
            return Turn(alert=reply)
        await self._dispatcher.sent(request, reply)
        owned = reply.owned(request.conversation.asker)
        return Turn(asked if press.leans else "", owned, request.question, not press.elsewhere)

    async def _request(self, visit: Visit) -> Request:
        """Return who asks: the holder of a cookie, or somebody new."""
        held = _COOKIE.search(visit.headers.get("cookie", ""))
        asker = int(held[1]) if held else 0
        if asker not in _IDS:
            asker = secrets.choice(_IDS)
        code = self._templates.words(visit).language
        words = await self._dispatcher.languages.words(asker, code)
        return Request(Conversation(asker, asker), words, code=code)

    def _page(self, visit: Visit, request: Request, turn: Turn) -> Page:
        """Show a turn: all of the page, or to a script what it puts into it."""
        template = "turn" if visit.headers.get(_BY_SCRIPT) else "chat"
        page = self._templates.page(visit, template, turn=turn, words=request.words)
        where = f"Path={self._templates.place.root}/chat; SameSite=Strict; HttpOnly"
        cookie = f"chat={request.conversation.asker}; {where}"
        return replace(page, headers={**UNKEPT, "Set-Cookie": cookie})


def is_at_home(visit: Visit) -> bool:
    """Whether somebody asks on this machine, and from no page of another site.

    >>> is_at_home(Visit("/chat", headers={"host": "localhost:8080"}))
    True
    """
    host = visit.headers.get("host", "")
    is_own = visit.headers.get("origin", f"http://{host}").partition("://")[2] == host
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return is_own and (name == "localhost" or ip_address(name).is_loopback)
    except ValueError:
        return False


def _form(visit: Visit) -> Mapping[str, str]:
    """Read a form that was sent; what is no form has no fields."""
    try:
        fields = parse_qs(visit.body.decode(), max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
