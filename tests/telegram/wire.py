"""Values as the JSON of the Bot API."""

from __future__ import annotations

from tests.telegram.values import Chat, Entity, Json, Keyboard, Message, User
from tests.telegram.world import Status, World


def user_json(user: User) -> Json:
    wire = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    return wire | _said(username=user.username, language_code=user.language_code)


def chat_json(chat: Chat) -> Json:
    """A private chat has its person's name, a group a title."""
    wire: dict[str, Json] = {"id": chat.id, "type": chat.type}
    wire["first_name" if chat.type == "private" else "title"] = chat.title
    return wire | _said(username=chat.username, is_forum=chat.is_forum)


def entity_json(world: World, entity: Entity) -> Json:
    wire = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    user = world.users.get(entity.user_id)
    return wire | _said(
        url=entity.url,
        user=user and user_json(user),
        language=entity.language,
        custom_emoji_id=entity.custom_emoji_id,
    )


def entities_json(world: World, entities: tuple[Entity, ...]) -> Json:
    return [entity_json(world, entity) for entity in entities]


def keyboard_json(keyboard: Keyboard) -> Json:
    rows = [[dict(button.wire) for button in row] for row in keyboard]
    return {"inline_keyboard": rows} if rows else None


def message_json(world: World, message: Message, *, with_reply: bool = True) -> Json:
    """A message, and the one it replies to, but not what that one replied to."""
    has_caption = message.is_photo or bool(message.document or message.picture)
    text, entities = ("caption", "caption_entities") if has_caption else ("text", "entities")
    wire: dict[str, Json] = {
        "message_id": message.id,
        "from": user_json(message.sender),
        "chat": chat_json(message.chat),
        "date": message.date,
    }
    return (
        wire
        | _said(
            edit_date=message.edit_date,
            message_thread_id=message.thread,
            is_topic_message=message.chat.is_forum and message.thread is not None,
            reply_to_message=_reply_json(world, message) if with_reply else None,
            quote=_quote_json(world, message),
            via_bot=user_json(world.bot) if message.inline_id and not message.caller else None,
            guest_query_id=message.guest_query_id,
            guest_bot_caller_user=message.caller and user_json(message.caller),
            photo=_photo_json(message),
            document=_document_json(message),
            reply_markup=keyboard_json(message.keyboard),
            **{text: message.text, entities: entities_json(world, message.entities)},
        )
        | dict(message.options)
        | dict(message.service)
    )


def _said(**fields: Json) -> dict[str, Json]:
    """Leave out what is not said: the Bot API sends no nulls and no empty lists."""
    return {name: value for name, value in fields.items() if value}


def _reply_json(world: World, message: Message) -> Json:
    """What a message replies to; in a topic, the message that opened it stands for nothing else."""
    explicit = message.reply_to and world.message(message.chat.id, message.reply_to)
    implicit = message.chat.is_forum and world.message(message.chat.id, message.thread or 0)
    replied = explicit or (not message.reply_to and implicit)
    if not replied or replied.id == message.id:
        return None
    return message_json(world, replied, with_reply=False)


def _quote_json(world: World, message: Message) -> Json:
    if message.quote is None:
        return None
    wire = {"text": message.quote.text, "position": message.quote.position, "is_manual": True}
    return wire | _said(entities=entities_json(world, message.quote.entities))


def _document_json(message: Message) -> Json:
    if message.document is None:
        return None
    return {
        "file_id": message.document.id,
        "file_unique_id": f"u{message.document.id}",
        "file_name": message.document.name,
        "mime_type": message.document.mime_type,
        "file_size": len(message.document.content),
    }


def _photo_json(message: Message) -> Json:
    """A photo in its sizes, of which the largest is what can be downloaded."""
    if message.picture is None:
        return _PHOTO if message.is_photo else None
    largest = {
        "file_id": message.picture.id,
        "file_unique_id": f"u{message.picture.id}",
        "width": 1280,
        "height": 960,
        "file_size": len(message.picture.content),
    }
    return [*_PHOTO, largest]


_PHOTO = [{"file_id": "photo", "file_unique_id": "uphoto", "width": 640, "height": 480}]


def member_json(user: User, status: Status) -> Json:
    """Somebody's place in a chat; an administrator's rights are those of a moderator."""
    wire: dict[str, Json] = {"user": user_json(user), "status": status}
    if status == "kicked":
        wire["until_date"] = 0
    if status in {"creator", "administrator"}:
        wire["is_anonymous"] = False
    if status == "administrator":
        wire |= dict.fromkeys(_RIGHTS, True) | {"can_be_edited": False}
    return wire


_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
