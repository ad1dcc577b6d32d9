"""Groups: forming them, their topics, who comes and goes, becoming a supergroup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from tests.telegram.membership import change
from tests.telegram.people import People
from tests.telegram.values import Chat, Json, Message, User
from tests.telegram.wire import message_json, user_json
from tests.telegram.world import Status

_FIRST_SUPERGROUP = -1_000_000_000_000

GroupType = Literal["group", "supergroup"]


class Groups(People):
    """Groups of people, most of them with the bot."""

    def group(
        self,
        title: str = "读报群",
        people: Iterable[User] = (),
        *,
        type: GroupType = "supergroup",  # noqa: A002 - what the Bot API calls it
        is_forum: bool = False,
        bot: Status = "member",
    ) -> Chat:
        """Form a group of the reader, its creator, of others, and of the bot (`left`: without).

        Nothing is announced: it has been there for long.
        """
        number = next(self.world.ids)
        chat_id = -number if type == "group" else _FIRST_SUPERGROUP - number
        chat = Chat(chat_id, type, title, is_forum=is_forum)
        self.world.chats[chat.id] = chat
        self.world.statuses[chat.id, self.reader.id] = "creator"
        self.world.statuses[chat.id, self.world.bot.id] = bot
        for user in people:
            self.world.statuses[chat.id, user.id] = "member"
        return chat

    def topic(self, chat: Chat, name: str, user: User | None = None) -> int:
        """Open a topic in a forum; returns the thread to write to."""
        service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self.world.post(chat, user or self.reader, service=service)
        message = self.world.keep(replace(message, thread=message.id))
        self.world.topics[chat.id, message.id] = name
        self._deliver("message", message)
        return message.id

    def add_to_group(self, chat: Chat, user: User | None = None, by: User | None = None) -> None:
        """Add somebody to a group: the bot, if nobody is named."""
        user, by = user or self.world.bot, by or self.reader
        change(self.world, chat, user, "member", by=by)
        self._announce(chat, by, {"new_chat_members": [user_json(user)]})

    def kick(self, chat: Chat, user: User | None = None, by: User | None = None) -> None:
        """Throw somebody out of a group: the bot, if nobody is named."""
        user, by = user or self.world.bot, by or self.reader
        change(self.world, chat, user, "kicked", by=by)
        self._announce(chat, by, {"left_chat_member": user_json(user)})

    def promote(self, chat: Chat, user: User | None = None, by: User | None = None) -> None:
        """Make somebody an administrator: the bot, if nobody is named; it then sees everything."""
        change(self.world, chat, user or self.world.bot, "administrator", by=by or self.reader)

    def migrate(self, chat: Chat) -> Chat:
        """Make a group a supergroup: it has another id, and the old one refuses messages."""
        new = Chat(_FIRST_SUPERGROUP - next(self.world.ids), "supergroup", chat.title)
        self.world.chats[new.id] = new
        for (place, user_id), status in list(self.world.statuses.items()):
            if place == chat.id:
                self.world.statuses[new.id, user_id] = status
        self._announce(chat, self.reader, {"migrate_to_chat_id": new.id})
        self._announce(new, self.reader, {"migrate_from_chat_id": chat.id})
        self.world.upgraded[chat.id] = new.id
        return new

    def _announce(self, chat: Chat, by: User, service: Json) -> Message:
        message = self.world.post(chat, by, service=service)
        if self.world.has_member(chat, self.world.bot):
            wire = message_json(self.world, message)
            self.world.updates.add("message", wire, queue=chat.id)
        return message
