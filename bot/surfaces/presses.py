"""Buttons pressed: each press is answered, by what it asks for or by an alert that says why not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackContext

from bot import delivery
from bot.desk.desk import Desk, Reader
from bot.pace import Pace
from bot.replies.buttons import Press
from bot.surfaces import groups
from bot.surfaces.readers import Readers, owner

Context = CallbackContext[Any, Any, Any, Any]


class Presses:
    """Takes presses to the desk; what raises is answered among the failures."""

    def __init__(self, desk: Desk, readers: Readers, pace: Pace) -> None:
        self._desk, self._readers, self._pace = desk, readers, pace

    async def press(self, update: Update, _: Context) -> None:
        """Do what a button asks for; its spinning stops in every case."""
        query = update.callback_query
        if query is None:
            message = "a handler of buttons was given something else"
            raise TypeError(message)
        chat = query.message.chat if query.message else None
        reader = await self._readers.reader(chat, query.from_user)
        press = Press.unpack(query.data or "") if chat else None  # none of ours is anywhere else
        if press is None or not press.obeys(query.from_user.id):
            await delivery.answer(query, reader.words.plain("not_yours" if press else "old_button"))
        elif seconds := self._pace.wait(query.from_user.id):
            await delivery.answer(query, reader.words.plain("too_fast", seconds=seconds))
        else:
            await self._obey(query, press, reader)

    async def _obey(self, query: CallbackQuery, press: Press, reader: Reader) -> None:
        question = _question(query)
        asked = groups.wording(question) if question else ""
        reader = replace(reader, question=question.message_id if question else 0)
        if press.is_verdict:
            notice = await self._desk.judge(reader, press, asked)
            await delivery.answer(query, notice=notice)
            return
        reply = await self._desk.press(reader, press, asked)
        if isinstance(reply, str):
            await delivery.answer(query, reply)
            return
        owned = reply.owned(owner(query.from_user))
        if press.elsewhere and query.message:
            await delivery.send(owned, question if question and press.leans else query.message)
        else:
            await delivery.edit(owned, query)
        await self._desk.sent(reader, reply)
        await delivery.answer(query)


def _question(query: CallbackQuery) -> Message | None:
    """Return the question that the button's message answers, if Telegram shows it."""
    return query.message.reply_to_message if isinstance(query.message, Message) else None
