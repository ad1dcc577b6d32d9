"""What Telegram refuses, and what it may be asked for instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.storage.outbox import Outgoing
from bot.telegram.outgoing import plain

Change = Callable[[Outgoing], Outgoing]

_CURES: tuple[tuple[tuple[str, ...], Change], ...] = (
    (("thread not found",), lambda one: one.without("message_thread_id")),
    (("message to be replied not found",), lambda one: one.without("reply_parameters")),
    (("replied message not found",), lambda one: one.without("reply_parameters")),
    (("message to edit", "can't be edited"), lambda one: replace(one, edits=0)),
    (("parse entities", "entity", "entities"), plain),
    (("button", "reply markup", "keyboard"), lambda one: one.without("reply_markup")),
)
_ADDRESS = {"chat_id", "message_thread_id"}
_LATE = ("query is too old", "query id is invalid")
_MUTED = ("not enough rights", "no rights", "topic_closed", "chat not found")


def is_done(error: TelegramError) -> bool:
    """Whether a message shows already what it shall show."""
    return _says(error, "message is not modified")


def cured(outgoing: Outgoing, error: TelegramError) -> Outgoing | None:
    """Return what to ask for in place of what was refused; None when there is nothing else.

    When it is not known what was wrong with a message, its words go alone, so that they arrive.
    """
    if isinstance(error, ChatMigrated):
        fields = {**outgoing.fields, "chat_id": str(error.new_chat_id)}
        return replace(outgoing, fields=fields, edits=0)
    if not isinstance(error, BadRequest):
        return None
    for phrases, change in _CURES:
        if _says(error, *phrases) and (other := change(outgoing)) != outgoing:
            return other
    words_alone = _bare(outgoing)
    return words_alone if words_alone != outgoing else None


def is_no_fault(error: TelegramError) -> str:
    """Return why a refusal is nobody's fault: `blocked`, `muted` or `late`; empty for any other."""
    if isinstance(error, Forbidden):
        return "blocked"
    if _says(error, *_MUTED):
        return "muted"
    return "late" if _says(error, *_LATE) else ""


def _bare(outgoing: Outgoing) -> Outgoing:
    """Return a message of its own that has nothing but words; what is no message stays."""
    if not outgoing.is_message:
        return outgoing
    kept = {k: v for k, v in outgoing.fields.items() if k in _ADDRESS or k == "text"}
    return replace(outgoing, fields=kept, edits=0)


def _says(error: TelegramError, *phrases: str) -> bool:
    return isinstance(error, BadRequest) and any(one in error.message.lower() for one in phrases)
