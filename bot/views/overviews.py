"""Overviews as they are shown: outlines, names with their sentences, the sentences on a subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.quotes import headline, narrowed, opening, quotation, quoted
from bot.views.reply import Block, Reply, bold, join, rows, shortened
from bot.views.translations import Translation
from retrieval.answer import Aim, Found
from retrieval.article import Quote

OVERVIEWS = {Aim.OUTLINE, Aim.NAMES, Aim.ABOUT, Aim.NEWS}
_LABEL = 60
_NAMED = 60
"""Characters of the sentence that a name stands in, about."""
_LISTED = 12
"""Of so many names the sentences are shown."""
_NAME = 40
_DATE, _SHORT = 20, 20


def overview(words: Translation, found: Found) -> Iterator[Block]:
    """Show an answer that gives an overview."""
    match found.aim:
        case Aim.OUTLINE:
            yield from _outline(words, found.quotes)
        case Aim.NAMES:
            yield from _names(words, found.quotes)
        case Aim.NEWS:
            yield Block(words("news"))
            yield from map(partial(_begun, words), found.quotes)
        case _:
            yield Block(words("about_subject"))
            yield from _by_paragraph(words, found.quotes)


def greeting(words: Translation, count: int, examples: Sequence[str]) -> Reply:
    """Greet, with questions to tap."""
    text = words("start", count=count)
    buttons = [
        Button(shortened(example, _LABEL), CallbackData(Action.ASK, number=number))
        for number, example in enumerate(examples, 1)
    ]
    return Reply(text + "\n\n" + words("examples") if buttons else text, rows(buttons, 1))


def asked(reply: Reply, question: str) -> Reply:
    """Show the question above its answer, without the buttons that need it to have been typed."""
    kept = [[b for b in row if not _leans(b)] for row in reply.rows]
    text = bold(shortened(question, _LABEL)) + "\n\n" + reply.text
    return replace(reply, text=text, rows=tuple(tuple(row) for row in kept if row))


def _leans(button: Button) -> bool:
    press = button.press
    return not button.copies and (press.leans or press.is_rating)


def _outline(words: Translation, quotes: Sequence[Quote]) -> Iterator[Block]:
    article = quotes[0].article
    whole = Button(words.plain("whole"), CallbackData(Action.BOOK, article.id))
    yield Block(headline(words, article) + "\n" + words("outline"), (whole,))
    for quote in quotes:
        yield Block(quotation(quote), is_line=True, quotes=(quote,))


def _begun(words: Translation, quote: Quote) -> Block:
    """Show how a report begins, under its name and its date if it bears one."""
    name = headline(words, quote.article)
    if date := quote.article.date.strip():
        name += " " + shortened(date, _DATE)
    button = Button(shortened(quote.article.title, _SHORT), opening(quote))
    return Block(name + "\n" + quotation(quote), (button,), quotes=(quote,))


def _names(words: Translation, quotes: Sequence[Quote]) -> Iterator[Block]:
    """Show every name once in a row, then as many sentences as may be read at a glance."""
    listed = dict.fromkeys(name for quote in quotes for name in _named(quote))
    said = words.plain("between_names").join(shortened(name, _NAME) for name in listed)
    yield Block(words("names", count=bold(str(len(listed))), names=said))
    sentences: dict[tuple[str, int, int], Quote] = {}
    for quote in quotes:
        sentences.setdefault((quote.article.id, quote.number, quote.start), quote)
    shown = list(sentences.values())[:_LISTED]
    yield from _by_paragraph(words, [narrowed(quote, _NAMED) for quote in shown])


def _named(quote: Quote) -> list[str]:
    """Return the name that a quote marks; of an author who signs nowhere, those of the byline."""
    marked = [quote.text[start:stop] for start, stop in quote.highlights]
    return marked or list(quote.article.authors)


def _by_paragraph(words: Translation, quotes: Sequence[Quote]) -> Iterator[Block]:
    """Show quotes in order, those of one paragraph under one citation and with one button."""
    for _, group in groupby(quotes, key=lambda quote: quote.address):
        *before, last = group
        text = join([*(quotation(quote) for quote in before), quoted(words, last)], "\n")
        button = Button(words.plain("open_paragraph", number=last.number), opening(last))
        yield Block(text, (button,), quotes=(*before, last))
