"""The same conversation in a terminal: typed questions, quoted answers, the same commands."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.app import App
from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.services.typed_line import answered
from bot.storage.conversations import Conversation, pairing
from bot.views.callback_data import Action, Button
from bot.views.claims import counted
from bot.views.reply import FormattedText, Reply, Style
from bot.views.translations import SIMPLIFIED, Translations
from retrieval.claims.criterion import ALL
from retrieval.claims.statements import Selected

_ANSI = {
    Style.BOLD: "\x1b[1m",
    Style.CODE: "\x1b[36m",
    Style.QUOTE: "\x1b[32m",
    Style.FOLDED: "\x1b[32m",
    Style.STRUCK: "\x1b[9m",
    Style.UNDERLINED: "\x1b[4m",
}
_QUOTES = {Style.QUOTE, Style.FOLDED}
_MARKS = ((Style.STRUCK, "[-", "-]"), (Style.UNDERLINED, "{+", "+}"))
_DIM, _RESET = "\x1b[2m", "\x1b[0m"
_BAR = "│ "
_REST, _DOTS = "...", {"...", "…", "……", "⋯", "···"}
"""What is typed for ⋯, which no keyboard has."""


def converse(app: App) -> int:
    """Answer what is typed, or what a pipe brings, line by line; return the exit status."""
    _accept_any_bytes()
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    request = Request(Conversation(0, 0), Translations()[SIMPLIFIED])
    with asyncio.Runner() as runner:
        runner.run(app.open())
        try:
            typist = Typist(app.dispatcher, request)
            for line in _lines(request, len(app.library.articles)):
                _say(shown(runner.run(typist.answered(line)), colour=colour))
        except KeyboardInterrupt:
            _say("")
        except BrokenPipeError:  # nobody reads on; what is still buffered goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        finally:
            runner.run(app.close())
    return 0


class Typist:
    """Whoever types: what they type is a question, a command, or a button of the last answer."""

    def __init__(self, dispatcher: Dispatcher, request: Request) -> None:
        self._dispatcher, self._request = dispatcher, request
        self._asked, self._lines, self._buttons = "", 0, dict[str, Button]()

    async def answered(self, line: str) -> Reply:
        """Answer one line as a chat would."""
        button = self._named(line.strip())
        if button is None:
            reply = await answered(self._dispatcher, self._request, line)
        else:
            reply = await self._pressed(button)
        if reply.rows and button is None:
            await self._keep(line, reply)
        if reply.rows:
            self._buttons = {name_of(b): b for row in reply.rows for b in row}
        return reply

    async def _keep(self, line: str, reply: Reply) -> None:
        """Keep a line and what it leaned on: for it the buttons of its reply do what they do."""
        self._asked, self._lines = line, self._lines + 1
        where = self._request.conversation
        kept = pairing(where, self._lines, self._lines, reply.about)
        await self._dispatcher.storage.transact(*kept)

    def _named(self, typed: str) -> Button | None:
        """Return the button that a line names; 更多 turns the page where there is no other more."""
        words = self._request.words
        more, forward = (name_of(Button(words.plain(key))) for key in ("more", "page_forward"))
        if typed == more and more not in self._buttons:
            return self._buttons.get(forward)
        return self._buttons.get(_REST if typed in _DOTS else typed)

    async def _pressed(self, button: Button) -> Reply:
        """Do what a button does; show what it would put on the clipboard."""
        words, press = self._request.words, button.press
        if button.copies:
            return Reply(words("cited", citation=button.copies))
        if press.is_rating:
            return Reply(FormattedText(await self._dispatcher.rate(self._request, press, "")))
        request = replace(self._request, question=self._lines)
        reply = await self._dispatcher.press(request, press, self._asked)
        if isinstance(reply, Reply):
            await self._dispatcher.sent(request, reply)
            return reply
        # What cannot be gone on from as it was asked, is a word of its own.
        return await answered(self._dispatcher, self._request, name_of(button))


def name_of(button: Button) -> str:
    """Return what to type for a button: its label without the picture before it."""
    if button.press.action is Action.REST and not button.copies:
        return _REST
    return button.label.lstrip("📖📋◀ ").rstrip(" ▶")


def shown(reply: Reply, *, colour: bool) -> str:
    """Return a reply as text for a terminal: quotes set off, its buttons as what to type."""
    hints = "    ".join(filter(None, (_hint(button) for row in reply.rows for button in row)))
    body = painted(reply.text, colour=colour)
    if not hints:
        return f"{body}\n"
    return f"{body}\n\n{_DIM}{hints}{_RESET}\n" if colour else f"{body}\n\n{hints}\n"


def painted(text: FormattedText, *, colour: bool) -> str:
    """Return a text with a bar before each line of a quote, and in colours if wanted."""
    edges = sorted({0, len(text.text), *(edge for _, *span in text.marks for edge in span)})
    parts = []
    for start, stop in pairwise(edges):
        worn = [style for style, first, last in text.marks if first <= start and stop <= last]
        part = text.text[start:stop]
        if _QUOTES & set(worn):
            part = part.replace("\n", f"\n{_BAR}")
        if any(style in _QUOTES and first == start for style, first, _ in text.marks):
            part = _BAR + part
        parts.append(_coloured(part, worn) if colour else _marked(part, worn))
    return "".join(parts)


def _coloured(part: str, worn: Sequence[Style]) -> str:
    return "".join(_ANSI[style] for style in worn) + part + _RESET * bool(worn)


def _marked(part: str, worn: Sequence[Style]) -> str:
    """Mark [-what is struck-] and {+what is underlined+} as wdiff does; the rest reads as it is."""
    for style, before, after in _MARKS:
        part = before + part + after if style in worn else part
    return part


def _hint(button: Button) -> str:
    """Return what to type in place of a button; nothing where the text says it already."""
    press = button.press
    if button.opens:
        return f"{button.label} {button.opens}"
    if press.is_rating:
        return ""
    if button.copies:
        return name_of(button)
    if press.leans:
        return name_of(button)
    page = f" {press.number}" if press.number > 1 else ""
    piece = f" {press.part + 1}" if press.part else ""
    return {
        Action.OPEN: f"/read {press.article}-{press.number}",
        Action.TURN: f"{button.label} /read {press.article}-{press.number}{piece}",
        Action.WHOLE: f"{button.label} /read {press.article}{page}",
        Action.LIST: f"{button.label} /articles {press.number}",
        Action.RANGE: f"{button.label} /read {press.article}-{press.part}-{press.last}{page}",
        Action.ASK: button.label,
        Action.SPEAK: f"{button.label} /settings {press.number}",
        Action.CHANGES: f"{button.label} /changes {press.number}",
    }.get(press.action, "")


def _lines(request: Request, count: int) -> Iterator[str]:
    """Yield the lines there are, without blank ones; ask for them when somebody sits there.

    Those of a pipe are shown, so that what is printed reads as a conversation.
    """
    prompt = request.words.plain("terminal_prompt")
    if not sys.stdin.isatty():
        for line in filter(None, map(str.strip, sys.stdin)):
            _say(prompt + line)
            yield line
        return
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415 -- its import gives input() a line editor
    there = Selected(ALL, (), count)
    _say(counted(request.words, there, "terminal_greeting").text)
    with contextlib.suppress(EOFError):
        while True:
            if line := input(prompt).strip():
                yield line
    _say("")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _accept_any_bytes() -> None:
    """Let what is not text in the terminal's encoding be read and written with a mark for it."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
