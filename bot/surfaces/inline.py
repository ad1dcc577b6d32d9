"""Inline mode: `@bot words` in any chat brings quotes to choose from and send there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from bot import wire
from bot.delivery import is_late
from bot.replies import answers
from bot.replies.buttons import Press, key
from bot.replies.reply import Reply
from bot.replies.styled import shortened
from bot.replies.words import Words
from retrieval.article import Quote
from retrieval.citation.address import Reference

MOST = 50
"""So many quotes can be looked through."""

Keyboard = InlineKeyboardMarkup | None

_PAGE = 10
_KEPT = 300
"""Seconds for which Telegram may show the same results again to the same person."""

_TITLE_UNITS, _TEASER_UNITS, _BUTTON_UNITS = 60, 120, 64
_HELP = "help"


class Page(NamedTuple):
    """What answers an inline query: the arguments of `answerInlineQuery`.

    `is_personal`, always: the results are in the language of who asks, and Telegram would show
    them to everybody else who types the same.
    """

    results: Sequence[InlineQueryResultArticle]
    cache_time: int
    is_personal: bool = True
    next_offset: str = ""
    button: InlineQueryResultsButton | None = None


async def answer(query: InlineQuery, page: Page) -> None:
    """Answer an inline query, unless whoever typed it has long typed on."""
    try:
        await query.answer(**page._asdict())
    except BadRequest as error:
        if not is_late(error):
            raise


def page(words: Words, bot: str, found: Sequence[Quote], offset: str) -> Page:
    """Show the quotes from `offset` on; `bot` is the user name that links lead to."""
    first = int(offset) if offset in map(str, range(MOST)) else 0
    stop = first + _PAGE
    results = [_result(words, bot, quote) for quote in found[first:stop]]
    return Page(results, _KEPT, next_offset=str(stop) if len(found) > stop else "")


def nothing(words: Words, typed: str) -> Page:
    """Say that nothing was found, or that nothing was typed yet, on a button to our own chat."""
    label = words.plain("inline_nothing") if typed.strip() else words.plain("inline_empty")
    return Page((), _KEPT, button=_to_us(label))


def failed(words: Words) -> Page:
    """Say that something went wrong; the next one who types it shall have another try."""
    return Page((), 0, button=_to_us(words.plain("inline_failed")))


def links(reply: Reply, bot: str, parameter: Callable[[Press], str | None]) -> Keyboard:
    """Return the buttons of a reply that need no chat of ours: what opens becomes a deep link.

    `parameter` gives what such a link carries, None when the id is too long for one.
    """
    rows = []
    for button in (button for row in reply.rows for button in row):
        if button.copies:
            copying = CopyTextButton(button.copies)
            rows.append([InlineKeyboardButton(button.label, copy_text=copying)])
        elif carried := parameter(button.press):
            rows.append([_link(bot, button.label, carried)])
    return InlineKeyboardMarkup(rows) if rows else None


def _result(words: Words, bot: str, quote: Quote) -> InlineQueryResultArticle:
    text, reference = answers.quoted(words, quote), Reference.of(quote).marked()
    label, carried = words.plain("open_paragraph", number=quote.number), reference.parameter()
    title = shortened(quote.article.title, _TITLE_UNITS)
    return InlineQueryResultArticle(
        id=f"{key(quote.article.id)}-{quote.number}-{quote.start}-{quote.stop}",
        title=words.plain("inline_title", title=title, number=quote.number),
        description=shortened(quote.text, _TEASER_UNITS),
        input_message_content=InputTextMessageContent(
            text.text, entities=wire.entities(text), link_preview_options=wire.NO_PREVIEW
        ),
        reply_markup=InlineKeyboardMarkup([[_link(bot, label, carried)]]) if carried else None,
    )


def _link(bot: str, label: str, carried: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, url=f"https://t.me/{bot}?start={carried}")


def _to_us(label: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(shortened(label, _BUTTON_UNITS), start_parameter=_HELP)
