"""Where a text may be cut: after a sentence, and never inside a visible character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from bot.replies.styled import fitting, units
from retrieval.analysis.sentences import sentences
from retrieval.article import Quote, Span

_JOINER = "\u200d"


def pieces(text: str, limit: int) -> Iterator[Span]:
    """Cover `text` with ranges of at most `limit` UTF-16 units, cut between sentences if possible.

    A sentence longer than `limit` is cut between visible characters.
    """
    start = stop = 0
    for first, last in sentences(text, len(text)):
        if stop > start and units(text[start:last]) > limit:
            yield start, stop
            start = first
        while units(text[start:last]) > limit:
            cut = _boundary(text, start, start + fitting(text[start:last], limit))
            yield start, cut
            start = cut
        stop = last
    if start < len(text):
        yield start, len(text)


def narrowed(quote: Quote, limit: int) -> Quote:
    """Return the sentences of `quote` around its first highlight: whole ones, about `limit` long.

    A single sentence is kept even when it is longer.
    """
    anchor = quote.highlights[0][0] if quote.highlights else 0
    spans = sentences(quote.text, len(quote.text))
    at = next(i for i, (_, last) in enumerate(spans) if anchor < last)
    start, stop = spans[at]
    for _, last in spans[at + 1 :]:
        stop = last if last - start <= limit else stop
    return within(quote, start, stop)


def within(quote: Quote, start: int, stop: int) -> Quote:
    """Return the part of `quote` from `start` to `stop`, characters of the quote."""
    spans = ((max(a, start) - start, min(b, stop) - start) for a, b in quote.highlights)
    return Quote(
        quote.article,
        quote.number,
        quote.start + start,
        quote.start + stop,
        tuple((a, b) for a, b in spans if a < b),
    )


def _boundary(text: str, start: int, stop: int) -> int:
    """Step back from `stop` to a place between two visible characters, if one is near."""
    for place in range(stop, max(start, stop - 32), -1):
        if place >= len(text) or not (_clings(text[place]) or text[place - 1] == _JOINER):
            return place
    return stop


def _clings(character: str) -> bool:
    """Whether a character belongs to the one before it: accents, joiners, skin tones."""
    return (
        character == _JOINER
        or unicodedata.category(character).startswith("M")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
