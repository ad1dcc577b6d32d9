"""What people and the bot see of Telegram: users, chats, messages, buttons, answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Json = Any
"""What JSON can say; the shape is Telegram's business, not the type checker's."""

ChatType = Literal["private", "group", "supergroup"]


def utf16(text: str) -> int:
    """Length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Cut a text by UTF-16 units; half of a surrogate pair comes back as U+FFFD."""
    units = text.encode("utf-16-le")[2 * offset : 2 * (offset + length)]
    return units.decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class User:
    """A person, or a bot."""

    id: int
    first_name: str
    language_code: str = ""
    username: str = ""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; the id of a private one is its person's, the ids of groups are negative."""

    id: int
    type: ChatType
    title: str
    is_forum: bool = False
    username: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting of a run of text; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    user_id: int = 0
    language: str = ""
    custom_emoji_id: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length

    def of(self, text: str) -> str:
        """Return the words of `text` that the entity covers."""
        return utf16_slice(text, self.offset, self.length)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, as they stand in a message."""

    text: str
    entities: tuple[Entity, ...] = ()


def clip(entities: Iterable[Entity], start: int, stop: int) -> Iterator[Entity]:
    """Cut entities to a range of the text, and count their offsets from its beginning."""
    for entity in entities:
        first, last = max(entity.offset, start), min(entity.end, stop)
        if first < last:
            yield replace(entity, offset=first - start, length=last - first)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message, as the bot sent it (`wire` is its JSON)."""

    wire: Mapping[str, Json]

    @property
    def text(self) -> str:
        return str(self.wire["text"])

    @property
    def data(self) -> str | None:
        """What it calls the bot back with, or None when it does something else."""
        return self.wire.get("callback_data")

    @property
    def url(self) -> str | None:
        return self.wire.get("url")

    @property
    def copies(self) -> str | None:
        """What it puts on the clipboard."""
        return self.wire["copy_text"]["text"] if "copy_text" in self.wire else None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The part of the replied-to message that a reply singles out; position in UTF-16 units."""

    text: str
    position: int
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that the bot or a person sent."""

    id: str
    name: str
    mime_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """One version of a message; what came before its last edit is in `history`.

    `thread` is the topic of a forum (None in General), or the thread of replies in another
    supergroup. `reply_to` is the id of the message replied to. `inline_id` names a message that
    came by inline or guest mode. `service` holds what a service message announces.
    """

    id: int
    chat: Chat
    sender: User
    date: int
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    reply_to: int | None = None
    quote: Quote | None = None
    thread: int | None = None
    edit_date: int | None = None
    history: tuple[Message, ...] = ()
    is_deleted: bool = False
    inline_id: str = ""
    guest_query_id: str = ""
    caller: User | None = None
    document: Document | None = None
    is_photo: bool = False
    picture: Document | None = None
    reactions: tuple[str, ...] = ()
    options: Mapping[str, Json] = field(default_factory=dict)
    service: Mapping[str, Json] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Say what a failed test needs to know."""
        place = f"{self.chat.title}/{self.thread}" if self.thread else self.chat.title
        buttons = f" {self.labels}" if self.keyboard else ""
        return f"<{self.id} {self.sender.first_name} in {place}: {self.text!r}{buttons}>"

    def spans(self, kind: str) -> tuple[str, ...]:
        """Return the words of every entity of a kind, such as `blockquote` or `bold`."""
        return tuple(entity.of(self.text) for entity in self.entities if entity.type == kind)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button, row by row."""
        return tuple(button for row in self.keyboard for button in row)

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """What stands on the buttons, a tuple a row."""
        return tuple(tuple(button.text for button in row) for row in self.keyboard)

    def button(self, name: str) -> Button:
        """Find a button by its label, its callback data or its address; KeyError if none has it."""
        for button in self.buttons:
            if name in {button.text, button.data, button.url}:
                return button
        message = f"no button {name!r} among {self.labels}"
        raise KeyError(message)

    @property
    def previous(self) -> Message | None:
        """The version before the last edit."""
        return self.history[-1] if self.history else None


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """How the bot answered a pressed button: a notice of up to 200 characters, or an alert."""

    text: str
    is_alert: bool
    url: str
    cache_time: int


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One line of an inline answer, and the message it would send (text and entities)."""

    id: str
    type: str
    title: str
    description: str
    text: str
    entities: tuple[Entity, ...]
    keyboard: Keyboard
    wire: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What an inline question brought; `cached` when Telegram answered without asking the bot."""

    results: tuple[InlineResult, ...]
    next_offset: str
    is_personal: bool
    cache_time: int
    button: Mapping[str, Json] | None
    cached: bool = False


@dataclass(slots=True)
class Call:
    """One request of the bot to the Bot API. `code` is 0 until it is answered."""

    method: str
    arguments: Mapping[str, Json]
    started: float
    seconds: float = 0.0
    code: int = 0
    description: str = ""
