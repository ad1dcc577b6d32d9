"""What is told to a reader: a text, the buttons under it, and what it leaves to remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.buttons import Button
from bot.styled import Styled
from retrieval.answer import Told

LIMIT = 4096
"""The longest message Telegram takes, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message, ready for Telegram or a terminal.

    When `remembered`, the conversation is from now on about `told` (None: about nothing); else it
    goes on being about what it was.
    """

    text: Styled
    rows: tuple[tuple[Button, ...], ...] = ()
    told: Told | None = None
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a message that stands or falls as a whole, and the buttons that belong to it.

    A line stands right under the block before it, anything else after an empty line.
    """

    text: Styled
    buttons: tuple[Button, ...] = ()
    is_line: bool = False


def compose(blocks: Iterable[Block], across: int = 1) -> Reply:
    """Put blocks in one message, `across` buttons a row; the last ones go if they do not fit."""
    text, buttons = Styled(), list[Button]()
    for block in blocks:
        gap = "" if not text else "\n" if block.is_line else "\n\n"
        longer = text + gap + block.text
        if longer.units > LIMIT and text:
            break
        text = longer.clipped(LIMIT)
        buttons += block.buttons
    return Reply(text, rows(buttons, across))


def rows(buttons: Sequence[Button], across: int) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of `across`."""
    starts = range(0, len(buttons), across)
    return tuple(tuple(buttons[start : start + across]) for start in starts)
