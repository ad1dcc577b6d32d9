"""A message as a terminal shows it: bold and the like in colours, buttons numbered."""

from __future__ import annotations

from itertools import pairwise

from tests.telegram.values import Message, utf16, utf16_slice

_CODES = {
    "bold": "1",
    "italic": "3",
    "underline": "4",
    "strikethrough": "9",
    "text_link": "4",
    "blockquote": "36",
    "expandable_blockquote": "36",
    "code": "33",
    "pre": "33",
}


def shown(message: Message, *, colours: bool) -> str:
    """Return who says what, and a line for each row of buttons."""
    mark = " (deleted)" if message.is_deleted else " (edited)" if message.history else ""
    text = coloured(message) if colours else message.text
    name = f"[{message.document.name}] " if message.document else ""
    numbers = iter(range(1, len(message.buttons) + 1))
    rows = (" ".join(f"[{next(numbers)} {b.text}]" for b in row) for row in message.keyboard)
    lines = [f"{message.sender.first_name}{mark}: {name}{text}", *(f"  {row}" for row in rows)]
    return "\n".join(lines)


def coloured(message: Message) -> str:
    """Return the text with escape sequences for its entities."""
    edges = {0, utf16(message.text)}
    edges |= {edge for entity in message.entities for edge in (entity.offset, entity.end)}
    return "".join(_run(message, start, stop) for start, stop in pairwise(sorted(edges)))


def _run(message: Message, start: int, stop: int) -> str:
    """Return a run of the text within which no entity begins or ends."""
    covering = [e for e in message.entities if e.offset <= start and stop <= e.end]
    codes = ";".join(_CODES[entity.type] for entity in covering if entity.type in _CODES)
    words = utf16_slice(message.text, start, stop - start)
    return f"\x1b[{codes}m{words}\x1b[0m" if codes else words
