"""The limits of messages, keyboards and answers, with the server's own words for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tests.telegram.errors import not_done, refuse
from tests.telegram.values import Button, Chat, Formatted, Json, Keyboard, utf16

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_QUOTE = 1024
MAX_CALLBACK_DATA = 64  # bytes
MAX_COPY = 256
MAX_BUTTONS = 100
MAX_NOTICE = 200
MAX_RESULTS = 50
MAX_RESULT_ID = 64  # bytes
MAX_OFFSET = 64  # bytes

START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")

_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
)
_ELSEWHERE = ("callback_game", "pay", "login_url")


def text(message: Formatted) -> Formatted:
    """Check a message's text after parsing: not empty, at most 4,096 (counted in UTF-16 units)."""
    if not message.text:  # nothing at all was "message text is empty" before it was parsed
        refuse("Text must be non-empty")
    if utf16(message.text) > MAX_TEXT:
        refuse("Message is too long")
    return message


def caption(message: Formatted) -> Formatted:
    """Check the text under a file."""
    if utf16(message.text) > MAX_CAPTION:
        refuse("Message caption is too long")
    return message


def keyboard(markup: Json) -> Keyboard:
    """Read and check an inline keyboard; other markups leave none under the message."""
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        refuse("Object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        refuse('Field "inline_keyboard" must be an Array of Arrays')
    if sum(map(len, rows)) > MAX_BUTTONS:
        refuse("Reply markup is too long")
    return tuple(tuple(button(wire) for wire in row) for row in rows if row)


def button(wire: Json) -> Button:
    """Check a button under a message; ApiError 400 says what is wrong with it."""
    if not isinstance(wire, dict):
        refuse("InlineKeyboardButton must be an Object")
    for name in _ELSEWHERE:
        if name in wire:
            not_done(f"{name} buttons")
    if not str(wire.get("text", "")).strip():
        refuse("Inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in wire]
    if not actions:
        refuse("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        refuse("BUTTON_TYPE_INVALID")
    if wire.get("callback_data") == "":
        refuse("Text buttons are unallowed in the inline keyboard")
    _check_action(wire)
    return Button(wire)


def _check_action(wire: Json) -> None:
    if len(wire.get("callback_data", "").encode()) > MAX_CALLBACK_DATA:
        refuse("BUTTON_DATA_INVALID")
    if "copy_text" in wire and not 1 <= utf16(wire["copy_text"].get("text", "")) <= MAX_COPY:
        refuse("BUTTON_COPY_TEXT_INVALID")
    if "url" in wire and not _is_link(wire["url"]):
        refuse(f"Inline keyboard button URL '{wire['url']}' is invalid: Wrong HTTP URL")
    if "web_app" in wire and not wire["web_app"]["url"].startswith("https://"):
        url = wire["web_app"]["url"]
        refuse(
            f"Inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )


def apps(rows: Keyboard, chat: Chat) -> None:
    """Check that buttons which open web apps stand in a private chat."""
    if chat.type != "private" and any("web_app" in one.wire for row in rows for one in row):
        refuse("BUTTON_TYPE_INVALID")


def _is_link(url: str) -> bool:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    is_web = parts.scheme in {"http", "https"} and "." in parts.netloc.strip(".")
    return is_web or parts.scheme in {"tg", "ton", "tonsite"}


def notice(message: str) -> str:
    """Check the words that answer a pressed button."""
    if utf16(message) > MAX_NOTICE:
        refuse("MESSAGE_TOO_LONG")
    return message


def result_ids(results: Sequence[Json]) -> None:
    """Check how many inline results there are, and that their ids are short and differ."""
    if len(results) > MAX_RESULTS:
        refuse("Too many inline query results specified")
    ids = [result.get("id") if isinstance(result, dict) else None for result in results]
    if None in ids:
        refuse("Can't parse inline query result: Can't find field \"id\"")
    if not all(1 <= len(str(name).encode()) <= MAX_RESULT_ID for name in ids):
        refuse("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        refuse("RESULT_ID_DUPLICATE")


def next_offset(offset: str) -> str:
    """Check where the next page of inline results begins."""
    if len(offset.encode()) > MAX_OFFSET:
        refuse("NEXT_OFFSET_INVALID")
    return offset


def start_parameter(parameter: str) -> str:
    """Check what a deep link carries."""
    if not START_PARAMETER.fullmatch(parameter):
        refuse("START_PARAM_INVALID")
    return parameter
