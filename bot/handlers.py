"""Telegram's updates: what was asked is taken to the desk, what it says is delivered."""

from __future__ import annotations

import logging
from typing import Any

from telegram import CallbackQuery, Chat, MaybeInaccessibleMessage, Message, Update, User
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import CallbackContext

from bot import delivery
from bot.buttons import Press
from bot.desk import Desk, Reader
from bot.journal import Conversation
from bot.reply import Reply
from bot.words import Voices

_LOG = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]


class Handlers:
    """What is done with each kind of update; bound methods, so that nothing is global."""

    def __init__(self, desk: Desk, voices: Voices) -> None:
        self._desk = desk
        self._voices = voices

    @property
    def commands(self) -> tuple[str, ...]:
        """The names of the commands there are."""
        return tuple(self._desk.commands)

    async def command(self, update: Update, _: Context) -> None:
        """Carry out a command of the desk: `/name@bot text`."""
        message = _message(update)
        name, text = _command(message)
        reader = self._reader(message.chat, message.from_user)
        await self._tell(message, reader, await self._desk.commands[name](reader, text))

    async def question(self, update: Update, _: Context) -> None:
        """Answer a text, or the caption of whatever was sent."""
        message = _message(update)
        reader = self._reader(message.chat, message.from_user)
        text = message.text or message.caption or ""
        await self._tell(message, reader, await self._desk.ask(reader, text))

    async def unknown_command(self, update: Update, _: Context) -> None:
        """Say that there is no such command."""
        message = _message(update)
        reader = self._reader(message.chat, message.from_user)
        command = f"/{_command(message)[0]}"
        await self._tell(message, reader, Reply(reader.words("unknown_command", command=command)))

    async def wordless(self, update: Update, _: Context) -> None:
        """Say that only text can be answered."""
        message = _message(update)
        reader = self._reader(message.chat, message.from_user)
        await self._tell(message, reader, Reply(reader.words("only_text")))

    async def button(self, update: Update, _: Context) -> None:
        """Do what a button asks for; its spinning stops in every case, here or in `failed`."""
        query, message, chat = _pressed(update)
        reader = self._reader(chat, query.from_user)
        press = Press.unpack(query.data or "")
        reply = await self._desk.press(reader, press) if press else None
        if press is None or reply is None:
            await delivery.answer(query, reader.words.plain("gone" if press else "old_button"))
            return
        if press.elsewhere:
            await delivery.send(reply, message)
        else:
            await delivery.edit(reply, query)
        await self._desk.sent(reader, reply)
        await delivery.answer(query)

    async def failed(self, update: object, context: Context) -> None:
        """Log what was raised, then apologise to whoever was waiting."""
        error = context.error
        if isinstance(error, Forbidden):
            _LOG.info("not allowed to write there: %s", error.message)
            return
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            _LOG.warning("Telegram cannot be reached: %s", error)
        else:
            _LOG.error("an update could not be handled", exc_info=error)
        try:
            await self._apologise(update)
        except TelegramError as second:
            _LOG.warning("no apology could be sent: %s", second)

    async def _apologise(self, update: object) -> None:
        if not isinstance(update, Update):
            return
        reader = self._reader(update.effective_chat, update.effective_user)
        if update.callback_query:
            await delivery.answer(update.callback_query, reader.words.plain("failed"))
        elif update.message:
            await delivery.send(Reply(reader.words("failed")), update.message)

    async def _tell(self, message: Message, reader: Reader, reply: Reply) -> None:
        """Send a reply, and only then remember that it was said."""
        await delivery.send(reply, message)
        await self._desk.sent(reader, reply)

    def _reader(self, chat: Chat | None, user: User | None) -> Reader:
        conversation = Conversation(chat.id if chat else 0, user.id if user else 0)
        words = self._voices.for_reader(user.language_code if user else None)
        return Reader(conversation, words, in_group=bool(chat and chat.type != Chat.PRIVATE))


def _message(update: Update) -> Message:
    if update.message is None:
        message = "a handler of messages was given something else"
        raise TypeError(message)
    return update.message


def _pressed(update: Update) -> tuple[CallbackQuery, MaybeInaccessibleMessage, Chat]:
    query = update.callback_query
    if query is None or query.message is None:
        message = "a handler of buttons under messages was given something else"
        raise TypeError(message)
    return query, query.message, query.message.chat


def _command(message: Message) -> tuple[str, str]:
    """Split `/name@bot text` into the name, in lower case, and the text."""
    text = message.text or ""
    stop = message.entities[0].length if message.entities else len(text)
    return text[1:stop].partition("@")[0].lower(), text[stop:].strip()
