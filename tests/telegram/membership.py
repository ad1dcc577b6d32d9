"""Who comes and goes: the update the bot gets, and what changes."""

from __future__ import annotations

from tests.telegram.values import Chat, Json, User
from tests.telegram.wire import chat_json, member_json, user_json
from tests.telegram.world import Status, World


def change(world: World, chat: Chat, user: User, status: Status, *, by: User) -> None:
    """Give somebody another place in a chat, and tell the bot of it.

    `my_chat_member` for the bot itself (a private chat is "kicked" when it is blocked),
    `chat_member` for others, which the bot only gets if it asked for it.
    """
    old = world.status(chat, user)
    if chat.type == "private":
        (world.blocked_by.add if status == "kicked" else world.blocked_by.discard)(chat.id)
    else:
        world.statuses[chat.id, user.id] = status
    kind = "my_chat_member" if user == world.bot else "chat_member"
    update: Json = {
        "chat": chat_json(chat),
        "from": user_json(by),
        "date": world.now,
        "old_chat_member": member_json(user, old),
        "new_chat_member": member_json(user, status),
    }
    world.updates.add(kind, update, queue=chat.id)
    world.tide.turn()
