"""Answering what Telegram asks: pressed buttons, inline queries, guest queries."""

from __future__ import annotations

from tests.telegram import composing, limits
from tests.telegram.arguments import Arguments
from tests.telegram.errors import ApiError, not_done, refuse
from tests.telegram.values import CallbackAnswer, InlineAnswer, InlineResult, Json
from tests.telegram.world import World

MAX_CACHE = 24 * 60 * 60
DEFAULT_CACHE = 300


def answer_callback_query(world: World, arguments: Arguments) -> Json:
    """Stop a pressed button from spinning, with a notice or an alert."""
    query = world.callbacks.open(arguments.text("callback_query_id"))
    text = limits.notice(arguments.text("text"))
    url = arguments.text("url")
    if url and not url.startswith(f"https://t.me/{world.bot.username}?start="):
        refuse("URL_INVALID")
    is_alert = arguments.flag("show_alert")
    query.close(CallbackAnswer(text, is_alert, url, arguments.number("cache_time")))
    return True


def answer_inline_query(world: World, arguments: Arguments) -> Json:
    """Show results; Telegram keeps them for everybody, or for the asker if they are personal."""
    query = world.inline.open(arguments.text("inline_query_id"))
    wires = arguments.json("results") or []
    if not isinstance(wires, list):
        refuse("Expected an Array of inline query results")
    limits.result_ids(wires)
    cache_time = arguments.number("cache_time") if arguments.text("cache_time") else DEFAULT_CACHE
    answer = InlineAnswer(
        tuple(_result(wire) for wire in wires),
        limits.next_offset(arguments.text("next_offset")),
        arguments.flag("is_personal"),
        min(max(cache_time, 0), MAX_CACHE),
        _button(arguments.json("button")),
    )
    asker = query.user.id if answer.is_personal else None
    key = (query.words, query.offset, asker)
    world.cache[key] = (world.clock() + answer.cache_time, answer)
    query.close(answer)
    return True


def answer_guest_query(world: World, arguments: Arguments) -> Json:
    """Post the one answer to a summons, in the chat it came from."""
    query = world.guests.open(arguments.text("guest_query_id"))
    wire = arguments.json("result")
    if wire is None:
        refuse("Result isn't specified")
    limits.result_ids([wire])
    result = _result(wire)
    summons = query.summons
    message = world.post(
        summons.chat,
        world.bot,
        text=result.text,
        entities=result.entities,
        keyboard=result.keyboard,
        reply_to=summons.id,
        thread=summons.thread,
        inline_id=world.next_id(),
        caller=summons.sender,
    )
    query.close(message)
    return {"inline_message_id": message.inline_id}


def _result(wire: Json) -> InlineResult:
    try:
        return article(wire)
    except ApiError as error:
        inner = error.description.removeprefix("Bad Request: ")
        if error.code != 400 or inner.isupper():  # NAMES_LIKE_THIS come from further in
            raise
        inner = inner[:1].upper() + inner[1:]
        refuse(f"Can't parse inline query result: {inner}")


def article(wire: Json) -> InlineResult:
    """Check a result of the type article; ApiError 400 says what is wrong with it."""
    if wire.get("type") != "article":
        not_done(f"inline results of type {wire.get('type')!r}")
    if not wire.get("title"):
        refuse("ARTICLE_TITLE_EMPTY")
    content = wire.get("input_message_content") or {}
    if not content.get("message_text"):
        refuse("Message text is empty")
    mode = content.get("parse_mode") or ""
    message = limits.text(composing.compose(content["message_text"], mode, content.get("entities")))
    return InlineResult(
        str(wire["id"]),
        wire["type"],
        wire["title"],
        wire.get("description", ""),
        message.text,
        message.entities,
        limits.keyboard(wire.get("reply_markup")),
        wire,
    )


def _button(wire: Json) -> Json:
    """Check the button above the results, which opens the bot."""
    if wire is None:
        return None
    if "web_app" in wire:
        not_done("web apps")
    if "start_parameter" not in wire or not wire.get("text"):
        refuse("Can't parse inline query results button")
    limits.start_parameter(wire["start_parameter"])
    return wire
