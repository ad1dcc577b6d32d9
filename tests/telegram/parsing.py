"""Telegram's own text parser (home of tdjson, which is TDLib).

TDLib's static requests need no account and no network. `parseTextEntities` is what the real
server calls for a text with a parse mode; explicit entities and characters it does not carry are
judged by TDLib's `fix_formatted_text`, which is reached through `parseMarkdown`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import replace

import tdjson

from tests.telegram.errors import refuse
from tests.telegram.values import Entity, Formatted, Json

NAMES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "BankCardNumber": "bank_card_number",
}
"""TDLib's names of entities, and the Bot API's."""

_TD_NAMES = {name: td for td, name in NAMES.items() if td != "PreCode"}
_MODES: dict[str, Json] = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}
_MARKDOWN = "*_~|`["
_PRIVATE_USE = range(0xE000, 0xF900)


def parse(text: str, mode: str) -> Formatted:
    """Parse markup; ApiError 400 "can't parse entities: …" in Telegram's words."""
    if mode.lower() not in _MODES:
        refuse("Unsupported parse_mode")
    parse_mode = _MODES[mode.lower()]
    return _formatted(_ask("parseTextEntities", text=text, parse_mode=parse_mode))


def judge(marked: Formatted) -> Formatted:
    """Let TDLib clean a text and check where its entities begin and end.

    Of the static requests only `parseMarkdown` does that for given entities; the characters that
    are markup to it are covered while it looks.
    """
    free = (char for char in map(chr, _PRIVATE_USE) if char not in marked.text)
    covers = dict(zip(_MARKDOWN, free, strict=False))
    covered = marked.text.translate({ord(char): cover for char, cover in covers.items()})
    fixed = _formatted(_ask("parseMarkdown", text=_td_text(covered, marked.entities)))
    uncovered = fixed.text.translate({ord(cover): char for char, cover in covers.items()})
    return replace(fixed, text=uncovered)


def find_entities(text: str) -> tuple[Entity, ...]:
    """Find what Telegram marks by itself: commands, mentions, hashtags, addresses."""
    found = _ask("getTextEntities", text=text)
    return tuple(_entity(wire) for wire in found["entities"] if _name(wire))


def find_words(text: str, words: str, near: int = 0) -> int | None:
    """Find the place (UTF-16) of words in a text as Telegram does for a quote; None if absent."""
    said, quote = _td_text(text, ()), _td_text(words, ())
    answer = _execute("searchQuote", text=said, quote=quote, quote_position=near)
    place: int | None = answer.get("position")
    return place


def _td_text(text: str, entities: Iterable[Entity]) -> Json:
    return {"@type": "formattedText", "text": text, "entities": [_td_entity(e) for e in entities]}


def _td_entity(entity: Entity) -> Json:
    name = "PreCode" if entity.language else _TD_NAMES[entity.type]
    kind = {
        "@type": f"textEntityType{name}",
        "url": entity.url,
        "user_id": entity.user_id,
        "language": entity.language,
        "custom_emoji_id": entity.custom_emoji_id or "0",
    }
    return {"@type": "textEntity", "offset": entity.offset, "length": entity.length, "type": kind}


def _formatted(wire: Json) -> Formatted:
    entities = tuple(_entity(entity) for entity in wire["entities"] if _name(entity))
    return Formatted(wire["text"], entities)


def _entity(wire: Json) -> Entity:
    kind = wire["type"]
    return Entity(
        _name(wire),
        wire["offset"],
        wire["length"],
        url=kind.get("url", ""),
        user_id=kind.get("user_id", 0),
        language=kind.get("language", ""),
        custom_emoji_id=kind.get("custom_emoji_id", ""),
    )


def _name(wire: Json) -> str:
    return NAMES.get(wire["type"]["@type"].removeprefix("textEntityType"), "")


def _ask(request: str, **fields: Json) -> Json:
    """Put a request to TDLib; its error is the Bot API's 400."""
    answer = _execute(request, **fields)
    if answer["@type"] == "error":
        refuse(answer["message"])
    return answer


def _execute(request: str, **fields: Json) -> Json:
    _quieten()
    return json.loads(tdjson.td_execute(json.dumps({"@type": request, **fields}).encode()) or b"")


@functools.cache
def _quieten() -> None:
    """Keep TDLib from writing to standard error."""
    request = {"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}
    tdjson.td_execute(json.dumps(request).encode())
