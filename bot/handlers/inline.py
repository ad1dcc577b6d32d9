"""Where the bot is no member: inline mode and guest mode, each query answered once."""

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
    Update,
)

from bot.handlers.context import Requests
from bot.services.dispatcher import Dispatcher
from bot.storage.outbox import Outgoing
from bot.telegram import encoding, filters, outgoing
from bot.telegram.outgoing import Handled, all_of
from bot.views import quotes
from bot.views.callback_data import CallbackData, key
from bot.views.reply import Reply, shortened
from bot.views.translations import Translation
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


class InlinePage(NamedTuple):
    """What answers an inline query: the arguments of `answerInlineQuery`.

    `is_personal`, always: the results are in the language of who asks, and Telegram would show
    them to everybody else who types the same.
    """

    results: Sequence[InlineQueryResultArticle]
    cache_time: int
    is_personal: bool = True
    next_offset: str = ""
    button: InlineQueryResultsButton | None = None


def answered(query: InlineQuery, page: InlinePage) -> Outgoing:
    """Answer an inline query."""
    fields = {
        "results": [result.to_dict() for result in page.results],
        "cache_time": page.cache_time,
        "is_personal": page.is_personal,
        "next_offset": page.next_offset,
        "button": page.button and page.button.to_dict(),
    }
    return outgoing.inline_answer(query.id, fields)


def sentence(query: InlineQuery, label: str) -> Outgoing:
    """Say a sentence; the next one who types the same shall have another try."""
    return answered(query, InlinePage((), 0, button=_to_us(label)))


def page(words: Translation, bot: str, found: Sequence[Quote], offset: str) -> InlinePage:
    """Show the quotes from `offset` on; `bot` is the user name that links lead to."""
    first = int(offset) if offset in map(str, range(MOST)) else 0
    stop = first + _PAGE
    results = [_result(words, bot, quote) for quote in found[first:stop]]
    return InlinePage(results, _KEPT, next_offset=str(stop) if len(found) > stop else "")


def nothing(words: Translation, typed: str) -> InlinePage:
    """Say that nothing was found, or that nothing was typed yet, on a button to our own chat."""
    label = words.plain("inline_nothing") if typed.strip() else words.plain("inline_empty")
    return InlinePage((), _KEPT, button=_to_us(label))


def links(reply: Reply, bot: str, parameter: Callable[[CallbackData], str | None]) -> Keyboard:
    """Return the buttons of a reply that need no chat of ours: what opens becomes a deep link.

    `parameter` gives what such a link carries, None when the id is too long for one.
    """
    rows = []
    for button in (button for row in reply.rows for button in row):
        if button.copies:
            copying = CopyTextButton(button.copies)
            rows.append([InlineKeyboardButton(button.label, copy_text=copying)])
        elif button.opens:
            rows.append([InlineKeyboardButton(button.label, url=button.opens)])
        elif carried := parameter(button.press):
            rows.append([_link(bot, button.label, carried)])
    return InlineKeyboardMarkup(rows) if rows else None


def _result(words: Translation, bot: str, quote: Quote) -> InlineQueryResultArticle:
    text, reference = quotes.quoted(words, quote), Reference.of(quote).marked()
    label, carried = words.plain("open_paragraph", number=quote.number), reference.parameter()
    title = shortened(quote.article.title, _TITLE_UNITS)
    return InlineQueryResultArticle(
        id=f"{key(quote.article.id)}-{quote.number}-{quote.start}-{quote.stop}",
        title=words.plain("inline_title", title=title, number=quote.number),
        description=shortened(quote.text, _TEASER_UNITS),
        input_message_content=InputTextMessageContent(
            text.text,
            parse_mode=None,
            entities=encoding.entities(text),
            link_preview_options=encoding.NO_PREVIEW,
        ),
        reply_markup=InlineKeyboardMarkup([[_link(bot, label, carried)]]) if carried else None,
    )


def _link(bot: str, label: str, carried: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, url=f"https://t.me/{bot}?start={carried}")


def _to_us(label: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(shortened(label, _BUTTON_UNITS), start_parameter=_HELP)


class InlineHandlers:
    """Answers what is typed in other chats; what raises is left to whoever calls."""

    def __init__(self, dispatcher: Dispatcher, requests: Requests) -> None:
        self._dispatcher, self._requests = dispatcher, requests

    async def inline(self, update: Update) -> Handled:
        """Answer `@bot words` with quotes to choose from."""
        query = update.inline_query
        if query is None:
            return Handled()
        words = await self._requests.words(update)
        found = await self._dispatcher.quotes(query.query, MOST)
        name = query.get_bot().username
        shown = page(words, name, found, query.offset)
        return all_of(answered(query, shown if found else nothing(words, query.query)))

    async def guest(self, update: Update) -> Handled:
        """Answer who mentions us where we are not: the evidence for what they reply to."""
        message = update.guest_message
        if message is None:
            return Handled()
        request = await self._requests.request(update, message)
        claim, asked = filters.pointed_at(message), filters.said(message)
        reply = await self._dispatcher.evidence(request, claim, asked)
        keyboard = links(reply, message.get_bot().username, self._dispatcher.parameter)
        answer = outgoing.guest_answer(reply, message, keyboard)
        noted = tuple(self._dispatcher.noting(request, reply))
        return all_of(answer, also=noted, outcome=reply.outcome)
