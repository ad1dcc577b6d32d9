"""What came of checking a quotation: word for word, with its differences shown, or not found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bot.views.callback_data import Button
from bot.views.quotes import copies, opening, quotation, within
from bot.views.reply import (
    Block,
    FormattedText,
    Reply,
    Style,
    compose,
    fitting,
    join,
    shortened,
    units,
)
from bot.views.translations import Translation
from retrieval.article import Quote
from retrieval.citation.address import Reference
from retrieval.verification.difference import Difference, Kind
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import Outcome, Piece, Verdict

_PIECES, _PLACES = 12, 3
_ROOM = 2400
"""For all pieces together, in UTF-16 units: half for what was typed, half for the source."""
_DIFFERENCES = 40
"""So many differences of all pieces are shown at most: a message has 100 entities."""
_QUOTES = 12
_FAR, _NEAR = 40, 15
"""Of more than so many characters alike, only so many are shown beside each difference."""
_TITLE = 60
_BREAK = "⏎"
"""What shows that a line ends where it should not, or not where it should."""
_HEADINGS = {
    Outcome.EXACT: "verify_exact",
    Outcome.DIFFERING: "verify_differing",
    Outcome.NOT_FOUND: "verify_not_found",
}
_DIFFERS = {
    Kind.WORDING: "difference_wording",
    Kind.PUNCTUATION: "difference_punctuation",
    Kind.FORM: "difference_form",
    Kind.SCRIPT: "difference_script",
    Kind.SPACE: "difference_space",
}
_WORDED = (Kind.WORDING, Kind.PUNCTUATION)
_LOOKS = (Kind.FORM, Kind.SCRIPT, Kind.SPACE)


class _Limits(NamedTuple):
    """How much of a piece is shown: units of either text, differences, quotes."""

    room: int
    differences: int
    quotes: int


def checked(words: Translation, verdict: Verdict) -> Reply:
    """Tell what came of checking a quotation, piece by piece where it has several."""
    if verdict.outcome is Outcome.EMPTY:
        return Reply(words("verify_usage"))
    reply = compose(_blocks(words, verdict), across=2)
    first = next((piece.places[0] for piece in verdict.pieces if piece.places), None)
    return reply.over(copies(words, _reference(first))) if first else reply


def _blocks(words: Translation, verdict: Verdict) -> Iterator[Block]:
    pieces = verdict.pieces[:_PIECES]
    yield Block(words(_heading(verdict)).wearing(Style.BOLD))
    room = _ROOM // 2 // len(pieces)
    for place, piece in enumerate(pieces, 1):
        number = f"{place}. " if len(pieces) > 1 else ""
        limits = _Limits(room, _DIFFERENCES // len(pieces), _QUOTES // len(pieces))
        yield _block(words, piece, number, limits)
    if len(verdict.pieces) > len(pieces):
        yield Block(words("verify_pieces", count=len(verdict.pieces) - len(pieces)))
    if verdict.unread:
        yield Block(words("verify_unread", count=verdict.unread))


def _heading(verdict: Verdict) -> str:
    """Choose the sentence for the whole; what differs in looks alone is told apart."""
    whole = not verdict.unread and not any(piece.joined for piece in verdict.pieces)
    alike = all(piece.worded_alike for piece in verdict.pieces)
    if verdict.outcome is Outcome.DIFFERING and alike and whole:
        return "verify_alike"
    return _HEADINGS[verdict.outcome]


def _block(words: Translation, piece: Piece, number: str, limits: _Limits) -> Block:
    """Show a piece, as much of it as there is room for."""
    room = limits.room
    if piece.outcome is Outcome.NOT_FOUND:
        typed = shortened(piece.text.strip(), room)
        return Block(words("verify_piece_missing", number=number, text=typed))
    lines: list[FormattedText | str] = []
    if piece.joined:
        lines.append(words("verify_joined"))
    if any(difference.kind in _WORDED for difference in piece.differences):
        lines.append(words("verify_compared", text=_compared(piece, limits)))
    lines += filter(None, _counts(words, piece))
    shown = piece.places[:_PLACES] if not piece.differences else piece.places[:1]
    quotes = _shown(shown[0], limits) if shown else ()
    lines += map(quotation, quotes)
    lines += (_cited(words, place) for place in shown)
    if piece.count > len(shown) > 0:
        key = "verify_places_more" if piece.more else "verify_places"
        lines.append(words(key, count=piece.count))
    titles = (shortened(article.title, _TITLE) for article in piece.titles[:1])
    lines += (words("verify_title", title=title) for title in titles)
    places = [place.quotes[0] for place in shown]
    buttons = tuple(Button(_label(words, number, quote), opening(quote)) for quote in places)
    return Block(join((number, join(lines, "\n"))), buttons, quotes=quotes)


def _compared(piece: Piece, limits: _Limits) -> FormattedText:
    """Set claim and source into each other: struck what was typed wrongly, underlined the source.

    What differs in looks only is shown as the source has it.
    """
    source, parts, at, told = piece.places[0].text, list[FormattedText | str](), 0, 0
    worded = [difference for difference in piece.differences if difference.kind in _WORDED]
    is_long = units(source) + units(piece.text) > limits.room
    for difference in worded[: limits.differences]:
        first, last = difference.source
        parts.append(_alike(source[at:first], told > 0) if is_long else source[at:first])
        parts += _pair(piece.text, source, difference)
        at, told = last, told + 1
    rest = source[at:]
    if is_long and len(rest) > _NEAR:
        parts.append(rest[:_NEAR] + "……")
    else:
        parts.append(rest)
    return join(parts).clipped(max(limits.room, _FAR * 2))


def _pair(claim: str, source: str, difference: Difference) -> Iterator[FormattedText]:
    """Yield what was typed, struck, and what the source has, underlined; those that are there."""
    typed, printed = claim[slice(*difference.claimed)], source[slice(*difference.source)]
    yield FormattedText(typed.replace("\n", _BREAK)).wearing(Style.STRUCK)
    yield FormattedText(printed.replace("\n", _BREAK)).wearing(Style.UNDERLINED)


def _alike(text: str, is_between: bool) -> str:  # noqa: FBT001 -- one of two ends
    """Shorten what is alike to what stands beside the differences."""
    if len(text) <= _FAR:
        return text
    return (text[:_NEAR] if is_between else "") + "……" + text[-_NEAR:]


def _counts(words: Translation, piece: Piece) -> Iterator[FormattedText]:
    """Say how many differences there are of each kind: of wording, and apart, of looks."""
    kinds = Counter(difference.kind for difference in piece.differences)
    for key, among in (("verify_wording", _WORDED), ("verify_looks", _LOOKS)):
        told = [
            words.plain(key_of_kind, count=kinds[kind])
            for kind, key_of_kind in _DIFFERS.items()
            if kinds[kind] and kind in among
        ]
        if told:
            yield words(key, kinds=words.plain("between_kinds").join(told))


def _shown(place: Stretch, limits: _Limits) -> tuple[Quote, ...]:
    """Return the quotes of a place, as much of them as there is room for."""
    quotes, room = [], limits.room
    for quote in place.quotes[: limits.quotes]:
        stop = fitting(quote.text, room)
        if stop:
            quotes.append(within(quote, 0, stop))
        room -= units(quote.text)
        if room <= 0:
            break
    return tuple(quotes)


def _cited(words: Translation, place: Stretch) -> FormattedText:
    title = shortened(place.article.title, _TITLE)
    byline = shortened(place.article.byline, _TITLE)
    number = place.quotes[0].number
    return words("citation", title=title, byline=byline, number=number)


def _label(words: Translation, number: str, quote: Quote) -> str:
    return number + words.plain("open_paragraph", number=quote.number)


def _reference(place: Stretch) -> Reference:
    return Reference(place.article, place.quotes[0].number, place.quotes[-1].number)
