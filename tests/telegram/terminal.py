"""Chatting with the bot from a terminal."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass, field
from typing import TextIO

from tests.telegram.ansi import shown
from tests.telegram.fake import FakeTelegram
from tests.telegram.values import Button, Chat, Message
from tests.telegram.waiting import Unanswered

HELP = """\
Type to write to the bot. Lines that begin with a colon do something else:
  :1             press button 1 of the last message
  :reply TEXT    reply to the bot's last message
  :edit TEXT     change what you wrote last
  :inline TEXT   ask inline, as `@bot TEXT` in any chat
  :group         talk in a group from now on (:private goes back)
  :help          this
  :quit          leave
"""

ANSWER_WITHIN = 60.0
"""Seconds the bot has to answer a button or an inline query."""

LAST_WORDS = 1.0
"""Seconds of silence, after the last line, before we leave."""


@dataclass(slots=True)
class Terminal:
    """A person at a terminal: what is typed goes to the bot, what the bot does is shown."""

    telegram: FakeTelegram
    out: TextIO
    chat: Chat = field(init=False)
    written: Message | None = None
    buttons: list[tuple[Button, Message]] = field(default_factory=list)
    _shown: dict[tuple[int, int], Message] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chat = self.telegram.private()

    async def run(self, lines: AsyncIterator[str]) -> None:
        """Chat until the lines end, or `:quit`; then wait for the bot's last words."""
        showing = asyncio.create_task(self._show())
        async for line in lines:
            if line.strip() == ":quit":
                break
            self._obey(line)
        else:
            await self._last_words()
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)

    def _obey(self, line: str) -> None:
        verb, _, rest = line.strip().partition(" ")
        try:
            if verb.removeprefix(":").isdigit() and verb.startswith(":"):
                self._press(*self.buttons[int(verb[1:]) - 1])
            elif verb == ":reply":
                last = self.telegram.last(self.chat)
                self.written = self.telegram.say(rest, self.chat, reply_to=last)
            elif verb == ":edit" and self.written:
                self.telegram.edit(self.written, rest)
            elif verb == ":inline":
                self._begin(self._ask_inline(rest))
            elif verb in {":group", ":private"}:
                self._move(verb)
            elif verb.startswith(":"):
                self._write(HELP)
            elif verb:
                self.written = self.telegram.say(line, self.chat)
        except (LookupError, ValueError) as error:
            self._write(f"? {error}")

    def _press(self, button: Button, message: Message) -> None:
        """Do what a button does: call the bot, copy, or open a link."""
        if button.data is not None:
            self._begin(self._call_back(button, message))
        elif button.copies is not None:
            self._write(f"(copied: {button.copies})")
        elif button.url and button.url.startswith("https://t.me/"):
            self.telegram.follow(button)
        else:
            self._write(f"(would open: {dict(button.wire)})")

    async def _call_back(self, button: Button, message: Message) -> None:
        answer = await self.telegram.press(button, message).answer(ANSWER_WITHIN)
        if answer.text:
            self._write(f"({'alert' if answer.is_alert else 'notice'}: {answer.text})")

    async def _ask_inline(self, words: str) -> None:
        answer = await self.telegram.inline(words).answer(ANSWER_WITHIN)
        for result in answer.results:
            self._write(f"  {result.title}: {result.description or result.text[:60]}")
        self._write(f"({len(answer.results)} results)")

    def _move(self, verb: str) -> None:
        self.chat = self.telegram.group() if verb == ":group" else self.telegram.private()
        self._write(f"(now in {self.chat.title})")

    async def _show(self) -> None:
        """Show every message of the bot, and every change of one, for ever."""
        messages = self.telegram.world.messages

        def changed() -> list[Message] | None:
            return [m for key, m in messages.items() if self._shown.get(key) is not m] or None

        while True:
            for message in await self.telegram.world.tide.until(changed, 1e9, "the bot"):
                self._shown[message.chat.id, message.id] = message
                if message.sender == self.telegram.bot:
                    self._write("\n" + shown(message, colours=self.out.isatty()))
                    self.buttons = [(button, message) for button in message.buttons]

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and isinstance(task.exception(), Unanswered):
            self._write(f"? {task.exception()}")

    async def _last_words(self) -> None:
        with contextlib.suppress(Unanswered):  # there may be no bot at all
            await self.telegram.taken(ANSWER_WITHIN)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while not await self.telegram.is_silent(LAST_WORDS):
            pass

    def _write(self, text: str) -> None:
        self.out.write(f"{text}\n")
        self.out.flush()
