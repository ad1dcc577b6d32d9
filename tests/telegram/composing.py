"""From what a request carries to what stands in a message: text, entities, quote."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.telegram import parsing
from tests.telegram.errors import refuse
from tests.telegram.values import Entity, Formatted, Json, Quote, clip, utf16

MAX_BYTES = 1 << 15
"""Longest text the server parses at all, in bytes of UTF-8, markup included."""

MAX_ENTITIES = 100
"""Entities kept in a message; those beyond are dropped without a word."""

_STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_QUOTABLE = _STYLES | {"custom_emoji"}
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})
_GIVEN = _STYLES | _OPAQUE | {"custom_emoji", "blockquote", "expandable_blockquote"}
_INVISIBLE = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\ufeff]*")


def compose(text: str, mode: str = "", entities: Json = None) -> Formatted:
    """Make a message's text of what a request carries; ApiError when Telegram would refuse it.

    Empty when nothing visible is left. Its length is for the caller to judge.
    """
    return _add_found(_trim(_limit(mark(text, mode, entities))))


def mark(text: str, mode: str = "", entities: Json = None) -> Formatted:
    """Read a text with markup or with entities, as it stands; ApiError 400 when it is wrong."""
    if len(text.encode()) > MAX_BYTES:
        refuse("Text is too long")
    if mode and mode.lower() != "none":
        return parsing.judge(parsing.parse(text, mode))
    return parsing.judge(Formatted(text, tuple(_read(entities))))


def find_quote(text: Formatted, quote: Formatted, near: int) -> Quote | None:
    """Find a quote in the text it must be an exact part of, nearest to `near`; None if absent.

    Bold and the like (not links, not blockquotes) must agree too.
    """
    found = cut_quote(text, quote.text, near)
    said = {_style(entity) for entity in quote.entities if entity.type in _QUOTABLE}
    return found if found and {_style(entity) for entity in found.entities} == said else None


def cut_quote(text: Formatted, words: str, near: int = 0) -> Quote | None:
    """Cut words out of a text, with their styles; None when they do not stand there."""
    place = parsing.find_words(text.text, words, near)
    if place is None:
        return None
    styles = [entity for entity in text.entities if entity.type in _QUOTABLE]
    return Quote(words, place, tuple(clip(styles, place, place + utf16(words))))


def is_blank(text: str) -> bool:
    """Whether nothing can be seen of a text."""
    return bool(_INVISIBLE.fullmatch(text))


def _read(wires: Json) -> Iterable[Entity]:
    """Read explicit entities; those that Telegram finds by itself are passed over."""
    for wire in wires if isinstance(wires, list) else []:
        name = wire.get("type") if isinstance(wire, dict) else None
        if name not in parsing.NAMES.values() or not {"offset", "length"} <= wire.keys():
            refuse(f"Can't parse MessageEntity: {wire!r}")
        if name in _GIVEN:
            yield Entity(
                name,
                int(wire["offset"]),
                int(wire["length"]),
                url=wire.get("url", ""),
                user_id=int(wire.get("user", {}).get("id", 0)),
                language=wire.get("language", ""),
                custom_emoji_id=str(wire.get("custom_emoji_id", "")),
            )


def _limit(marked: Formatted) -> Formatted:
    """Keep as many entities as a message holds: blocks and links first, then bold and the like."""
    emoji = [entity for entity in marked.entities if entity.type == "custom_emoji"]
    others = [entity for entity in marked.entities if entity.type != "custom_emoji"]
    kept = sorted(others, key=lambda entity: entity.type in _STYLES)[:MAX_ENTITIES]
    return Formatted(marked.text, _in_order([*kept, *emoji]))


def _trim(marked: Formatted) -> Formatted:
    if is_blank(marked.text):
        return Formatted("")
    text = marked.text.strip(" \n")
    start = len(marked.text) - len(marked.text.lstrip(" \n"))
    return Formatted(text, tuple(clip(marked.entities, start, start + utf16(text))))


def _add_found(marked: Formatted) -> Formatted:
    """Add what Telegram marks by itself, outside code and links."""
    opaque = [entity for entity in marked.entities if entity.type in _OPAQUE]
    found = [
        entity
        for entity in parsing.find_entities(marked.text)
        if not any(entity.offset < other.end and other.offset < entity.end for other in opaque)
    ]
    return Formatted(marked.text, _in_order([*marked.entities, *found]))


def _in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def _style(entity: Entity) -> tuple[str, int, int]:
    return entity.type, entity.offset, entity.length
