"""The transcript: who wrote what, and what the bot said, its quotes and its buttons set off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from tests.telegram import InlineAnswer, Message
from tests.telegram.ansi import coloured
from tests.telegram.values import utf16, utf16_slice

_BOLD, _DIM, _CYAN, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"
_QUOTES = {"blockquote", "expandable_blockquote"}
_MARKS = {"strikethrough": ("[-", "-]"), "underline": ("{+", "+}")}

_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


class Page:
    """Collects `lines`, and shows each at once in `out`, if there is one; in colours if wanted."""

    def __init__(self, out: TextIO | None = None, *, colours: bool = False) -> None:
        self.lines: list[str] = []
        self._out, self._colours = out, colours

    def scene(self, title: str) -> None:
        """Begin a scene."""
        if self.lines:
            self._write("")
        self._write(f"== {title} ==", _BOLD)

    def event(self, what: str) -> None:
        """Tell what happens without words."""
        self._write(f"（{what}）", _DIM)

    def said(self, message: Message, how: str = "") -> None:
        """Write down what a person wrote."""
        self._write(f"{message.sender.first_name}{how}：{message.text}", _CYAN)

    def told(self, message: Message, how: str = "") -> None:
        """Write down a message of the bot, as it is now."""
        self._write(f"问报{how}：")
        for plain, shown in _lines(message):
            self._write(plain, shown=shown)
        for row in message.labels:
            self._write("  " + " ".join(f"[{label}]" for label in row), _DIM)

    def listed(self, answer: InlineAnswer) -> None:
        """Write down what inline mode offers to send."""
        self._write("问报（可选）：")
        for result in answer.results:
            self._write(f"  {result.title}：{result.description}")
        if answer.button:
            self._write(f"  [{answer.button['text']}]", _DIM)

    def _write(self, line: str, code: str = "", *, shown: str = "") -> None:
        # When the reports were read differs from evening to evening.
        self.lines.append(_TIME.sub("〔时刻〕", line))
        if self._out is None:
            return
        if self._colours:
            line = shown or f"{code}{line}{_RESET if code else ''}"
        self._out.write(f"{line}\n")
        self._out.flush()


def _lines(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the lines of a text, as they are and in colours, a bar before those of a quote."""
    quotes = [entity for entity in message.entities if entity.type in _QUOTES]
    versions = (message.text, _marked(message), coloured(message))
    offset = 0
    for text, plain, shown in zip(*(one.split("\n") for one in versions), strict=True):
        is_quoted = any(quote.offset <= offset < quote.end for quote in quotes)
        margin = "  │ " if is_quoted else "  " if text else ""
        yield margin + plain, margin + shown + _RESET
        offset += utf16(text) + 1


def _marked(message: Message) -> str:
    """Return the text with [-what is struck-] and {+what is underlined+} marked as wdiff does."""
    text = message.text
    for entity in sorted(message.entities, key=lambda one: -one.offset):
        if marks := _MARKS.get(entity.type):
            before = utf16_slice(text, 0, entity.offset)
            after = utf16_slice(text, entity.end, utf16(text))
            text = before + marks[0] + entity.of(text) + marks[1] + after
    return text
