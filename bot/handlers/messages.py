"""Messages, in private and in groups: questions and commands, each answered by one message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.handlers.context import Requests, as_member, message_of, owner
from bot.handlers.files import FileHandlers
from bot.services.dispatcher import Dispatcher
from bot.services.request import Command, Request
from bot.telegram import filters, outgoing
from bot.telegram.downloads import file_of
from bot.telegram.filters import asker
from bot.telegram.outgoing import Handled, all_of, topic
from bot.views.reply import Reply

_LOG = logging.getLogger(__name__)

FOR_GROUP_ADMINS = {"watch", "watches", "digest"}
"""Commands that, in a group, take one of its administrators."""

_PATIENCE = 0.5
"""Seconds after which people begin to wonder."""

_SHOWN = 4.5
"""Seconds after which “typing…” is shown again; Telegram shows it for five."""


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What is asked, by a command of that `name`, or by none.

    `claim` is the message whose words these are, where they are not of the message that asks.
    """

    text: str = ""
    name: str = ""
    claim: Message | None = None


_NO_WORDS = AskedWords()


class MessageHandlers:
    """Answers what people write."""

    def __init__(self, dispatcher: Dispatcher, requests: Requests) -> None:
        self._dispatcher, self._requests = dispatcher, requests
        self._files = FileHandlers(dispatcher)

    async def command(self, update: Update) -> Handled:
        """Carry out a command: `/name@bot text`."""
        message = message_of(update)
        name, text = filters.command(message)
        if name == "publish" or (name == "verify" and not text and _shows_picture(message)):
            return await self._answer(update, self._of_file(message, name), AskedWords(text))
        asked = AskedWords(text, name)
        if name in {"ask", "verify"} and not text:
            asked = _pointed(message, name)
        return await self._answer(update, self._dispatcher.commands[name], asked)

    async def file(self, update: Update) -> Handled:
        """Tell what is in a document or a photo."""
        message = message_of(update)
        return await self._answer(update, lambda request, _: self._files.received(message, request))

    async def question(self, update: Update) -> Handled:
        """Answer a text, or the caption of whatever was sent; or what a bare mention points at."""
        message = message_of(update)
        said = filters.said(message)
        asked = AskedWords(said) if said else _pointed(message)
        is_passed_on = message.forward_origin is not None
        answered = self._dispatcher.passed_on if is_passed_on else self._dispatcher.ask
        return await self._answer(update, answered, asked)

    async def unknown_command(self, update: Update) -> Handled:
        """Say that there is no such command."""
        command = f"/{filters.command(message_of(update))[0]}"
        return await self._answer(update, _saying("unknown_command", command=command))

    async def wordless(self, update: Update) -> Handled:
        """Say that only text can be answered."""
        return await self._answer(update, _saying("only_text"))

    def _of_file(self, message: Message, name: str) -> Command:
        """Return what a command does with the file of the message that is replied to."""
        replied = message.reply_to_message

        async def do(request: Request, text: str) -> Reply:
            if name == "publish" or replied is None:
                return await self._files.published(replied, request, text)
            return await self._files.verified(replied, request)

        return do

    async def _answer(
        self, update: Update, command: Command, asked: AskedWords = _NO_WORDS
    ) -> Handled:
        """Answer a message with what a command says; an edited one in place of its answer."""
        message, is_revision = message_of(update), bool(update.edited_message)
        request = await self._requests.request(update, message)
        if is_revision:
            request = replace(request, question=message.message_id)
        if asked.name in FOR_GROUP_ADMINS:
            request = await as_member(request, message, asker(update))
        async with _typing(message):
            reply = await command(request, asked.text)
        owned = reply.owned(owner(message.from_user))
        who = request.conversation.asker
        answer = outgoing.answer(owned, message, who, is_revision=is_revision, claim=asked.claim)
        files = outgoing.files(reply, message, who)
        noted = tuple(self._dispatcher.noting(request, reply))
        return all_of(answer, *files, *outgoing.notes(reply), also=noted, outcome=reply.outcome)


def _pointed(message: Message, name: str = "") -> AskedWords:
    """Return what a message without words of its own asks about: what it replies to."""
    text = filters.pointed_at(message, ours=name == "verify")
    return AskedWords(text, name, filters.pointed_message(message) if text else None)


def _shows_picture(message: Message) -> bool:
    """Whether a message replies to a picture, and to no words in particular of its caption."""
    sent = file_of(message.reply_to_message)
    return sent is not None and sent.is_picture and message.quote is None


def _saying(key: str, **values: str | int) -> Command:
    """Return a command that says one sentence."""

    async def say(request: Request, text: str) -> Reply:  # noqa: ARG001 -- a Command
        return Reply(request.words(key, **values))

    return say


@asynccontextmanager
async def _typing(to: Message) -> AsyncIterator[None]:
    """Show in the chat of a message that it is being answered, from half a second on."""
    showing: list[asyncio.Task[None]] = []
    # Most answers are there before: no task is made for them.
    later = asyncio.get_running_loop().call_later(
        _PATIENCE, lambda: showing.append(asyncio.create_task(_show(to)))
    )
    try:
        yield
    finally:
        later.cancel()
        for task in showing:
            task.cancel()
            await asyncio.wait([task])


async def _show(to: Message) -> None:
    while True:
        try:
            await to.get_bot().send_chat_action(
                to.chat.id, ChatAction.TYPING, message_thread_id=topic(to)
            )
        except TelegramError as error:  # the answer itself will tell whether anything is wrong
            _LOG.debug("typing could not be shown: %s", error)
        await asyncio.sleep(_SHOWN)
