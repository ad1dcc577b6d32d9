"""Replies as Telegram's JSON has them: what is kept on the disk until it is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from telegram import LinkPreviewOptions, MessageEntity

from bot.views.callback_data import Button, written
from bot.views.reply import FormattedText, Reply, Style, units

Json = dict[str, Any]
"""An object as Telegram's JSON has it."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_UNSEEN = NO_PREVIEW.to_json()


def content(reply: Reply) -> dict[str, str | None]:
    """Return the parameters of a message that holds a reply."""
    return {
        "text": reply.text.text,
        "entities": _ENCODER.encode(_marks(reply.text)),
        "reply_markup": keyboard(reply),
        "link_preview_options": _UNSEEN,
    }


def encoded(fields: Mapping[str, object]) -> dict[str, str]:
    """Return parameters as they are sent: all but text as JSON, and nothing for None.

    Lone surrogates, which no UTF-8 can carry, become question marks.
    """
    texts = {
        name: value if isinstance(value, str) else _ENCODER.encode(value)
        for name, value in fields.items()
        if value is not None
    }
    return {name: text.encode(errors="replace").decode() for name, text in texts.items()}


def replying(message_id: int) -> str:
    """Return the parameter that makes a message a reply to another, as long as that is there."""
    return f'{{"message_id": {message_id}, "allow_sending_without_reply": true}}'


def entities(styled: FormattedText) -> list[MessageEntity]:
    """Return the marks of a text as Telegram's entities, counted in UTF-16 units."""
    return [MessageEntity(**mark) for mark in _marks(styled)]


def keyboard(reply: Reply) -> str | None:
    """Return the buttons of a reply, which obey its owner, as JSON; None when there are none."""
    rows = [[_button(button, reply.owner) for button in row] for row in reply.rows]
    return _ENCODER.encode({"inline_keyboard": rows}) if rows else None


MOST_MARKS = 100
"""Telegram reads so many entities of a message; quotes come before what is marked in them."""


def _marks(styled: FormattedText) -> list[Json]:
    """Return the marks of a text as Telegram's JSON has them, counted in UTF-16 units."""
    text = styled.text
    quotes_first = sorted(styled.marks, key=lambda mark: mark[0] not in {Style.QUOTE, Style.FOLDED})
    kept = set(quotes_first[:MOST_MARKS])
    return [
        {
            "type": style.value,
            "offset": units(text[:start]),
            "length": units(text[start:stop]),
        }
        for style, start, stop in styled.marks
        if (style, start, stop) in kept
    ]


def _button(button: Button, owner: int) -> Json:
    if button.copies:
        return {"text": button.label, "copy_text": {"text": button.copies}}
    if button.opens:
        place: Json = {"web_app": {"url": button.opens}} if button.is_app else {"url": button.opens}
        return {"text": button.label, **place}
    return {"text": button.label, "callback_data": button.press.pack(written(owner))}
