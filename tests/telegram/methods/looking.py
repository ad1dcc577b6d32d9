"""Looking things up: the bot itself, chats, members, files. And leaving."""

from __future__ import annotations

from tests.telegram import access
from tests.telegram.arguments import Arguments
from tests.telegram.errors import refuse
from tests.telegram.membership import change
from tests.telegram.methods.sending import chat_id
from tests.telegram.values import Chat, Json, User
from tests.telegram.wire import chat_json, member_json, user_json
from tests.telegram.world import IN_THE_CHAT, World

MAX_FILE = 20 * 1024 * 1024


def get_me(world: World, _arguments: Arguments) -> Json:
    """Tell who the bot is and what it was allowed by @BotFather."""
    return user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.has_privacy,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def get_chat(world: World, arguments: Arguments) -> Json:
    """Tell what is known of a chat."""
    chat = _chat(world, arguments)
    return chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }


def get_chat_member(world: World, arguments: Arguments) -> Json:
    """Tell what somebody is in a chat."""
    chat = _chat(world, arguments)
    user = world.users.get(arguments.number("user_id"))
    if user is None:
        refuse("user not found")
    return member_json(user, world.status(chat, user))


def get_chat_administrators(world: World, arguments: Arguments) -> Json:
    """List who looks after a group."""
    chat = _chat(world, arguments)
    if chat.type == "private":
        refuse("there are no administrators in the private chat")
    return [
        member_json(user, world.status(chat, user))
        for user in _members(world, chat)
        if world.status(chat, user) != "member"
    ]


def get_chat_member_count(world: World, arguments: Arguments) -> Json:
    """Count who is in a chat."""
    chat = _chat(world, arguments)
    return 2 if chat.type == "private" else len(_members(world, chat))


def leave_chat(world: World, arguments: Arguments) -> Json:
    """Leave a group."""
    chat = access.chat_to_write(world, chat_id(arguments))
    if chat.type == "private":
        refuse("chat member status can't be changed in private chats")
    change(world, chat, world.bot, "left", by=world.bot)
    return True


def get_file(world: World, arguments: Arguments) -> Json:
    """Tell where to download a file, if it is small enough."""
    document = world.files.get(arguments.text("file_id"))
    if document is None:
        refuse("wrong file_id or the file is temporarily unavailable")
    if len(document.content) > MAX_FILE:
        refuse("file is too big")
    return {
        "file_id": document.id,
        "file_unique_id": f"u{document.id}",
        "file_size": len(document.content),
        "file_path": f"documents/{document.id}",
    }


def _chat(world: World, arguments: Arguments) -> Chat:
    return access.chat_to_read(world, chat_id(arguments))


def _members(world: World, chat: Chat) -> list[User]:
    return [
        world.users[user_id]
        for (place, user_id), status in world.statuses.items()
        if place == chat.id and status in IN_THE_CHAT
    ]


_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
