"""Replies on their way through Telegram: sent, edited in place, and never lost to formatting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from telegram import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, RetryAfter

from bot.buttons import Button
from bot.polling import patience
from bot.reply import Reply
from bot.styled import Styled, shortened, units

_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")
_GENERAL = 1
_ALERT = 200
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(reply: Reply, to: MaybeInaccessibleMessage) -> None:
    """Send a reply to a message, in its topic; plainly when Telegram refuses the markup."""
    thread = to.message_thread_id if isinstance(to, Message) and to.is_topic_message else None

    async def attempt(content: Mapping[str, Any]) -> None:
        await to.get_bot().send_message(
            to.chat.id,
            message_thread_id=None if thread == _GENERAL else thread,
            reply_parameters=ReplyParameters(to.message_id, allow_sending_without_reply=True),
            link_preview_options=_NO_PREVIEW,
            **content,
        )

    await _deliver(attempt, reply)


async def edit(reply: Reply, query: CallbackQuery) -> None:
    """Show a reply in place of what the button's message shows; elsewhere if that is past."""

    async def attempt(content: Mapping[str, Any]) -> None:
        try:
            await query.edit_message_text(link_preview_options=_NO_PREVIEW, **content)
        except BadRequest as error:
            if not _says(error, "message is not modified"):
                raise

    try:
        await _deliver(attempt, reply)
    except BadRequest as error:
        if query.message is None or not _says(error, "message to edit", "can't be edited"):
            raise
        await send(reply, query.message)


async def answer(query: CallbackQuery, alert: str = "", *, notice: str = "") -> None:
    """Stop the button's spinning, with an alert, or a notice that passes, if there is one."""
    try:
        await query.answer(shortened(alert or notice, _ALERT), show_alert=bool(alert))
    except BadRequest as error:
        if not _says(error, "query is too old", "query id is invalid"):
            raise


def entities(styled: Styled) -> list[MessageEntity]:
    """Return the marks of a text as Telegram's entities, counted in UTF-16 units."""
    text = styled.text
    return [
        MessageEntity(style.value, units(text[:start]), units(text[start:stop]))
        for style, start, stop in styled.marks
    ]


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Return the buttons of a reply, None when there are none."""
    rows = [[_button(button) for button in row] for row in reply.rows]
    return InlineKeyboardMarkup(rows) if rows else None


async def _deliver(attempt: Callable[[Mapping[str, Any]], Awaitable[None]], reply: Reply) -> None:
    content = {
        "text": reply.text.text,
        "entities": entities(reply.text),
        "reply_markup": keyboard(reply),
    }
    try:
        await _patiently(lambda: attempt(content))
    except BadRequest as error:
        refused = _refused(error)
        if refused is None:
            raise
        _LOG.error("Telegram refused the %s, sending without: %s", refused, error.message)
        await _patiently(lambda: attempt(content | {refused: None}))


def _refused(error: BadRequest) -> str | None:
    """Return which part of a message Telegram does not take, None when it is not the markup."""
    if _says(error, "parse entities", "entity", "entities"):
        return "entities"
    return "reply_markup" if _says(error, "button", "reply markup", "keyboard") else None


async def _patiently(call: Callable[[], Awaitable[_T]]) -> _T:
    """Make a call as often as Telegram says that it comes too early, waiting as long as told."""
    while True:
        try:
            return await call()
        except RetryAfter as error:
            _LOG.warning("Telegram asks for patience: %s", error.message)
            await asyncio.sleep(patience(error))


def _button(button: Button) -> InlineKeyboardButton:
    if button.copies:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copies))
    return InlineKeyboardButton(button.label, callback_data=button.press.pack())


def _says(error: BadRequest, *phrases: str) -> bool:
    return any(phrase in error.message.lower() for phrase in phrases)
