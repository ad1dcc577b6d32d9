"""Replies as the requests they become: messages, edits, and answers to queries."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import (
    CallbackQuery,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    MaybeInaccessibleMessage,
    Message,
)

from bot.storage.batching import Statement
from bot.storage.conversations import Conversation, place
from bot.storage.outbox import LIFETIME, Outgoing
from bot.telegram import encoding
from bot.views.reply import LIMIT, Reply, shortened

QUERY_SECONDS = 10.0
"""Seconds after which Telegram no longer takes the answer to a button or an inline query."""

GUEST_SECONDS = 60.0
"""Seconds after which nobody looks any more for an answer where we are no member."""

_GENERAL = 1
_AS_PICTURE, _AS_DOCUMENT = ("sendPhoto", "photo"), ("sendDocument", "document")
_ALERT = 200
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Handled:
    """What came of an update: the requests to make, and what is to be written down with them.

    `outcome` is how an answer turned out (`found` …); empty when it is no answer to a question.
    """

    outgoing: tuple[Outgoing, ...] = ()
    also: tuple[Statement, ...] = ()
    outcome: str = ""


def topic(message: MaybeInaccessibleMessage | None) -> int | None:
    """Return the topic to answer a message in; None where there is none, and in General."""
    if not isinstance(message, Message) or not message.is_topic_message:
        return None
    return message.message_thread_id if message.message_thread_id != _GENERAL else None


def message(reply: Reply, to: MaybeInaccessibleMessage, asker: int) -> Outgoing:
    """Send a reply to a message, in its topic."""
    fields = {
        "chat_id": str(to.chat.id),
        "message_thread_id": topic(to),
        "reply_parameters": encoding.replying(to.message_id),
        **encoding.content(reply),
    }
    return Outgoing(
        method="sendMessage",
        fields=encoding.encoded(fields),
        lane=str(to.chat.id),
        asker=asker,
        seconds=LIFETIME,
    )


def files(reply: Reply, to: MaybeInaccessibleMessage, asker: int) -> Iterator[Outgoing]:
    """Send the files of a reply, one after the other, each beside what it answers."""
    place = {
        "chat_id": str(to.chat.id),
        "message_thread_id": topic(to),
        "reply_parameters": encoding.replying(to.message_id),
    }
    for file in reply.files:
        method, parameter = _AS_PICTURE if file.name.endswith(".png") else _AS_DOCUMENT
        yield Outgoing(
            method=method,
            fields=encoding.encoded(place),
            lane=str(to.chat.id),
            asker=asker,
            seconds=LIFETIME,
            file=[parameter, file.name, b64encode(file.content).decode()],
        )


def answer(
    reply: Reply, to: Message, asker: int, *, is_revision: bool, claim: Message | None = None
) -> Outgoing:
    """Answer a question; when that was edited (`is_revision`), in place of the answer it had.

    `claim` is the message whose words were asked about in place of words of its own: the answer
    then stands under it, where its buttons find these words.
    """
    made = message(reply, to, asker)
    if claim:
        below = {"reply_parameters": encoding.replying(claim.message_id)}
        made = replace(made, fields={**made.fields, **below})
    return replace(
        made,
        question=to.message_id,
        is_revision=is_revision,
        about=place(reply.about) if reply.about else None,
    )


def edit(reply: Reply, shown: MaybeInaccessibleMessage, asker: int) -> Outgoing:
    """Show a reply in place of what our message shows; beside it if that is past."""
    return replace(message(reply, shown, asker), edits=shown.message_id)


def note(chat: int, text: str) -> Outgoing:
    """Write to somebody of our own accord."""
    fields = {"chat_id": str(chat), "text": shortened(text, LIMIT)}
    return Outgoing(method="sendMessage", fields=fields, lane=str(chat), asker=chat)


def told(reply: Reply, to: Conversation) -> Outgoing:
    """Write to a conversation of our own accord; whoever is told may press the buttons."""
    fields = {
        "chat_id": str(to.chat),
        "message_thread_id": to.topic or None,
        **encoding.content(reply),
    }
    return Outgoing(
        method="sendMessage", fields=encoding.encoded(fields), lane=str(to.chat), asker=to.asker
    )


def notes(reply: Reply) -> tuple[Outgoing, ...]:
    """Return what others are told beside a reply."""
    return tuple(note(chat, text) for chat, text in reply.notes)


def leave(chat: int) -> Outgoing:
    """Leave a chat."""
    return Outgoing(method="leaveChat", fields={"chat_id": str(chat)}, lane=str(chat))


def callback_answer(query: CallbackQuery, alert: str = "", *, notice: str = "") -> Outgoing:
    """Stop a button's spinning, with an alert, or a notice that passes, if there is one."""
    fields = {"callback_query_id": query.id, "text": shortened(alert or notice, _ALERT)}
    if alert:
        fields["show_alert"] = "true"
    return _to_query("answerCallbackQuery", query.id, fields, QUERY_SECONDS)


def inline_answer(query: str, fields: dict[str, object]) -> Outgoing:
    """Answer an inline query with the parameters of `answerInlineQuery`."""
    encoded = encoding.encoded({"inline_query_id": query, **fields})
    return _to_query("answerInlineQuery", query, encoded, QUERY_SECONDS)


def guest_answer(reply: Reply, summons: Message, links: InlineKeyboardMarkup | None) -> Outgoing:
    """Answer, the one time there is, a message that mentions us in a chat we are not in.

    There buttons could not call us back; `links` stand in their place.
    """
    text = reply.text.text
    content = InputTextMessageContent(
        text,
        parse_mode=None,
        entities=encoding.entities(reply.text),
        link_preview_options=encoding.NO_PREVIEW,
    )
    result = InlineQueryResultArticle("answer", shortened(text, _TITLE), content, links)
    query = summons.guest_query_id or ""
    fields = {"guest_query_id": query, "result": result.to_json()}
    return _to_query("answerGuestQuery", query, fields, GUEST_SECONDS)


def plain(outgoing: Outgoing) -> Outgoing:
    """Return the same request without styles."""
    if "result" not in outgoing.fields:
        return outgoing.without("entities")
    result = json.loads(outgoing.fields["result"])
    result["input_message_content"].pop("entities", None)
    return replace(outgoing, fields={**outgoing.fields, "result": json.dumps(result)})


def _to_query(method: str, query: str, fields: dict[str, str], seconds: float) -> Outgoing:
    return Outgoing(method=method, fields=fields, lane=f"{method} {query}", seconds=seconds)


def all_of(
    *outgoing: Outgoing | None, also: Sequence[Statement] = (), outcome: str = ""
) -> Handled:
    """Return what came of an update; what is None is left out."""
    return Handled(tuple(one for one in outgoing if one), tuple(also), outcome)
