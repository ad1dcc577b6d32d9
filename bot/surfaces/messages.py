"""Messages, in private and in groups: questions and commands, each answered by one message."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from telegram import Message, Update
from telegram.ext import CallbackContext

from bot import delivery
from bot.desk.desk import Command, Desk, Reader
from bot.journal import JournalError, pairing
from bot.pace import Pace
from bot.replies.reply import Reply
from bot.surfaces import activity, groups
from bot.surfaces.readers import Readers, owner

_LOG = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]


class Messages:
    """Takes what people write to the desk, and delivers what it says."""

    def __init__(self, desk: Desk, readers: Readers, pace: Pace) -> None:
        self._desk, self._readers, self._pace = desk, readers, pace
        self._inbox = desk.journal.inbox

    async def command(self, update: Update, _: Context) -> None:
        """Carry out a command of the desk: `/name@bot text`."""
        message = of(update)
        name, text = groups.command(message)
        if name in {"ask", "verify"} and not text:
            text = groups.pointed_at(message, ours=name == "verify")
        await self._answer(update, self._desk.commands[name], text)

    async def question(self, update: Update, _: Context) -> None:
        """Answer a text, or the caption of whatever was sent; or what a bare mention points at."""
        message = of(update)
        text = groups.said(message) or groups.pointed_at(message)
        await self._answer(update, self._desk.ask, text)

    async def unknown_command(self, update: Update, _: Context) -> None:
        """Say that there is no such command."""
        command = f"/{groups.command(of(update))[0]}"
        await self._answer(update, _saying("unknown_command", command=command))

    async def wordless(self, update: Update, _: Context) -> None:
        """Say that only text can be answered."""
        await self._answer(update, _saying("only_text"))

    async def _answer(self, update: Update, command: Command, text: str = "") -> None:
        """Send what a command says to a message, and only then remember that it was said."""
        message = of(update)
        reader = await self._readers.reader(message.chat, message.from_user)
        if update.edited_message:
            reader = replace(reader, question=message.message_id)
        if seconds := self._pace.wait(reader.conversation.asker, message.chat.id):
            command = _saying("too_fast", seconds=seconds)
        async with activity.Typing(message):
            reply = await command(reader, text)
        answer = await self._deliver(update, reply.owned(owner(message.from_user)))
        try:
            await self._inbox.done(
                update.update_id,
                *pairing(reader.conversation, message.message_id, answer, reply.about),
                *self._desk.noting(reader, reply),
            )
        except JournalError as error:
            _LOG.warning("an answer was sent, but not noted down: %s", error)

    async def _deliver(self, update: Update, reply: Reply) -> int:
        """Send a reply; to an edited message, in place of the answer it had."""
        message = of(update)
        if update.edited_message:
            answer = await self._desk.journal.answer_to(message.chat.id, message.message_id)
            if answer is not None:
                return await delivery.revise(reply, answer, message)
        return await delivery.send(reply, message)


def of(update: Update) -> Message:
    """Return the message, new or edited, that an update brings; TypeError when it brings none."""
    message = update.message or update.edited_message
    if message is None:
        reason = "a handler of messages was given something else"
        raise TypeError(reason)
    return message


def _saying(key: str, **values: str | int) -> Command:
    """Return a command that says one sentence."""

    async def say(reader: Reader, text: str) -> Reply:  # noqa: ARG001 -- a Command
        return Reply(reader.words(key, **values))

    return say
