"""Where the bot is no member: inline mode and guest mode, each query answered once."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import CallbackContext

from bot import delivery
from bot.desk.desk import Desk
from bot.surfaces import groups, inline
from bot.surfaces.readers import Readers

Context = CallbackContext[Any, Any, Any, Any]


class Elsewhere:
    """Takes what is typed in other chats to the desk; what raises is left to the failures."""

    def __init__(self, desk: Desk, readers: Readers) -> None:
        self._desk, self._readers = desk, readers

    async def inline(self, update: Update, _: Context) -> None:
        """Answer `@bot words` with quotes to choose from."""
        query = update.inline_query
        if query is None:
            return
        words = await self._readers.words(query.from_user)
        found = await self._desk.quotes(query.query, inline.MOST)
        name = query.get_bot().username
        page = inline.page(words, name, found, query.offset)
        await inline.answer(query, page if found else inline.nothing(words, query.query))

    async def guest(self, update: Update, _: Context) -> None:
        """Answer who mentions us where we are not: the evidence for what they reply to."""
        message = update.guest_message
        if message is None:
            return
        reader = await self._readers.reader(message.chat, message.from_user)
        claim, asked = groups.pointed_at(message), groups.said(message)
        reply = await self._desk.evidence(reader, claim, asked)
        links = inline.links(reply, message.get_bot().username, self._desk.parameter)
        await delivery.post(reply, message, links)
        await self._desk.sent(reader, reply)
