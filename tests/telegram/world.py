"""Everything Telegram knows: who there is, who is where, what was said."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from tests.telegram.profile import Profile
from tests.telegram.queries import Asked, CallbackQuery, GuestQuery, InlineQuery
from tests.telegram.rates import Rates
from tests.telegram.updates import Updates
from tests.telegram.values import Chat, Document, InlineAnswer, Json, Message, User
from tests.telegram.waiting import Tide
from tests.telegram.webhook import Webhook

Status = Literal["creator", "administrator", "member", "left", "kicked"]
IN_THE_CHAT = frozenset({"creator", "administrator", "member"})

GENERAL = 1
"""The topic of a forum that nobody created; no request may name it."""


@dataclass(slots=True)
class World:
    """The state behind the Bot API. The people's side and the bot's side both work on it."""

    token: str
    bot: User
    has_privacy: bool = True
    rates: Rates | None = None
    clock: Callable[[], float] = time.time
    tide: Tide = field(default_factory=Tide)
    updates: Updates = field(init=False)
    webhook: Webhook | None = None
    webhook_pause: float = 1.0
    profile: Profile = field(default_factory=Profile)
    callbacks: Asked[CallbackQuery] = field(default_factory=Asked)
    inline: Asked[InlineQuery] = field(default_factory=Asked)
    guests: Asked[GuestQuery] = field(default_factory=Asked)
    cache: dict[object, tuple[float, InlineAnswer]] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    statuses: dict[tuple[int, int], Status] = field(default_factory=dict)
    topics: dict[tuple[int, int], str] = field(default_factory=dict)
    upgraded: dict[int, int] = field(default_factory=dict)
    blocked_by: set[int] = field(default_factory=set)
    messages: dict[tuple[int, int], Message] = field(default_factory=dict)
    by_inline_id: dict[str, tuple[int, int]] = field(default_factory=dict)
    sent: dict[int, list[int]] = field(default_factory=dict)
    actions: list[tuple[int, str]] = field(default_factory=list)
    files: dict[str, Document] = field(default_factory=dict)
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1001))

    def __post_init__(self) -> None:
        self.updates = Updates(self.tide)

    @property
    def now(self) -> int:
        """The time in whole seconds since 1970, as messages carry it."""
        return int(self.clock())

    def next_id(self) -> str:
        """Return a new id for a query, a file or an inline message."""
        return str(4_000_000_000_000_000 + next(self.ids))

    def status(self, chat: Chat, user: User) -> Status:
        """What somebody is in a chat."""
        if chat.type == "private":
            return "kicked" if chat.id in self.blocked_by else "member"
        return self.statuses.get((chat.id, user.id), "left")

    def has_member(self, chat: Chat, user: User) -> bool:
        return self.status(chat, user) in IN_THE_CHAT

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """Find a message that is still there."""
        message = self.messages.get((chat_id, message_id))
        return None if message is None or message.is_deleted else message

    def post(self, chat: Chat, sender: User, **content: Json) -> Message:
        """Put a new message into a chat."""
        message = Message(next(self.ids), chat, sender, self.now, **content)
        if message.inline_id:
            self.by_inline_id[message.inline_id] = (chat.id, message.id)
        if sender == self.bot:
            self.sent.setdefault(chat.id, []).append(message.id)
        return self.keep(message)

    def edit(self, message: Message, **content: Json) -> Message:
        """Change a message; the version there was goes to its history."""
        history = (*message.history, replace(message, history=()))
        return self.keep(replace(message, edit_date=self.now, history=history, **content))

    def keep(self, message: Message) -> Message:
        """Store a version of a message, and wake whoever waits."""
        self.messages[message.chat.id, message.id] = message
        self.tide.turn()
        return message

    def latest(self, message: Message) -> Message:
        """Return the message as it is now."""
        return self.messages[message.chat.id, message.id]

    def reaches_bot(self, message: Message) -> bool:
        """Whether the bot gets to see what somebody wrote.

        In a private chat everything. In a group with privacy mode: commands for it or for nobody
        in particular, replies to it, what came by it, and service messages.
        """
        chat = message.chat
        if chat.type == "private":
            return chat.id not in self.blocked_by
        if not self.has_member(chat, self.bot) or message.sender.is_bot:
            return False
        is_free = not self.has_privacy or self.status(chat, self.bot) == "administrator"
        return is_free or bool(message.service or message.inline_id) or self._is_for_bot(message)

    def _is_for_bot(self, message: Message) -> bool:
        replied = message.reply_to and self.messages.get((message.chat.id, message.reply_to))
        if replied and replied.sender == self.bot:
            return True
        commands = [entity for entity in message.entities if entity.type == "bot_command"]
        if not commands or commands[0].offset:
            return False
        _, _, addressee = commands[0].of(message.text).partition("@")
        return addressee.lower() in {"", self.bot.username.lower()}
