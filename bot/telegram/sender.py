"""Replies on their way through Telegram: sent, edited in place, and never lost to formatting."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    MaybeInaccessibleMessage,
    Message,
)
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.telegram import encoding
from bot.telegram.encoding import Json
from bot.telegram.retry import REFUSALS, persistently
from bot.views.reply import Reply, shortened

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")

_GENERAL = 1
_ALERT = 200
_TITLE = 60


async def send(reply: Reply, to: MaybeInaccessibleMessage) -> int:
    """Send a reply to a message, in its topic; return the id of the message sent.

    Plainly when Telegram refuses the markup; to the supergroup that a group has become.
    """
    try:
        return await _send(reply, to, to.chat.id)
    except ChatMigrated as error:
        return await _send(reply, to, error.new_chat_id)


async def revise(reply: Reply, answer: int, to: Message) -> int:
    """Show a reply in place of our message `answer`; send it to `to` if that is past."""

    async def attempt(content: Json) -> int:
        await _change(to.get_bot(), {"chat_id": to.chat.id, "message_id": answer, **content})
        return answer

    try:
        return await _deliver(attempt, reply)
    except BadRequest as error:
        if not _is_past(error):
            raise
        return await send(reply, to)


async def edit(reply: Reply, query: CallbackQuery) -> None:
    """Show a reply in place of what the button's message shows; elsewhere if that is past."""
    place = {
        "inline_message_id": query.inline_message_id,
        "chat_id": query.message and query.message.chat.id,
        "message_id": query.message and query.message.message_id,
    }
    try:
        await _deliver(lambda content: _change(query.get_bot(), {**place, **content}), reply)
    except BadRequest as error:
        if query.message is None or not _is_past(error):
            raise
        await send(reply, query.message)


async def post(reply: Reply, summons: Message, links: InlineKeyboardMarkup | None) -> None:
    """Answer, the one time there is, a message that mentions us in a chat we are not in.

    There buttons could not call us back; `links` stand in their place.
    """

    async def attempt(content: Json) -> None:
        marks = encoding.entities(reply.text) if content["entities"] else None
        text = InputTextMessageContent(
            content["text"], entities=marks, link_preview_options=encoding.NO_PREVIEW
        )
        title = shortened(content["text"], _TITLE)
        result = InlineQueryResultArticle("answer", title, text, reply_markup=links)
        await summons.get_bot().answer_guest_query(summons.guest_query_id or "", result)

    try:
        await _deliver(attempt, reply)
    except BadRequest as error:
        if not is_late(error):
            raise


async def answer(query: CallbackQuery, alert: str = "", *, notice: str = "") -> None:
    """Stop the button's spinning, with an alert, or a notice that passes, if there is one."""
    try:
        text = shortened(alert or notice, _ALERT)
        await _patiently(lambda: query.answer(text, show_alert=bool(alert)))
    except BadRequest as error:
        if not is_late(error):
            raise


def topic(message: MaybeInaccessibleMessage) -> int | None:
    """Return the topic to answer a message in; None where there is none, and in General."""
    thread = message.message_thread_id if isinstance(message, Message) else None
    is_topic = isinstance(message, Message) and message.is_topic_message
    return thread if is_topic and thread != _GENERAL else None


async def _send(reply: Reply, to: MaybeInaccessibleMessage, chat: int) -> int:
    place = {
        "chat_id": str(chat),
        "message_thread_id": topic(to),
        "reply_parameters": encoding.replying(to.message_id),
    }

    async def attempt(content: Json) -> int:
        sent = await _call(to.get_bot(), "sendMessage", {**place, **content})
        return int(sent["message_id"])

    return await _deliver(attempt, reply)


async def _change(bot: Bot, fields: Json) -> None:
    with _unmodified():
        await _call(bot, "editMessageText", fields)


async def _call(bot: Bot, method: str, fields: Json) -> Any:  # noqa: ANN401 -- JSON
    # Nothing public of python-telegram-bot takes the JSON.
    return await bot._post(method, encoding.encoded(fields))  # noqa: SLF001


async def _deliver(attempt: Callable[[Json], Awaitable[_T]], reply: Reply) -> _T:
    content = encoding.content(reply)
    try:
        return await _patiently(lambda: attempt(content))
    except BadRequest as error:
        refused = _refused(error)
        if refused is None:
            raise
        _LOG.error("Telegram refused the %s, sending without: %s", refused, error.message)
        return await _patiently(lambda: attempt(content | {refused: None}))


def _refused(error: BadRequest) -> str | None:
    """Return which part of a message Telegram does not take, None when it is not the markup."""
    if _says(error, "parse entities", "entity", "entities"):
        return "entities"
    return "reply_markup" if _says(error, "button", "reply markup", "keyboard") else None


async def _patiently(call: Callable[[], Awaitable[_T]]) -> _T:
    """Make a call until Telegram says yes or no: what only the network refused is not lost."""
    return await persistently("Telegram", call, REFUSALS, TelegramError)


@contextmanager
def _unmodified() -> Iterator[None]:
    """Take no offence when a message shows already what it shall show."""
    try:
        yield
    except BadRequest as error:
        if not _says(error, "message is not modified"):
            raise


def _is_past(error: BadRequest) -> bool:
    """Whether a message can no longer be edited: it is deleted, or too old."""
    return _says(error, "message to edit", "can't be edited")


def is_late(error: BadRequest) -> bool:
    """Whether a query can no longer be answered: it is too old, or answered already."""
    return _says(error, "query is too old", "query id is invalid")


def _says(error: BadRequest, *phrases: str) -> bool:
    return any(phrase in error.message.lower() for phrase in phrases)
