"""Buttons pressed: each press is answered, by what it asks for or by an alert that says why not."""

from __future__ import annotations

from dataclasses import replace

from telegram import CallbackQuery, Message, Update

from bot.handlers.context import Context, Requests, owner
from bot.services.dispatcher import Dispatcher
from bot.services.request import Request
from bot.telegram import filters, sender
from bot.telegram.throttle import Throttle
from bot.views.callback_data import CallbackData


class CallbackHandlers:
    """Does what buttons ask for; what raises is left to the error handler."""

    def __init__(self, dispatcher: Dispatcher, requests: Requests, throttle: Throttle) -> None:
        self._dispatcher, self._requests, self._throttle = dispatcher, requests, throttle

    async def press(self, update: Update, _: Context) -> None:
        """Do what a button asks for; its spinning stops in every case."""
        query = update.callback_query
        if query is None:
            message = "a handler of buttons was given something else"
            raise TypeError(message)
        chat = query.message.chat if query.message else None
        request = await self._requests.request(chat, query.from_user)
        press = (
            CallbackData.unpack(query.data or "") if chat else None
        )  # none of ours is anywhere else
        if press is None or not press.obeys(query.from_user.id):
            await sender.answer(query, request.words.plain("not_yours" if press else "old_button"))
        elif seconds := self._throttle.wait(query.from_user.id):
            await sender.answer(query, request.words.plain("too_fast", seconds=seconds))
        else:
            await self._obey(query, press, request)

    async def _obey(self, query: CallbackQuery, press: CallbackData, request: Request) -> None:
        question = _question(query)
        asked = filters.wording(question) if question else ""
        request = replace(request, question=question.message_id if question else 0)
        if press.is_rating:
            notice = await self._dispatcher.rate(request, press, asked)
            await sender.answer(query, notice=notice)
            return
        reply = await self._dispatcher.press(request, press, asked)
        if isinstance(reply, str):
            await sender.answer(query, reply)
            return
        owned = reply.owned(owner(query.from_user))
        if press.elsewhere and query.message:
            await sender.send(owned, question if question and press.leans else query.message)
        else:
            await sender.edit(owned, query)
        await self._dispatcher.sent(request, reply)
        await sender.answer(query)


def _question(query: CallbackQuery) -> Message | None:
    """Return the question that the button's message answers, if Telegram shows it."""
    return query.message.reply_to_message if isinstance(query.message, Message) else None
