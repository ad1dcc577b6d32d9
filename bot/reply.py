"""What is told to a reader: a text, the buttons under it, and what it leaves to remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.buttons import Button
from bot.styled import Styled, join
from retrieval.answer import Told

LIMIT = 4096
"""The longest message Telegram takes, in UTF-16 units."""

_BETWEEN = "\n\n"


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
    """A part of a message that stands or falls as a whole, and the buttons that belong to it."""

    text: Styled
    buttons: tuple[Button, ...] = ()


def compose(blocks: Iterable[Block], across: int = 1) -> Reply:
    """Put blocks in one message, `across` buttons a row; the last ones go if they do not fit."""
    room, kept = LIMIT, list[Block]()
    for block in blocks:
        text = block.text if kept else block.text.clipped(LIMIT)
        room -= text.units + len(_BETWEEN) * bool(kept)
        if room < 0:
            break
        kept.append(Block(text, block.buttons))
    buttons = [button for block in kept for button in block.buttons]
    return Reply(join((block.text for block in kept), _BETWEEN), rows(buttons, across))


def rows(buttons: Sequence[Button], across: int) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of `across`."""
    starts = range(0, len(buttons), across)
    return tuple(tuple(buttons[start : start + across]) for start in starts)
