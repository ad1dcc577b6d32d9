"""Changing and deleting what was sent."""

from __future__ import annotations

from dataclasses import replace

from tests.telegram import access, limits
from tests.telegram.arguments import Arguments
from tests.telegram.errors import refuse
from tests.telegram.methods.sending import chat_id, text
from tests.telegram.values import Json, Keyboard, Message
from tests.telegram.wire import message_json
from tests.telegram.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def edit_message_text(world: World, arguments: Arguments) -> Json:
    """Change text and keyboard; a keyboard that is not sent again is gone."""
    new = text(arguments, "text", "entities")
    keyboard = limits.keyboard(arguments.json("reply_markup"))
    message = _message(world, arguments)
    limits.apps(keyboard, message.chat)
    if message.document is not None or message.is_photo:
        refuse("there is no text in the message to edit")
    if (new.text, new.entities, keyboard) == (message.text, message.entities, message.keyboard):
        refuse(NOT_MODIFIED)
    edited = world.edit(message, text=new.text, entities=new.entities, keyboard=keyboard)
    return _answer(world, arguments, edited)


def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    """Change the keyboard alone; none takes it away."""
    keyboard: Keyboard = limits.keyboard(arguments.json("reply_markup"))
    message = _message(world, arguments)
    if keyboard == message.keyboard:
        refuse(NOT_MODIFIED)
    return _answer(world, arguments, world.edit(message, keyboard=keyboard))


def delete_message(world: World, arguments: Arguments) -> Json:
    """Delete a message: the bot's own; in a private chat or as administrator, any."""
    chat = access.chat_to_write(world, chat_id(arguments))
    message = access.message_to(world, "delete", chat, _message_id(arguments))
    may_delete = chat.type == "private" or world.status(chat, world.bot) == "administrator"
    if message.sender != world.bot and not may_delete:
        refuse("message can't be deleted")
    world.keep(replace(message, is_deleted=True))
    return True


def _message(world: World, arguments: Arguments) -> Message:
    inline_id = arguments.text("inline_message_id")
    if inline_id and not arguments.text("chat_id"):
        if inline_id not in world.by_inline_id:
            refuse("MESSAGE_ID_INVALID")
        return world.messages[world.by_inline_id[inline_id]]
    chat = access.chat_to_write(world, chat_id(arguments))
    message = access.message_to(world, "edit", chat, _message_id(arguments))
    return access.own_message(world, message)


def _message_id(arguments: Arguments) -> int:
    if not arguments.text("message_id"):
        refuse("message identifier is not specified")
    return arguments.number("message_id")


def _answer(world: World, arguments: Arguments, edited: Message) -> Json:
    return True if not arguments.text("chat_id") else message_json(world, edited)
