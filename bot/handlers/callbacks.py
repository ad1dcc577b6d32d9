"""Buttons pressed: each press is answered, by what it asks for or by an alert that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from telegram import CallbackQuery, Message, MessageEntity, Update

from bot.handlers.context import Requests, as_member, owner
from bot.handlers.files import FileHandlers
from bot.services.dispatcher import Dispatcher
from bot.services.request import Request, ShownMessage
from bot.storage.outbox import Outgoing
from bot.telegram import filters, outgoing
from bot.telegram.outgoing import Handled, all_of, callback_answer
from bot.views.callback_data import Action, CallbackData
from bot.views.reply import Reply

_QUOTATIONS = MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE


class CallbackHandlers:
    """Does what buttons ask for; what raises is left to whoever calls."""

    def __init__(self, dispatcher: Dispatcher, requests: Requests) -> None:
        self._dispatcher, self._requests = dispatcher, requests
        self._files = FileHandlers(dispatcher)

    async def press(self, update: Update) -> Handled:
        """Do what a button asks for; its spinning stops in every case."""
        query = update.callback_query
        if query is None:
            message = "a handler of buttons was given something else"
            raise TypeError(message)
        request = await self._requests.request(update, query.message)
        # None of our buttons is anywhere but under a message in a chat of ours.
        press = CallbackData.unpack(query.data or "") if query.message else None
        if press is None or not press.obeys(query.from_user.id):
            why = request.words.plain("not_yours" if press else "old_button")
            return all_of(callback_answer(query, why))
        return await self._obey(query, press, request)

    async def _obey(self, query: CallbackQuery, press: CallbackData, request: Request) -> Handled:
        question = _question(query)
        asked = filters.wording(question) if question else ""
        request = replace(request, question=question.message_id if question else 0)
        if press.is_rating:
            notice = await self._dispatcher.rate(request, press, asked)
            return all_of(callback_answer(query, notice=notice))
        if press.action in (Action.BELL, Action.UNWATCH):
            request = await as_member(request, query.message, query.from_user.id)
        if press.action is Action.UPLOAD:
            reply = await self._files.press(query, press, request)
        else:
            request = replace(request, shown=_message(query))
            reply = await self._dispatcher.press(request, press, asked)
        if isinstance(reply, str):
            return all_of(callback_answer(query, reply))
        shown = _shown(query, press, reply.owned(owner(query.from_user)))
        noted = tuple(self._dispatcher.noting(request, reply))
        return all_of(*shown, callback_answer(query), *outgoing.notes(reply), also=noted)


def _shown(query: CallbackQuery, press: CallbackData, reply: Reply) -> Iterator[Outgoing]:
    """Show a reply in place of what the button's message shows, or beside it with its files."""
    if query.message is None:
        return
    if not press.elsewhere:
        yield outgoing.edit(reply, query.message, query.from_user.id)
        return
    question = _question(query)
    to = question if question and press.leans else query.message
    yield outgoing.message(reply, to, query.from_user.id)
    yield from outgoing.files(reply, to, query.from_user.id)


def _message(query: CallbackQuery) -> ShownMessage:
    """Return what the button's message says, quotes and offers, if Telegram shows it."""
    message = query.message
    if not isinstance(message, Message) or not message.text:
        return ShownMessage()
    try:
        quotes = tuple(message.parse_entities(list(_QUOTATIONS)).values())
    except UnicodeError:
        quotes = ()
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    carried = (str(button.callback_data or "") for row in rows for button in row)
    presses = tuple(filter(None, map(CallbackData.unpack, carried)))
    return ShownMessage(message.text, quotes, presses)


def _question(query: CallbackQuery) -> Message | None:
    """Return the question that the button's message answers, if Telegram shows it."""
    return query.message.reply_to_message if isinstance(query.message, Message) else None
