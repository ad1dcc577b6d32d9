"""Which updates are for us: all of a private chat, and in a group what speaks to us."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from telegram import Chat, Message, MessageEntity, Update
from telegram.ext import filters

_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


class UpdateKind(StrEnum):
    """What an update brings that is for us."""

    COMMAND = "command"
    QUESTION = "question"
    UNKNOWN_COMMAND = "unknown_command"
    WORDLESS = "wordless"
    FILE = "file"
    CALLBACK = "callback"
    INLINE = "inline"
    GUEST = "guest"
    MIGRATION = "migration"
    MEMBERSHIP = "membership"

    @property
    def is_request(self) -> bool:
        """Whether somebody asks for something."""
        return self not in {UpdateKind.MIGRATION, UpdateKind.MEMBERSHIP}


def kind(update: Update, commands: Collection[str]) -> UpdateKind | None:
    """Return what an update brings, None when it is not for us; `commands` are those we know."""
    for brought, what in (
        (update.callback_query, UpdateKind.CALLBACK),
        (update.inline_query, UpdateKind.INLINE),
        (update.my_chat_member, UpdateKind.MEMBERSHIP),
    ):
        if brought:
            return what
    if update.message and (update.message.migrate_to_chat_id or former_chat(update)):
        return UpdateKind.MIGRATION
    message = update.message or update.edited_message or update.guest_message
    if message is None or not _is_from_person(message):
        return None
    if update.guest_message:
        return UpdateKind.GUEST
    return _kind_of_message(message, commands, is_new=bool(update.message))


def asker(update: Update) -> int:
    """Return who asks: the chat in whose name somebody writes, else the person; 0 for nobody."""
    message = update.message or update.edited_message or update.guest_message
    who = (message and message.sender_chat) or update.effective_user
    return who.id if who else 0


def former_chat(update: Update) -> int | None:
    """Return the group that a supergroup has been, where an update tells that."""
    return update.message.migrate_from_chat_id if update.message else None


def _kind_of_message(
    message: Message, commands: Collection[str], *, is_new: bool
) -> UpdateKind | None:
    is_private = message.chat.type == Chat.PRIVATE
    if is_private and is_new and _is_of_file(message):
        return UpdateKind.FILE
    if _is_command(message):
        is_known = command(message)[0] in commands and _is_our_command(message)
        return (
            UpdateKind.COMMAND if is_known else UpdateKind.UNKNOWN_COMMAND if is_private else None
        )
    if message.text or message.caption:
        is_ours = is_private or replies_to_us(message) or any(_mentions(message))
        return UpdateKind.QUESTION if is_ours else None
    is_service = filters.StatusUpdate.ALL.check_update(Update(0, message=message))
    return UpdateKind.WORDLESS if is_private and is_new and not is_service else None


def _is_command(message: Message) -> bool:
    """Whether a message, or the caption of whatever was sent, begins with a command."""
    marks = message.entities or message.caption_entities
    return bool(marks) and (marks[0].type, marks[0].offset) == (MessageEntity.BOT_COMMAND, 0)


def _is_of_file(message: Message) -> bool:
    """Whether a message is about the file in it: one without a question under it."""
    caption = (message.caption or "").strip()
    return bool(message.document or message.photo) and caption in {"", "/verify", "/publish"}


def _is_from_person(message: Message) -> bool:
    """Whether a person wrote a message: not another bot, and not words of ours passed on inline.

    Who writes in the name of a group or a channel is a person, though Telegram's stand-in for them
    is a bot.
    """
    author, passed_on = message.from_user, message.via_bot
    if passed_on is not None and passed_on.id == message.get_bot().id:
        return False
    return author is None or not author.is_bot or message.sender_chat is not None


def _is_our_command(message: Message) -> bool:
    """Whether a command is addressed to us, or to nobody in particular."""
    marks = message.entities or message.caption_entities
    whole = (message.text or message.caption or "")[: marks[0].length]
    name = whole.partition("@")[2].lower()
    return name in {"", (message.get_bot().username or "").lower()}


def replies_to_us(message: Message) -> bool:
    """Whether a message replies to one of ours; being in a topic that we opened is no reply."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created:
        return False
    return replied.from_user is not None and replied.from_user.id == message.get_bot().id


def said(message: Message) -> str:
    """Return the text or the caption of a message, without the mentions of us."""
    text, mentions = message.text or message.caption or "", _mentions(message)
    for mention in mentions:
        text = text.replace(mention, " ")
    return text.strip() if mentions else text


def command(message: Message) -> tuple[str, str]:
    """Split `/name@bot text` into the name, in lower case, and the text."""
    text, marks = (
        message.text or message.caption or "",
        message.entities or message.caption_entities,
    )
    stop = marks[0].length if marks else len(text)
    return text[1:stop].partition("@")[0].lower(), text[stop:].strip()


def wording(message: Message) -> str:
    """Return what was asked in a message: its words without the command."""
    text = message.text or message.caption or ""
    return command(message)[1] if text.startswith("/") else said(message).strip()


def pointed_at(message: Message, *, ours: bool = False) -> str:
    """Return what a message points at: the words it quotes, or all that it replies to.

    Empty when it points at nothing, or at a message of ours, unless those count too. Of another
    chat's message nothing is told but the words quoted.
    """
    replied = message.reply_to_message
    if replies_to_us(message) and not ours:
        return ""
    if message.quote:
        return message.quote.text
    return (replied.text or replied.caption or "") if replied else ""


def pointed_message(message: Message) -> Message | None:
    """Return the message that another points at as a whole; None when it quotes some of it."""
    return message.reply_to_message if message.quote is None else None


def _mentions(message: Message) -> list[str]:
    """Return the words that mention us, as they were typed."""
    if not (message.entities or message.caption_entities):
        return []
    us, name = message.get_bot().id, f"@{message.get_bot().username}".lower()
    return [
        words
        for entity, words in _marked(message).items()
        if (entity.user.id == us if entity.user else words.lower() == name)
    ]


def _marked(message: Message) -> dict[MessageEntity, str]:
    """Return the words that mention anybody; none where the marks do not fit the text."""
    try:
        found = message.parse_entities(_MENTIONS) if message.text else {}
        return found | (message.parse_caption_entities(_MENTIONS) if message.caption else {})
    except UnicodeError:
        return {}
