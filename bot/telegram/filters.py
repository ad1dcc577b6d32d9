"""Which messages are for us: all of a private chat, and in a group those that speak to us."""

from __future__ import annotations

from telegram import Chat, Message, MessageEntity
from telegram.ext import filters

_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


class FromPerson(filters.MessageFilter):
    """A message that a person wrote: not another bot, and not words of ours passed on inline.

    Who writes in the name of a group or a channel is a person, though Telegram's stand-in for them
    is a bot.
    """

    def filter(self, message: Message) -> bool:
        """Let through what a person wrote."""
        author, passed_on = message.from_user, message.via_bot
        if passed_on is not None and passed_on.id == message.get_bot().id:
            return False
        return author is None or not author.is_bot or message.sender_chat is not None


class AddressedToBot(filters.MessageFilter):
    """A message of a private chat; in a group, one that replies to one of ours or mentions us."""

    def filter(self, message: Message) -> bool:
        """Let through what speaks to us."""
        if message.chat.type == Chat.PRIVATE:
            return True
        return replies_to_us(message) or any(_mentions(message))


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
    text = message.text or ""
    stop = message.entities[0].length if message.entities else len(text)
    return text[1:stop].partition("@")[0].lower(), text[stop:].strip()


def wording(message: Message) -> str:
    """Return what was asked in a message: its words without the command."""
    text = message.text or ""
    return command(message)[1] if text.startswith("/") else said(message).strip()


def pointed_at(message: Message, *, ours: bool = False) -> str:
    """Return what a message points at: the words it quotes, or all that it replies to.

    Empty when it points at nothing, or at a message of ours, unless those count too.
    """
    replied = message.reply_to_message
    if replied is None or (replies_to_us(message) and not ours):
        return ""
    return message.quote.text if message.quote else replied.text or replied.caption or ""


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
