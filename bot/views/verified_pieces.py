"""A piece of a quotation as it was checked: where it stands, or how it differs from what does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.views.callback_data import Button
from bot.views.differences import WORDED, compared, counts
from bot.views.quotes import byline as byline_of, opening, quotation as quoted, within
from bot.views.reply import Block, FormattedText, fitting, join, shortened, units
from bot.views.translations import Translation
from retrieval.analysis.units import cut_before
from retrieval.article import Quote
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import Outcome, Piece

_PLACES, _TITLE = 3, 60
_UNPLACED = {
    Outcome.NOT_FOUND: "verify_piece_missing",
    Outcome.TOO_SHORT: "verify_piece_short",
}


class Limits(NamedTuple):
    """How much of a piece is shown: units of either text, differences, quotes."""

    room: int
    differences: int
    quotes: int


def piece_block(words: Translation, piece: Piece, number: str, limits: Limits) -> Block:
    """Show a piece, as much of it as there is room for."""
    if piece.outcome in (Outcome.NOT_FOUND, Outcome.TOO_SHORT):
        typed = shortened(piece.text.strip(), limits.room)
        return Block(words(_UNPLACED[piece.outcome], number=number, text=typed))
    lines: list[FormattedText | str] = []
    if piece.joined:
        lines.append(words("verify_joined"))
    if any(difference.kind in WORDED for difference in piece.differences):
        text = compared(piece, limits.room, limits.differences)
        lines.append(words("verify_compared", text=text))
    lines += filter(None, counts(words, piece))
    shown = piece.places[: 1 if piece.differences else _PLACES]
    quotes = _shown(_in_full(piece, limits), limits) if shown else ()
    lines += map(quoted, quotes)
    lines += (_cited(words, place) for place in shown)
    lines += _whereabouts(words, piece, len(shown))
    places = [place.quotes[0] for place in shown]
    buttons = tuple(Button(_label(words, number, quote), opening(quote)) for quote in places)
    return Block(join((number, join(lines, "\n"))), buttons, quotes=quotes)


def _whereabouts(words: Translation, piece: Piece, shown: int) -> Iterator[FormattedText]:
    """Say in how many places a piece stands, and whether in a title or a byline."""
    if piece.count > shown > 0:
        yield words("verify_places_more" if piece.more else "verify_places", count=piece.count)
    for article in piece.titles[:1]:
        yield words("verify_title", title=shortened(article.title, _TITLE))
    for article in piece.bylines[:1]:
        title, byline = (shortened(text, _TITLE) for text in (article.title, article.byline))
        yield words("verify_byline", title=title, byline=byline)


def _in_full(piece: Piece, limits: Limits) -> Stretch:
    """Return the whole sentences around a piece, if it is exact and there is room for them."""
    place = piece.places[0]
    whole = place.in_sentences()
    if piece.differences or whole.text == place.text or units(whole.text) > limits.room:
        return place
    return whole


def _shown(place: Stretch, limits: Limits) -> tuple[Quote, ...]:
    """Return the quotes of a place, as much of them as there is room for."""
    quotes, room = [], limits.room
    for quote in place.quotes[: limits.quotes]:
        stop = cut_before(quote.text, fitting(quote.text, room))
        if stop:
            quotes.append(within(quote, 0, stop))
        room -= units(quote.text)
        if room <= 0:
            break
    return tuple(quotes)


def _cited(words: Translation, place: Stretch) -> FormattedText:
    title = shortened(place.article.title, _TITLE)
    byline = byline_of(place.article, _TITLE)
    numbers = dict.fromkeys(str(one.number) for one in (place.quotes[0], place.quotes[-1]))
    return words("citation", title=title, byline=byline, number="—".join(numbers))


def _label(words: Translation, number: str, quote: Quote) -> str:
    return number + words.plain("open_paragraph", number=quote.number)
