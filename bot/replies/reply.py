"""What is told to a reader: a text, the buttons under it, and what it leaves to remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.replies.buttons import Button
from bot.replies.styled import Styled
from retrieval.answer import Told
from retrieval.article import Quote

LIMIT = 4096
"""The longest message Telegram takes, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message, ready for Telegram or a terminal.

    When `remembered`, the conversation is from now on about `told` (None: about nothing); else it
    goes on being about what it was, which is `about` where a question is answered. `quotes` are the
    places whose words it shows, to be proved before it is sent. `outcome` and `terms` are what the
    statistics count, if anything. The buttons obey `owner`, 0: anybody.
    """

    text: Styled
    rows: tuple[tuple[Button, ...], ...] = ()
    told: Told | None = None
    remembered: bool = False
    quotes: tuple[Quote, ...] = ()
    outcome: str = ""
    terms: str = ""
    owner: int = 0
    about: Told | None = None

    def owned(self, user: int) -> Reply:
        """Return the reply with buttons that obey only this person; 0: anybody."""
        return replace(self, owner=user)

    def over(self, *rows: Sequence[Button]) -> Reply:
        """Return the reply with more rows of buttons under it; empty rows are left out."""
        return replace(self, rows=(*self.rows, *(tuple(row) for row in rows if row)))


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a message that stands or falls as a whole, and the buttons that belong to it.

    A line stands right under the block before it, anything else after an empty line.
    """

    text: Styled
    buttons: tuple[Button, ...] = ()
    is_line: bool = False
    quotes: tuple[Quote, ...] = ()


def compose(blocks: Iterable[Block], across: int = 1) -> Reply:
    """Put blocks in one message, `across` buttons a row; the last ones go if they do not fit."""
    text, buttons, quotes = Styled(), list[Button](), list[Quote]()
    for block in blocks:
        gap = "" if not text else "\n" if block.is_line else "\n\n"
        longer = text + gap + block.text
        if longer.units > LIMIT and text:
            break
        text = longer.clipped(LIMIT)
        buttons += block.buttons
        quotes += block.quotes
    return Reply(text, rows(buttons, across), quotes=tuple(quotes))


def rows(buttons: Sequence[Button], across: int) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of `across`."""
    starts = range(0, len(buttons), across)
    return tuple(tuple(buttons[start : start + across]) for start in starts)
