"""Telegram's updates: what was asked is taken to the desk, what it says is delivered."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    MaybeInaccessibleMessage,
    Message,
    Update,
    User,
)
from telegram.constants import ChatID
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError
from telegram.ext import Application as _Application, CallbackContext

from bot import activity, delivery, groups, inline, languages, menus
from bot.buttons import Press
from bot.desk import Command, Desk, Reader
from bot.inbox import Inbox
from bot.journal import Conversation, JournalError
from bot.pace import Pace
from bot.reply import LIMIT, Reply
from bot.styled import shortened
from bot.words import Voices, Words
from retrieval.proof.prover import ProofError

_LOG = logging.getLogger(__name__)

_STAND_INS = {ChatID.ANONYMOUS_ADMIN, ChatID.FAKE_CHANNEL, ChatID.SERVICE_CHAT}
_OUT = (ChatMember.BANNED, ChatMember.LEFT)

Application = _Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]


class Handlers:
    """What is done with each kind of update; bound methods, so that nothing is global."""

    def __init__(self, desk: Desk, voices: Voices) -> None:
        self._desk = desk
        self._voices = voices
        self._inbox = Inbox(desk.journal)
        self._pace = Pace(desk.office.policy.per_minute)

    @property
    def commands(self) -> tuple[str, ...]:
        """The names of the commands there are."""
        return tuple(self._commands)

    @property
    def _commands(self) -> Mapping[str, Command]:
        return {**self._desk.commands, "settings": self._settings}

    async def present(self, admins: Collection[int], application: Application) -> None:
        """Set the menus of commands and the descriptions."""
        await menus.present(application.bot, self._voices, admins)

    async def command(self, update: Update, _: Context) -> None:
        """Carry out a command of the desk: `/name@bot text`."""
        name, text = _command(_message(update))
        if name == "ask" and not text:
            text = groups.pointed_at(_message(update))
        elif name == "verify" and not text:
            text = groups.pointed_at(_message(update), ours=True)
        await self._answer(update, self._commands[name], text)

    async def question(self, update: Update, _: Context) -> None:
        """Answer a text, or the caption of whatever was sent; or what a bare mention points at."""
        message = _message(update)
        text = groups.said(message) or groups.pointed_at(message)
        await self._answer(update, self._desk.ask, text)

    async def unknown_command(self, update: Update, _: Context) -> None:
        """Say that there is no such command."""
        command = f"/{_command(_message(update))[0]}"
        await self._answer(update, _saying("unknown_command", command=command))

    async def wordless(self, update: Update, _: Context) -> None:
        """Say that only text can be answered."""
        await self._answer(update, _saying("only_text"))

    async def inline(self, update: Update, _: Context) -> None:
        """Answer `@bot words` with quotes to choose from; what fails is answered in `failed`."""
        query = update.inline_query
        if query is None:
            return
        words = await self._words(query.from_user)
        found = await self._desk.quotes(query.query, inline.MOST)
        name = query.get_bot().username
        page = inline.page(words, name, found, query.offset)
        await inline.answer(query, page if found else inline.nothing(words, query.query))

    async def guest(self, update: Update, _: Context) -> None:
        """Answer who mentions us where we are not: the evidence for what they reply to."""
        message = update.guest_message
        if message is None:
            return
        reader = await self._reader(message.chat, message.from_user)
        claim, asked = groups.pointed_at(message), groups.said(message)
        reply = await self._desk.evidence(reader, claim, asked)
        links = inline.links(reply, message.get_bot().username, self._desk.parameter)
        await delivery.post(reply, message, links)
        await self._desk.sent(reader, reply)

    async def moved(self, update: Update, _: Context) -> None:
        """Go along with a group that has become a supergroup; both of its ids are told."""
        message = _message(update)
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await self._desk.journal.move(old, new)

    async def membership(self, update: Update, _: Context) -> None:
        """Forget a chat that has shut us out: a group we were thrown out of, a reader's block."""
        change = update.my_chat_member
        if change and change.new_chat_member.status in _OUT:
            _LOG.info("no longer in a %s", change.chat.type)
            await self._desk.journal.leave(change.chat.id)

    async def button(self, update: Update, _: Context) -> None:
        """Do what a button asks for; its spinning stops in every case, here or in `failed`."""
        query, message, chat = _pressed(update)
        reader = await self._reader(chat, query.from_user)
        press = Press.unpack(query.data or "")
        if press is None or not press.obeys(query.from_user.id):
            await delivery.answer(query, reader.words.plain("not_yours" if press else "old_button"))
            return
        if seconds := self._pace.wait(query.from_user.id):
            await delivery.answer(query, reader.words.plain("too_fast", seconds=seconds))
            return
        question = message.reply_to_message if isinstance(message, Message) else None
        asked = _wording(question) if question else ""
        if press.is_verdict:
            notice = await self._desk.judge(reader, press, asked)
            await delivery.answer(query, notice=notice)
            return
        reply = await self._desk.press(reader, press, asked)
        if isinstance(reply, str):
            await delivery.answer(query, reply)
            return
        owned = reply.owned(_owner(query.from_user))
        if press.elsewhere:
            await delivery.send(owned, question if question and press.leans else message)
        else:
            await delivery.edit(owned, query)
        await self._desk.sent(reader, reply)
        await delivery.answer(query)

    async def language(self, update: Update, _: Context) -> None:
        """Speak from now on as the button of /settings says."""
        query, _message, chat = _pressed(update)
        user, press = query.from_user, Press.unpack(query.data or "")
        if press is None or not press.obeys(user.id):
            words = await self._words(user)
            await delivery.answer(query, words.plain("not_yours" if press else "old_button"))
            return
        await self._desk.journal.speak(user.id, languages.numbered(press.number))
        reader = await self._reader(chat, user)
        await delivery.edit(await self._settings(reader), query)
        await delivery.answer(query)

    async def failed(self, update: object, context: Context) -> None:
        """Log what was raised, then apologise to whoever was waiting."""
        error = context.error
        if isinstance(error, Forbidden) or _is_muted(error):
            _LOG.info("not allowed to write there: %s", error)
            return
        if isinstance(error, ProofError):
            _LOG.error("a quote could not be proved, and was not sent: %s", error)
            await self._alarm(context, error)
        elif isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            _LOG.warning("Telegram cannot be reached: %s", error)
        else:
            _LOG.error("an update could not be handled", exc_info=error)
        try:
            await self._apologise(update, "unproven" if isinstance(error, ProofError) else "failed")
        except TelegramError as second:
            _LOG.warning("no apology could be sent: %s", second)

    async def _alarm(self, context: Context, error: ProofError) -> None:
        """Tell the operator which quote is not what the report says."""
        text = self._voices.for_reader(None).plain("proof_alarm", error=str(error))
        for admin in self._desk.office.policy.admins:
            try:
                await context.bot.send_message(admin, shortened(text, LIMIT))
            except TelegramError as refused:
                _LOG.warning("an admin could not be told: %s", refused)

    async def _apologise(self, update: object, why: str) -> None:
        if not isinstance(update, Update):
            return
        user = update.effective_user
        words = self._voices.for_reader(user.language_code if user else None)
        if update.callback_query:
            await delivery.answer(update.callback_query, words.plain(why))
        elif update.inline_query:
            await inline.answer(update.inline_query, inline.failed(words))
        elif update.guest_message:
            await delivery.post(Reply(words(why)), update.guest_message, None)
        elif message := update.message or update.edited_message:
            await delivery.send(Reply(words(why)), message)

    async def _answer(self, update: Update, command: Command, text: str = "") -> None:
        """Send what a command says to a message, and only then remember that it was said."""
        message = _message(update)
        reader = await self._reader(message.chat, message.from_user)
        if seconds := self._pace.wait(reader.conversation.asker):
            command = _saying("too_fast", seconds=seconds)
        async with activity.typing(message):
            reply = await command(reader, text)
        answer = await self._deliver(update, reply.owned(_owner(message.from_user)))
        try:
            await self._inbox.done(update.update_id)
            await self._desk.journal.pair(reader.conversation, message.message_id, answer)
            await self._desk.sent(reader, reply)
        except JournalError as error:
            _LOG.warning("an answer was sent, but not noted down: %s", error)

    async def _deliver(self, update: Update, reply: Reply) -> int:
        """Send a reply; to an edited message, in place of the answer it had."""
        message = _message(update)
        if update.edited_message:
            answer = await self._desk.journal.answer_to(message.chat.id, message.message_id)
            if answer is not None:
                return await delivery.revise(reply, answer, message)
        return await delivery.send(reply, message)

    async def _settings(self, reader: Reader, text: str = "") -> Reply:  # noqa: ARG002 -- a Command
        """Show the languages there are; the buttons obey who asked."""
        asker = reader.conversation.asker
        chosen = await self._desk.journal.language(asker)
        return languages.settings(reader.words, chosen).owned(asker)

    async def _reader(self, chat: Chat | None, user: User | None) -> Reader:
        conversation = Conversation(chat.id if chat else 0, user.id if user else 0)
        words = await self._words(user)
        return Reader(conversation, words, in_group=bool(chat and chat.type != Chat.PRIVATE))

    async def _words(self, user: User | None) -> Words:
        """Return the words of the language somebody chose, or else of the one they use."""
        chosen = await self._desk.journal.language(user.id) if user else None
        return self._voices.for_reader(user.language_code if user else None, chosen)


def _saying(key: str, **values: str | int) -> Command:
    """Return a command that says one sentence."""

    async def say(reader: Reader, text: str) -> Reply:  # noqa: ARG001 -- a Command
        return Reply(reader.words(key, **values))

    return say


def _message(update: Update) -> Message:
    message = update.message or update.edited_message
    if message is None:
        reason = "a handler of messages was given something else"
        raise TypeError(reason)
    return message


def _is_muted(error: BaseException | None) -> bool:
    """Whether a group does not let us write: its rights, or a topic that is closed."""
    text = error.message.lower() if isinstance(error, BadRequest) else ""
    return any(phrase in text for phrase in ("not enough rights", "no rights", "topic_closed"))


def _pressed(update: Update) -> tuple[CallbackQuery, MaybeInaccessibleMessage, Chat]:
    query = update.callback_query
    if query is None or query.message is None:
        message = "a handler of buttons under messages was given something else"
        raise TypeError(message)
    return query, query.message, query.message.chat


def _owner(user: User | None) -> int:
    """Return whose the buttons are; 0, anybody's, where Telegram does not tell who asked."""
    return user.id if user and not user.is_bot and user.id not in _STAND_INS else 0


def _wording(message: Message) -> str:
    """Return what was asked in a message: its words without the command."""
    text = message.text or ""
    return _command(message)[1] if text.startswith("/") else groups.said(message).strip()


def _command(message: Message) -> tuple[str, str]:
    """Split `/name@bot text` into the name, in lower case, and the text."""
    text = message.text or ""
    stop = message.entities[0].length if message.entities else len(text)
    return text[1:stop].partition("@")[0].lower(), text[stop:].strip()
