"""Inside Telegram: what is personal is told to whom Telegram vouches for, and to nobody else."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from time import time
from urllib.parse import urlencode

import pytest
from hypothesis import given, strategies as st

from bot.storage.conversations import Conversation
from bot.web.mini_app import AGE, InitDataError, reader
from retrieval.answer import Told
from retrieval.library import Library
from tests.support.visiting import visiting
from tests.telegram.fake import TOKEN


def signed(fields: dict[str, str], token: str = TOKEN) -> str:
    """Sign fields as Telegram does."""
    text = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    return urlencode({**fields, "hash": hmac.new(key, text.encode(), sha256).hexdigest()})


def fields(person: int = 42, when: float | None = None) -> dict[str, str]:
    return {
        "auth_date": str(round(time() if when is None else when)),
        "query_id": "AAH",
        "user": json.dumps({"id": person, "first_name": "读者&=\n"}, ensure_ascii=False),
    }


def test_whom_telegram_vouches_for_is_believed_for_a_while() -> None:
    data = signed(fields(when=1000.0))
    assert reader(data, TOKEN, 1000.0) == 42
    assert reader(data, TOKEN, 1000.0 + AGE - 1) == 42
    for later in (1000.0 + AGE + 1, 1000.0 - AGE - 1):
        with pytest.raises(InitDataError):
            reader(data, TOKEN, later)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "hash=",
        "&&&",
        signed(fields(), "1:other"),
        signed(fields(), ""),
        signed(fields()).replace("42", "43"),
        signed({**fields(), "user": "null"}),
        signed({**fields(), "user": "[" * 9000}),
        signed({**fields(), "auth_date": "now"}),
        signed(fields())[:-1],
        signed(fields()) + "&admin=1",
    ],
)
def test_what_is_forged_is_refused(data: str) -> None:
    for token in (TOKEN, ""):
        with pytest.raises(InitDataError):
            reader(data, token, time())


@given(st.text(), st.text(min_size=1, max_size=10))
def test_whatever_is_sent_is_refused_or_read(data: str, more: str) -> None:
    for one in (data, f"{signed(fields())}{more}"):
        try:
            reader(one, TOKEN, time())
        except InitDataError:
            continue
        pytest.fail("it was believed")


async def test_a_page_is_told_what_is_kept_of_its_reader(library: Library) -> None:
    async with visiting(library, token=TOKEN) as visitor:
        got = await visitor.ask("POST", "/m/me", data=signed(fields()))
        assert json.loads(got.text) == {"language": None, "last": None}
        conversations = visitor.dispatcher.storage.conversations
        await conversations.record(Conversation(42, 42), Told("t01", 2, 0, 5))
        await conversations.speak(42, "en")
        got = await visitor.ask("POST", "/m/me", data=signed(fields()))
        assert json.loads(got.text) == {"language": "en", "last": "/m/t01-2"}
        other = await visitor.ask("POST", "/m/me", data=signed(fields(43)))
        assert json.loads(other.text) == {"language": None, "last": None}
        forged = await visitor.ask("POST", "/m/me", data=signed(fields(), "1:other"))
        assert (forged.status, forged.text) == (403, "{}")
        assert forged.headers["Cache-Control"] == "no-store"


async def test_without_a_token_nobody_is_believed(library: Library) -> None:
    async with visiting(library) as visitor:
        got = await visitor.ask("POST", "/m/me", data=signed(fields(), ""))
        assert got.status == 403
