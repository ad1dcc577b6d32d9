"""What people do: write, edit, press buttons, follow links, react, block."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, Unpack

from tests.telegram import composing, membership
from tests.telegram.limits import MAX_CAPTION, MAX_TEXT, START_PARAMETER
from tests.telegram.queries import CallbackQuery
from tests.telegram.values import (
    Button,
    Chat,
    Document,
    Entity,
    Formatted,
    Json,
    Message,
    Quote,
    User,
    utf16,
)
from tests.telegram.wire import chat_json, message_json, user_json
from tests.telegram.world import World


class How(TypedDict, total=False):
    """Ways to write a message.

    `reply_to` and a `quote` from it, `thread` (a topic, as `topic()` returned it), `photo` (then
    the text is its caption), a `document` or a `picture` as `file()` returned it (the text may be
    empty then), `entities`, and `deliver`: whether the bot gets it, whatever the rules of privacy
    mode say.
    """

    reply_to: Message
    quote: str
    thread: int | None
    photo: bool
    document: Document
    picture: Document
    entities: tuple[Entity, ...]
    deliver: bool


class People:
    """People, and what they do in chats. Without a `user` it is `self.reader`, a 简体中文 reader.

    Without a `chat` it is the private chat of that person with the bot.
    """

    world: World
    reader: User

    def user(
        self, first_name: str, language_code: str = "zh-hans", *, is_bot: bool = False
    ) -> User:
        """Bring a new person, or another bot, into the world."""
        user_id = next(self.world.ids)
        user = User(user_id, first_name, language_code, f"user{user_id}", is_bot)
        self.world.users[user.id] = user
        return user

    def private(self, user: User | None = None) -> Chat:
        """Return a person's private chat; the bot may write there once the person has."""
        user = user or self.reader
        return Chat(user.id, "private", user.first_name, username=user.username)

    def say(
        self, text: str, chat: Chat | None = None, user: User | None = None, **how: Unpack[How]
    ) -> Message:
        """Write a message; the bot gets it if it may.

        ValueError for what no person can send: nothing visible, more than 4,096 characters, a quote
        that is not in the message replied to.
        """
        user = user or self.reader
        chat = chat or self.private(user)
        self.world.chats.setdefault(chat.id, chat)
        written = composing.compose(
            text, entities=[_wire(entity) for entity in how.get("entities", ())]
        )
        attached = how.get("document") or how.get("picture")
        most = MAX_CAPTION if attached else MAX_TEXT
        if not (0 if attached else 1) <= utf16(written.text) <= most:
            reason = f"a person cannot send {len(text)} characters: {text[:20]!r}"
            raise ValueError(reason)
        replied = how.get("reply_to")
        message = self.world.post(
            chat,
            user,
            text=written.text,
            entities=written.entities,
            reply_to=replied and replied.id,
            quote=_quote(replied, how.get("quote", "")),
            thread=how.get("thread") or _thread(chat, replied),
            is_photo=how.get("photo", False),
            document=how.get("document"),
            picture=how.get("picture"),
        )
        self._deliver("message", message, forced=how.get("deliver"))
        return message

    def file(self, name: str, content: bytes, mime_type: str = "") -> Document:
        """Upload a file, to be sent as a document or a picture."""
        document = Document(self.world.next_id(), name, mime_type, content)
        self.world.files[document.id] = document
        return document

    def command(
        self,
        name: str,
        argument: str = "",
        chat: Chat | None = None,
        user: User | None = None,
        **how: Unpack[How],
    ) -> Message:
        """Write `/name argument`; `name` may be addressed, as in `search@wenbao_bot`."""
        return self.say(f"/{name} {argument}".strip(), chat, user, **how)

    def edit(self, message: Message, text: str) -> Message:
        """Change what somebody wrote."""
        written = composing.compose(text)
        edited = self.world.edit(
            self.world.latest(message), text=written.text, entities=written.entities
        )
        self._deliver("edited_message", edited)
        return edited

    def delete(self, message: Message) -> None:
        """Take a message away; bots are not told."""
        self.world.keep(replace(self.world.latest(message), is_deleted=True))

    def press(
        self, button: Button | str, message: Message | None = None, user: User | None = None
    ) -> CallbackQuery:
        """Press a button: by its label, its data, or itself (a Button may be made up by hand).

        Without a `message` it is the last one with buttons in the person's private chat. KeyError
        when there is no such button; ValueError when it does not call the bot back.
        """
        user = user or self.reader
        message = self.world.latest(message) if message else self._last_with_buttons(user)
        button = message.button(button) if isinstance(button, str) else button
        if button.data is None:
            reason = f"{button.text!r} does not call the bot back"
            raise ValueError(reason)
        query = CallbackQuery(
            id=self.world.next_id(),
            user=user,
            tide=self.world.tide,
            data=button.data,
            message=message,
        )
        self.world.callbacks[query.id] = query
        self.world.updates.add("callback_query", self._callback(query), queue=message.chat.id)
        return query

    def follow(self, link: Button | str, user: User | None = None) -> Message:
        """Follow a deep link to the bot: `/start` and what it carries, in the private chat.

        ValueError when it leads elsewhere, or carries what Telegram does not let through.
        """
        url = (link.url or "") if isinstance(link, Button) else link
        start = f"https://t.me/{self.world.bot.username}?start="
        parameter = url.removeprefix(start)
        if not url.startswith(start) or not START_PARAMETER.fullmatch(parameter):
            reason = f"no deep link to the bot: {url!r}"
            raise ValueError(reason)
        return self.command("start", parameter, user=user)

    def react(self, message: Message, emoji: str, user: User | None = None) -> None:
        """Put a reaction on a message; the bot gets it only if it asked for such updates."""
        user = user or self.reader
        reaction: Json = {
            "chat": chat_json(message.chat),
            "message_id": message.id,
            "user": user_json(user),
            "date": self.world.now,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
        }
        self.world.updates.add("message_reaction", reaction, queue=message.chat.id)

    def block(self, user: User | None = None) -> None:
        """Block the bot."""
        user = user or self.reader
        membership.change(self.world, self.private(user), self.world.bot, "kicked", by=user)

    def unblock(self, user: User | None = None) -> None:
        """Let the bot write again."""
        user = user or self.reader
        membership.change(self.world, self.private(user), self.world.bot, "member", by=user)

    def _deliver(self, kind: str, message: Message, *, forced: bool | None = None) -> None:
        reaches = self.world.reaches_bot(message) if forced is None else forced
        if reaches:
            wire = message_json(self.world, message)
            self.world.updates.add(kind, wire, queue=message.chat.id)

    def _last_with_buttons(self, user: User) -> Message:
        for message_id in reversed(self.world.sent.get(user.id, [])):
            message = self.world.message(user.id, message_id)
            if message and message.keyboard:
                return message
        reason = f"the bot sent {user.first_name} no buttons"
        raise KeyError(reason)

    def _callback(self, query: CallbackQuery) -> Json:
        message = query.message
        wire: dict[str, Json] = {
            "id": query.id,
            "from": user_json(query.user),
            "chat_instance": str(message.chat.id),
            "data": query.data,
        }
        if message.inline_id:
            return wire | {"inline_message_id": message.inline_id}
        if message.is_deleted:
            gone = {"chat": chat_json(message.chat), "message_id": message.id, "date": 0}
            return wire | {"message": gone}
        return wire | {"message": message_json(self.world, message)}


def _thread(chat: Chat, replied: Message | None) -> int | None:
    """The thread of a reply: its topic in a forum, the first message in another supergroup."""
    if replied is None or chat.type != "supergroup":
        return None
    return replied.thread or (None if chat.is_forum else replied.id)


def _quote(replied: Message | None, words: str) -> Quote | None:
    if not words:
        return None
    quote = replied and composing.cut_quote(Formatted(replied.text, replied.entities), words)
    if not quote:
        reason = f"nothing replied to says {words!r}"
        raise ValueError(reason)
    return quote


def _wire(entity: Entity) -> Json:
    return {
        "type": entity.type,
        "offset": entity.offset,
        "length": entity.length,
        "url": entity.url,
        "user": {"id": entity.user_id},
        "language": entity.language,
        "custom_emoji_id": entity.custom_emoji_id,
    }
