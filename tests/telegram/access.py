"""Where the bot may write: chats, topics, and messages to reply to."""

from __future__ import annotations

from tests.telegram.errors import forbid, refuse
from tests.telegram.values import Chat, Message
from tests.telegram.world import GENERAL, World


def chat_to_read(world: World, chat_id: int) -> Chat:
    """Find a chat the bot knows; ApiError 400 "chat not found" when it does not."""
    if chat_id not in world.chats:
        refuse("chat not found")
    return world.chats[chat_id]


def chat_to_write(world: World, chat_id: int) -> Chat:
    """Find a chat the bot may write to.

    ApiError 400 when there is none, or when it became a supergroup (`migrate_to_chat_id`); 403 when
    the bot is not in it any more, was blocked, or was never written to by that person.
    """
    chat = chat_to_read(world, chat_id)
    if chat_id in world.upgraded:
        refuse(
            "group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=world.upgraded[chat_id],
        )
    status = world.status(chat, world.bot)
    if chat.type == "private":
        if status == "kicked":
            forbid("bot was blocked by the user")
    elif status == "kicked":
        forbid(f"bot was kicked from the {chat.type} chat")
    elif status == "left":
        forbid(f"bot is not a member of the {chat.type} chat")
    return chat


def topic(world: World, chat: Chat, thread: int) -> int | None:
    """Return the topic to write to (None: General, or no forum); ApiError 400 when there is none.

    Chats without topics ignore a thread, but for private ones, which may have topics and have not.
    """
    if not thread or (chat.type != "private" and not chat.is_forum):
        return None
    if thread == GENERAL or (chat.id, thread) not in world.topics:
        refuse("message thread not found")
    return thread


def message_to(world: World, purpose: str, chat: Chat, message_id: int) -> Message:
    """Find a message to edit, delete or reply to; ApiError 400 "message to … not found"."""
    message = world.message(chat.id, message_id)
    if message is None:
        refuse(f"message to {purpose} not found")
    return message


def own_message(world: World, message: Message) -> Message:
    """Return a message the bot may edit; ApiError 400 when somebody else wrote it."""
    if message.sender != world.bot or message.service:
        refuse("message can't be edited")
    return message
