"""What people do away from the bot's chats: inline mode and guest mode."""

from __future__ import annotations

from dataclasses import replace

from tests.telegram import composing
from tests.telegram.people import People
from tests.telegram.queries import GuestQuery, InlineQuery
from tests.telegram.values import Chat, InlineAnswer, Json, Message, User
from tests.telegram.wire import message_json, user_json

MAX_INLINE_QUERY = 256
"""Characters of an inline query that reach the bot."""


class Surfaces(People):
    """Inline mode (`@bot words` in any chat) and guest mode (the bot is mentioned in a chat)."""

    def inline(self, words: str, user: User | None = None, *, offset: str = "") -> InlineQuery:
        """Type `@bot words`; `offset` asks for the page that an answer's `next_offset` names.

        Telegram itself answers when somebody asked the same lately: see `InlineAnswer.cached`.
        """
        user, world = user or self.reader, self.world
        query = InlineQuery(
            id=world.next_id(),
            user=user,
            tide=world.tide,
            words=words[:MAX_INLINE_QUERY],
            offset=offset,
        )
        cached = self._cached(query)
        if cached is not None:
            query.close(replace(cached, cached=True))
            return query
        world.inline[query.id] = query
        wire: Json = {
            "id": query.id,
            "from": user_json(user),
            "query": query.words,
            "offset": offset,
            "chat_type": "sender",
        }
        world.updates.add("inline_query", wire, queue=user.id)
        return query

    def choose(
        self, query: InlineQuery, result: int | str = 0, chat: Chat | None = None
    ) -> Message:
        """Send one of the results (by place or by id) into a chat.

        ValueError when there is no such result, or no answer yet.
        """
        results = query.given.results if query.given else ()
        chosen = [found for place, found in enumerate(results) if result in {place, found.id}]
        if not chosen:
            reason = f"no result {result!r} among {[found.id for found in results]}"
            raise ValueError(reason)
        message = self.world.post(
            chat or self.private(query.user),
            query.user,
            text=chosen[0].text,
            entities=chosen[0].entities,
            keyboard=chosen[0].keyboard,
            inline_id=self.world.next_id(),
        )
        self._deliver("message", message)
        feedback: dict[str, Json] = {
            "result_id": chosen[0].id,
            "from": user_json(query.user),
            "query": query.words,
        }
        if message.keyboard:
            feedback["inline_message_id"] = message.inline_id
        self.world.updates.add("chosen_inline_result", feedback, queue=query.user.id)
        return message

    def summon(
        self, text: str, chat: Chat, user: User | None = None, reply_to: Message | None = None
    ) -> GuestQuery:
        """Mention the bot in a chat it is not in; it sees this message and the one replied to.

        ValueError when the text does not mention it.
        """
        user, world = user or self.reader, self.world
        written = composing.compose(text)
        if f"@{world.bot.username}" not in text:
            reason = f"{text!r} does not mention @{world.bot.username}"
            raise ValueError(reason)
        summons = world.post(
            chat,
            user,
            text=written.text,
            entities=written.entities,
            reply_to=reply_to and reply_to.id,
            guest_query_id=world.next_id(),
        )
        query = GuestQuery(id=summons.guest_query_id, user=user, tide=world.tide, summons=summons)
        world.guests[query.id] = query
        world.updates.add("guest_message", message_json(world, summons), queue=chat.id)
        return query

    def _cached(self, query: InlineQuery) -> InlineAnswer | None:
        for asker in (query.user.id, None):
            until, answer = self.world.cache.get((query.words, query.offset, asker), (0.0, None))
            if answer is not None and until > self.world.clock():
                return answer
        return None
