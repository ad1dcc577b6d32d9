"""Replies as Telegram's JSON has them.

To make python-telegram-bot's objects of a message, JSON of those, and objects again of what
Telegram returns takes longer than all the rest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from secrets import token_hex
from typing import Any

from telegram import LinkPreviewOptions, MessageEntity

from bot.views.callback_data import Button, written
from bot.views.reply import FormattedText, Reply, units

Json = dict[str, Any]
"""An object as Telegram's JSON has it."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_UNSEEN = NO_PREVIEW.to_json()
_WHOSE = token_hex(16)
"""Stands in the buttons of everybody where the id of one person goes; no report has it."""


def content(reply: Reply) -> dict[str, str | None]:
    """Return the parameters of a message that holds a reply."""
    return {
        "text": reply.text.text,
        "entities": _entities(reply.text),
        "reply_markup": keyboard(reply),
        "link_preview_options": _UNSEEN,
    }


def encoded(fields: Mapping[str, object]) -> dict[str, str]:
    """Return parameters as they are sent: all but text as JSON, and nothing for None."""
    return {
        name: value if isinstance(value, str) else _ENCODER.encode(value)
        for name, value in fields.items()
        if value is not None
    }


def replying(message_id: int) -> str:
    """Return the parameter that makes a message a reply to another, as long as that is there."""
    return f'{{"message_id": {message_id}, "allow_sending_without_reply": true}}'


def entities(styled: FormattedText) -> list[MessageEntity]:
    """Return the marks of a text as Telegram's entities, counted in UTF-16 units."""
    return [MessageEntity(**mark) for mark in _marks(styled)]


def keyboard(reply: Reply) -> str | None:
    """Return the buttons of a reply, which obey its owner, as JSON; None when there are none."""
    return _keyboard(reply.rows).replace(_WHOSE, written(reply.owner)) if reply.rows else None


@lru_cache
def _keyboard(rows: tuple[tuple[Button, ...], ...]) -> str:
    """Return buttons, most of which were sent before, as JSON that does not yet say whose."""
    return _ENCODER.encode({"inline_keyboard": [[_button(one) for one in row] for row in rows]})


@lru_cache
def _entities(styled: FormattedText) -> str:
    """Return the entities of a text, most of which was sent before, as JSON."""
    return _ENCODER.encode(_marks(styled))


def _marks(styled: FormattedText) -> list[Json]:
    """Return the marks of a text as Telegram's JSON has them, counted in UTF-16 units."""
    text = styled.text
    return [
        {
            "type": style.value,
            "offset": units(text[:start]),
            "length": units(text[start:stop]),
        }
        for style, start, stop in styled.marks
    ]


def _button(button: Button) -> Json:
    if button.copies:
        return {"text": button.label, "copy_text": {"text": button.copies}}
    return {"text": button.label, "callback_data": button.press.pack(_WHOSE)}
