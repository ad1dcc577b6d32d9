"""Who reads inside Telegram: what Telegram says of them, believed when its signature is right."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from time import time
from urllib.parse import parse_qsl

from bot.services.dispatcher import Dispatcher
from bot.storage.conversations import Conversation
from bot.web.rendering import UNKEPT, Place
from bot.web.visit import JSON, Page, Visit
from retrieval.answer import Told

AGE = 60 * 60.0
"""Seconds for which what Telegram says of a reader is believed."""

_LONGEST, _FIELDS = 4096, 50
_ROOT = b"WebAppData"


class InitDataError(Exception):
    """What a page says of its reader was not signed by Telegram for this bot, or is too old."""


def reader(init_data: str, token: str, now: float) -> int:
    """Return the id of the person whom Telegram's initData names; InitDataError.

    Telegram signs all fields but the hash with a key made of the bot's token (core.telegram.org,
    Mini Apps, “Validating data received via the Mini App”).
    """
    try:
        fields = dict(parse_qsl(init_data, strict_parsing=True, max_num_fields=_FIELDS))
        given = fields.pop("hash").encode()
        age = now - int(fields["auth_date"])
        person = int(json.loads(fields["user"])["id"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InitDataError from error
    signed = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(_ROOT, token.encode(), sha256)
    right = hmac.new(key, signed.encode(errors="replace"), sha256).hexdigest()
    if not (token and hmac.compare_digest(right.encode(), given) and -AGE < age < AGE):
        raise InitDataError
    return person


class MiniApp:
    """Tells a reader inside Telegram what the bot keeps of them: language, and the last place."""

    def __init__(
        self, dispatcher: Dispatcher, place: Place, token: str, clock: Callable[[], float] = time
    ) -> None:
        self._dispatcher, self._place = dispatcher, place
        self._token, self._clock = token, clock

    async def me(self, visit: Visit) -> Page:
        """Answer a page that sends its initData."""
        try:
            person = reader(visit.body[:_LONGEST].decode(), self._token, self._clock())
        except (InitDataError, UnicodeDecodeError):
            return Page(b"{}", HTTPStatus.FORBIDDEN, JSON, UNKEPT)
        conversations = self._dispatcher.storage.conversations
        told = await conversations.recall(Conversation(person, person))
        known = {"language": await conversations.language(person), "last": self._path(told)}
        return Page(json.dumps(known).encode(), kind=JSON, headers=UNKEPT)

    def _path(self, told: Told | None) -> str | None:
        """Return the page of what somebody was told last, if it is still there."""
        article = self._dispatcher.pool.find(told.article) if told else None
        if told is None or article is None or told.number > len(article.texts):
            return None
        number = f"-{told.number}" if told.number else ""
        return self._place.path(f"/m/{article.id}{number}")
