"""Overviews as they are shown: outlines, names with their sentences, the sentences on a subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.claims import counted
from bot.views.quotes import headline, names, narrowed, opening, quotation
from bot.views.reply import Block, FormattedText, Reply, bold, join, rows, shortened
from bot.views.translations import Translation
from retrieval.answer import Aim, Found
from retrieval.article import Quote
from retrieval.claims.statements import Selected

OVERVIEWS = {Aim.OUTLINE, Aim.NAMES, Aim.ABOUT, Aim.NEWS}
_LABEL = 60
_NAMED = 60
"""Characters of the sentence that a name stands in, about."""
_PAGE = 8
"""So many sentences are a page."""
_NAME = 40
_DATE, _SHORT = 20, 20


def overview(words: Translation, found: Found, page: int = 1) -> Iterator[Block]:
    """Show an answer that gives an overview, or a page of it."""
    match found.aim:
        case Aim.OUTLINE:
            yield from _outline(words, found.quotes)
        case Aim.NEWS:
            yield Block(words("news"))
            yield from map(partial(_begun, words), found.quotes)
        case _:
            yield from _paged(words, found, page)


def _paged(words: Translation, found: Found, page: int) -> Iterator[Block]:
    """Show the sentences of a page, under the names in them or a heading, and turn pages."""
    last = max(1, -(-len(found.quotes) // _PAGE))
    at = min(max(page, 1), last)
    quotes = found.quotes[(at - 1) * _PAGE : at * _PAGE]
    if found.aim is Aim.NAMES:
        yield _names(words, found.quotes, quotes, (at, last))
        quotes = tuple(narrowed(quote, _NAMED) for quote in quotes)
    else:
        yield Block(words("about_subject"))
    pages = (found.quotes[start : start + _PAGE] for start in range(0, (at - 1) * _PAGE, _PAGE))
    yield from _by_paragraph(words, quotes, sum(len(_grouped(page)) for page in pages))
    turns = (("page_back", at - 1), ("page_forward", at + 1))
    buttons = [
        Button(words.plain(key), CallbackData(Action.PAGE, number=number))
        for key, number in turns
        if 1 <= number <= last
    ]
    if buttons:
        yield Block(FormattedText(), tuple(buttons))


def greeting(words: Translation, there: Selected, examples: Sequence[str]) -> Reply:
    """Greet, and say how many reports there are, with questions to tap."""
    text = counted(words, there, "start")
    buttons = [
        Button(shortened(example, _LABEL), CallbackData(Action.ASK, number=number))
        for number, example in enumerate(examples, 1)
    ]
    text = text + "\n\n" + words("examples") if buttons else text
    return Reply(text, rows(buttons, 1), claims=(there,))


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
    button = Button(
        shortened(quote.article.title.strip() or quote.article.id, _SHORT), opening(quote)
    )
    return Block(name + "\n" + quotation(quote), (button,), quotes=(quote,))


def _names(
    words: Translation, every: Sequence[Quote], shown: Sequence[Quote], page: tuple[int, int]
) -> Block:
    """Say how many names there are, and those of a page, each once."""
    count = bold(str(len({name for quote in every for name in _named(quote)})))
    listed = dict.fromkeys(name for quote in shown for name in _named(quote))
    said = words.plain("between_names").join(shortened(name, _NAME) for name in listed)
    at, last = page
    if last == 1:
        return Block(words("names", count=count, names=said))
    return Block(words("names_page", count=count, names=said, page=at, pages=last))


def _named(quote: Quote) -> list[str]:
    """Return the name that a quote marks; of an author who signs nowhere, those of the byline."""
    marked = [quote.text[start:stop] for start, stop in quote.highlights]
    return marked or list(quote.article.authors)


def _by_paragraph(words: Translation, quotes: Sequence[Quote], before: int) -> Iterator[Block]:
    """Show quotes in order, those of one paragraph together, numbered after those `before`."""
    for place, group in enumerate(_grouped(quotes), before + 1):
        name = words("numbered", place=place, **names(group[-1]))
        text = join([name, *map(quotation, group)], "\n")
        yield Block(text, (Button(str(place), opening(group[-1])),), quotes=tuple(group))


def _grouped(quotes: Sequence[Quote]) -> list[list[Quote]]:
    """Return quotes in order, each once, those of one paragraph together."""
    once: dict[tuple[str, int, int], Quote] = {}
    for quote in quotes:
        once.setdefault((quote.article.id, quote.number, quote.start), quote)
    return [list(own) for _, own in groupby(once.values(), key=lambda quote: quote.address)]
