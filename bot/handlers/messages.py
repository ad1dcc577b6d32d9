"""Messages, in private and in groups: questions and commands, each answered by one message."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Update

from bot.handlers.context import Context, Requests, message_of, owner
from bot.services.dispatcher import Dispatcher
from bot.services.request import Command, Request
from bot.storage.conversations import pairing
from bot.storage.database import StorageError
from bot.telegram import chat_action, filters, sender
from bot.telegram.throttle import Throttle
from bot.views.reply import Reply

_LOG = logging.getLogger(__name__)


class MessageHandlers:
    """Answers what people write."""

    def __init__(self, dispatcher: Dispatcher, requests: Requests, throttle: Throttle) -> None:
        self._dispatcher, self._requests, self._throttle = dispatcher, requests, throttle
        self._inbox = dispatcher.storage.inbox

    async def command(self, update: Update, _: Context) -> None:
        """Carry out a command: `/name@bot text`."""
        message = message_of(update)
        name, text = filters.command(message)
        if name in {"ask", "verify"} and not text:
            text = filters.pointed_at(message, ours=name == "verify")
        await self._answer(update, self._dispatcher.commands[name], text)

    async def question(self, update: Update, _: Context) -> None:
        """Answer a text, or the caption of whatever was sent; or what a bare mention points at."""
        message = message_of(update)
        text = filters.said(message) or filters.pointed_at(message)
        await self._answer(update, self._dispatcher.ask, text)

    async def unknown_command(self, update: Update, _: Context) -> None:
        """Say that there is no such command."""
        command = f"/{filters.command(message_of(update))[0]}"
        await self._answer(update, _saying("unknown_command", command=command))

    async def wordless(self, update: Update, _: Context) -> None:
        """Say that only text can be answered."""
        await self._answer(update, _saying("only_text"))

    async def _answer(self, update: Update, command: Command, text: str = "") -> None:
        """Send what a command says to a message, and only then remember that it was said."""
        message = message_of(update)
        request = await self._requests.request(message.chat, message.from_user)
        if update.edited_message:
            request = replace(request, question=message.message_id)
        if seconds := self._throttle.wait(request.conversation.asker, message.chat.id):
            command = _saying("too_fast", seconds=seconds)
        async with chat_action.TypingIndicator(message):
            reply = await command(request, text)
        answer = await self._deliver(update, reply.owned(owner(message.from_user)))
        try:
            await self._inbox.done(
                update.update_id,
                *pairing(request.conversation, message.message_id, answer, reply.about),
                *self._dispatcher.noting(request, reply),
            )
        except StorageError as error:
            _LOG.warning("an answer was sent, but not noted down: %s", error)

    async def _deliver(self, update: Update, reply: Reply) -> int:
        """Send a reply; to an edited message, in place of the answer it had."""
        message = message_of(update)
        if update.edited_message:
            answer = await self._dispatcher.storage.conversations.answer_to(
                message.chat.id, message.message_id
            )
            if answer is not None:
                return await sender.revise(reply, answer, message)
        return await sender.send(reply, message)


def _saying(key: str, **values: str | int) -> Command:
    """Return a command that says one sentence."""

    async def say(request: Request, text: str) -> Reply:  # noqa: ARG001 -- a Command
        return Reply(request.words(key, **values))

    return say
