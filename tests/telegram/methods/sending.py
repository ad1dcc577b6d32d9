"""Sending: messages, files, the sign that one is being written, reactions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram.constants import ChatAction, ReactionEmoji

from tests.telegram import access, composing, limits
from tests.telegram.arguments import Arguments
from tests.telegram.errors import not_done, refuse
from tests.telegram.values import Chat, Document, Formatted, Json, Message, Quote, utf16
from tests.telegram.wire import message_json
from tests.telegram.world import World


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes."""

    chat: Chat
    thread: int | None
    reply_to: int | None
    quote: Quote | None


def send_message(world: World, arguments: Arguments) -> Json:
    """Send a text."""
    message = text(arguments, "text", "entities")
    keyboard = limits.keyboard(arguments.json("reply_markup"))
    where = place(world, arguments)
    return _post(
        world,
        where,
        text=message.text,
        entities=message.entities,
        keyboard=keyboard,
        options=_options(arguments),
    )


def send_document(world: World, arguments: Arguments) -> Json:
    """Send a file, uploaded or sent before."""
    caption = limits.caption(_compose(arguments, "caption", "caption_entities"))
    keyboard = limits.keyboard(arguments.json("reply_markup"))
    document = _document(world, arguments)
    where = place(world, arguments)
    return _post(
        world,
        where,
        text=caption.text,
        entities=caption.entities,
        keyboard=keyboard,
        document=document,
    )


def send_photo(world: World, arguments: Arguments) -> Json:
    """Send a picture: it is uploaded; what it shows is kept as a document."""
    if not arguments.files["photo"].content.startswith(b"\x89PNG\r\n"):
        refuse("IMAGE_PROCESS_FAILED")
    document = replace(arguments.files["photo"], id=world.next_id())
    world.files[document.id] = document
    return _post(world, place(world, arguments), document=document, is_photo=True)


def send_chat_action(world: World, arguments: Arguments) -> Json:
    """Show that something is being written."""
    action = arguments.text("action")
    if action not in set(ChatAction):
        refuse("Wrong parameter action in request")
    chat = access.chat_to_write(world, arguments.number("chat_id"))
    access.topic(world, chat, arguments.number("message_thread_id"))
    world.actions.append((chat.id, action))
    world.tide.turn()
    return True


def set_message_reaction(world: World, arguments: Arguments) -> Json:
    """React to a message with one emoji, or none."""
    chat = access.chat_to_write(world, arguments.number("chat_id"))
    message = access.message_to(world, "react", chat, arguments.number("message_id"))
    emojis = tuple(reaction.get("emoji", "") for reaction in arguments.json("reaction") or [])
    if len(emojis) > 1:
        refuse("REACTIONS_TOO_MANY")
    if not set(emojis) <= set(ReactionEmoji):
        refuse("REACTION_INVALID")
    world.keep(replace(message, reactions=emojis))
    return True


def text(arguments: Arguments, name: str, entities: str) -> Formatted:
    """Read and check the text of a message."""
    if not arguments.text(name):
        refuse("Message text is empty")
    return limits.text(_compose(arguments, name, entities))


def place(world: World, arguments: Arguments) -> Place:
    """Find where to send to; ApiError when the bot may not, or there is no such place."""
    chat = access.chat_to_write(world, chat_id(arguments))
    thread = access.topic(world, chat, arguments.number("message_thread_id"))
    parameters = arguments.json("reply_parameters") or {}
    replied = _replied(world, chat, parameters)
    if replied is None:
        return Place(chat, thread, None, None)
    if chat.type == "supergroup":
        thread = thread or replied.thread or (None if chat.is_forum else replied.id)
    return Place(chat, thread, replied.id, _quote(replied, parameters))


def chat_id(arguments: Arguments) -> int:
    """Return the chat a request names; ApiError 400 when it names none."""
    if not arguments.text("chat_id"):
        refuse("chat_id is empty")
    return arguments.number("chat_id")


def _compose(arguments: Arguments, name: str, entities: str) -> Formatted:
    return composing.compose(
        arguments.text(name), arguments.text("parse_mode"), arguments.json(entities)
    )


def _post(world: World, where: Place, **content: Json) -> Json:
    limits.apps(content.get("keyboard", ()), where.chat)
    if world.rates is not None:
        world.rates.admit(where.chat)
    message = world.post(
        where.chat,
        world.bot,
        thread=where.thread,
        reply_to=where.reply_to,
        quote=where.quote,
        **content,
    )
    return message_json(world, message)


def _replied(world: World, chat: Chat, parameters: Json) -> Message | None:
    if not parameters:
        return None
    if int(parameters.get("chat_id", chat.id)) != chat.id:
        not_done("replies to another chat")
    message = world.message(chat.id, int(parameters.get("message_id", 0)))
    if message is None and not parameters.get("allow_sending_without_reply"):
        refuse("message to be replied not found")
    return message


def _quote(replied: Message, parameters: Json) -> Quote | None:
    """Find the quote of a reply, which must be an exact part of the message replied to."""
    words = parameters.get("quote")
    if not words:
        return None
    mode, entities = parameters.get("quote_parse_mode") or "", parameters.get("quote_entities")
    said = composing.mark(words, mode, entities)
    quote = composing.find_quote(
        Formatted(replied.text, replied.entities), said, int(parameters.get("quote_position") or 0)
    )
    if quote is None or utf16(said.text) > limits.MAX_QUOTE:
        refuse("QUOTE_TEXT_INVALID")
    return quote


def _options(arguments: Arguments) -> Json:
    preview = arguments.json("link_preview_options")
    return {"link_preview_options": preview} if preview else {}


def _document(world: World, arguments: Arguments) -> Document:
    name = arguments.text("document").removeprefix("attach://") or "document"
    if name in world.files:
        return world.files[name]
    if name not in arguments.files:
        refuse("There is no document in the request")
    document = replace(arguments.files[name], id=world.next_id())
    world.files[document.id] = document
    return document
