"""Text with styles beside it, so that no markup is ever written, escaped or cut in two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate


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
    """Return `text`, or its beginning and an ellipsis, in at most `limit` UTF-16 units."""
    return text if units(text) <= limit else text[: fitting(text, limit - 1)] + "…"


@dataclass(frozen=True, slots=True)
class Styled:
    """A text and the styles it wears, outer marks before inner ones."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Styled | str) -> Styled:
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

    def wearing(self, style: Style) -> Styled:
        """Return the same text, all of it in `style` as well."""
        return Styled(self.text, ((style, 0, len(self.text)), *self.marks) if self.text else ())

    def clipped(self, limit: int) -> Styled:
        """Return the longest beginning of at most `limit` UTF-16 units; marks are cut with it."""
        stop = fitting(self.text, limit)
        marks = ((style, start, min(end, stop)) for style, start, end in self.marks)
        return Styled(self.text[:stop], tuple(mark for mark in marks if mark[1] < mark[2]))


def join(parts: Iterable[Styled | str], between: str = "") -> Styled:
    """Put texts one after the other, with `between` in the gaps; the marks move along."""
    text, marks = "", list[Mark]()
    for number, part in enumerate(parts):
        piece = Styled(part) if isinstance(part, str) else part
        text += between if number else ""
        marks += [(style, len(text) + a, len(text) + b) for style, a, b in piece.marks]
        text += piece.text
    return Styled(text, tuple(marks))


def bold(text: str) -> Styled:
    """Return `text` in bold."""
    return Styled(text).wearing(Style.BOLD)


def code(text: str) -> Styled:
    """Return `text` as something to copy with a tap."""
    return Styled(text).wearing(Style.CODE)
