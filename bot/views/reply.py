"""What is told to a reader: a text with styles, the buttons under it, and what to remember.

Styles stand beside the text, so that no markup is ever written, escaped or cut in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate

from bot.views.callback_data import Button
from retrieval.analysis.units import uncut
from retrieval.answer import Told
from retrieval.article import Quote
from retrieval.claims.statements import Statement

LIMIT = 4096
"""The longest message Telegram takes, in UTF-16 units."""


class Style(StrEnum):
    """How a stretch of text is shown; the values are Telegram's names of the entities."""

    BOLD = "bold"
    CODE = "code"
    QUOTE = "blockquote"
    FOLDED = "expandable_blockquote"
    STRUCK = "strikethrough"
    UNDERLINED = "underline"


Mark = tuple[Style, int, int]
"""A style and the half-open range of characters that wear it."""


def units(text: str) -> int:
    """Return the length of `text` as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, limit: int) -> int:
    """Return how many characters of `text` fit into `limit` UTF-16 units."""
    if units(text) <= limit:
        return len(text)
    lengths = accumulate(1 + (character > "\uffff") for character in text)
    return next(count for count, length in enumerate(lengths) if length > limit)


def shortened(text: str, limit: int) -> str:
    """Return `text`, or its beginning and an ellipsis, in at most `limit` UTF-16 units.

    The beginning ends inside no number and no word in letters.
    """
    if units(text) <= limit:
        return text
    return text[: uncut(text, fitting(text, limit - 1))] + "…"


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text and the styles it wears, outer marks before inner ones."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: FormattedText | str) -> FormattedText:
        """Append a styled or a plain text."""
        return join((self, other))

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.text)

    def __str__(self) -> str:
        """Return the text alone."""
        return self.text

    @property
    def units(self) -> int:
        """The length as Telegram counts it."""
        return units(self.text)

    def wearing(self, style: Style) -> FormattedText:
        """Return the same text, all of it in `style` as well."""
        return FormattedText(
            self.text, ((style, 0, len(self.text)), *self.marks) if self.text else ()
        )

    def clipped(self, limit: int) -> FormattedText:
        """Return the longest beginning of at most `limit` UTF-16 units; marks are cut with it."""
        stop = fitting(self.text, limit)
        marks = ((style, start, min(end, stop)) for style, start, end in self.marks)
        return FormattedText(self.text[:stop], tuple(mark for mark in marks if mark[1] < mark[2]))


def join(parts: Iterable[FormattedText | str], between: str = "") -> FormattedText:
    """Put texts one after the other, with `between` in the gaps; the marks move along."""
    text, marks = "", list[Mark]()
    for number, part in enumerate(parts):
        piece = FormattedText(part) if isinstance(part, str) else part
        text += between if number else ""
        marks += [(style, len(text) + a, len(text) + b) for style, a, b in piece.marks]
        text += piece.text
    return FormattedText(text, tuple(marks))


def bold(text: str) -> FormattedText:
    """Return `text` in bold."""
    return FormattedText(text).wearing(Style.BOLD)


def code(text: str) -> FormattedText:
    """Return `text` as something to copy with a tap."""
    return FormattedText(text).wearing(Style.CODE)


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """A file that a reply brings along."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """A message, ready for Telegram or a terminal.

    When `remembered`, the conversation is from now on about `told` (None: about nothing); else it
    goes on being about what it was, which is `about` where a question is answered. `quotes` are the
    places whose words it shows, and `claims` what it says of the reports beside them, all to be
    proved before it is sent. `outcome` and `terms` are what the
    statistics count, if anything. `notes` are what others are told beside it: their ids and the
    texts. The buttons obey `owner`, 0: anybody. `files` come after it.
    """

    text: FormattedText
    rows: tuple[tuple[Button, ...], ...] = ()
    told: Told | None = None
    remembered: bool = False
    quotes: tuple[Quote, ...] = ()
    outcome: str = ""
    terms: str = ""
    owner: int = 0
    about: Told | None = None
    claims: tuple[Statement, ...] = ()
    files: tuple[ReplyFile, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()

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

    text: FormattedText
    buttons: tuple[Button, ...] = ()
    is_line: bool = False
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Statement, ...] = ()


def compose(blocks: Iterable[Block], across: int = 1) -> Reply:
    """Put blocks in one message, `across` buttons a row; the last ones go if they do not fit."""
    text, buttons, quotes = FormattedText(), list[Button](), list[Quote]()
    claims: list[Statement] = []
    for block in blocks:
        gap = "" if not (text and block.text) else "\n" if block.is_line else "\n\n"
        longer = text + gap + block.text
        if longer.units > LIMIT and text:
            break
        text = longer.clipped(LIMIT)
        buttons += block.buttons
        quotes += block.quotes
        claims += block.claims
    return Reply(text, rows(buttons, across), quotes=tuple(quotes), claims=tuple(claims))


def rows(buttons: Sequence[Button], across: int) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of `across`."""
    starts = range(0, len(buttons), across)
    return tuple(tuple(buttons[start : start + across]) for start in starts)
