"""Reading around a quote: a paragraph, or a whole report in pages, with buttons to turn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.claims import of_paragraphs
from bot.views.quotes import copies, headline
from bot.views.reply import Reply, code, fitting, join, units
from bot.views.translations import Translation
from retrieval.analysis.sentences import sentences
from retrieval.analysis.units import uncut
from retrieval.answer import Told
from retrieval.article import Article, Quote, Span
from retrieval.citation.address import Reference
from retrieval.claims.statements import HasParagraphs

PAGE = 3500
"""The most text shown at once, in UTF-16 units; what is left of a message takes title and foot."""

_ID = 64
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph, or the `part`-th of `parts` pieces of a long one, parts counted from 0.

    Its text begins at character `start` of the paragraph.
    """

    text: str
    number: int
    part: int
    parts: int
    start: int = 0


def sections(article: Article, number: int) -> tuple[Section, ...]:
    """Cut paragraph `number` into what can be shown at once; IndexError when there is none."""
    text = article.paragraph(number).text
    spans = tuple(pieces(text, PAGE)) or ((0, 0),)
    return tuple(
        Section(text[a:b], number, part, len(spans), a) for part, (a, b) in enumerate(spans)
    )


def pages(article: Article, first: int = 1, last: int = 0) -> tuple[tuple[Section, ...], ...]:
    """Put the sections of paragraphs `first` to `last` (0: the last there is) on pages.

    Pages are of at most PAGE units, and there is at least one.
    """
    filled, room = [list[Section]()], PAGE
    for number in range(first, (last or len(article.texts)) + 1):
        for section in sections(article, number):
            room -= units(section.text) + 2
            if room < 0 and filled[-1]:
                filled.append([])
                room = PAGE - units(section.text)
            filled[-1].append(section)
    return tuple(tuple(page) for page in filled)


def shown(words: Translation, reference: Reference, page: int = 1) -> Reply:
    """Show what an address names: a paragraph, several, or a page of the whole article.

    `page` counts pages, or pieces of a long paragraph, from 1. Words that have changed since the
    address was given are shown with a remark.
    """
    article = reference.article
    if reference.is_whole:
        reply = whole(words, article, page)
    elif reference.first == reference.last:
        reply = paragraph(words, article, reference.first, max(page - 1, 0))
    else:
        reply = passage(words, reference, page)
    if not reference.has_changed:
        return reply
    return replace(reply, text=join((words("changed"), reply.text), "\n\n"))


def paragraph(words: Translation, article: Article, number: int, part: int = 0) -> Reply:
    """Show paragraph `number`, with buttons to its neighbours; IndexError when there is none."""
    here = sections(article, number)
    section = here[min(part, len(here) - 1)]
    held = HasParagraphs(article, len(article.texts))
    foot = of_paragraphs(
        words,
        held,
        "piece_footer" if section.parts > 1 else "paragraph_footer",
        number=number,
        part=section.part + 1,
        parts=section.parts,
        address=code(str(article.paragraph(number).address)[-_ID:]),
    )
    turns = _turns(words, article, section)
    whole = Button(
        words.plain("whole"), CallbackData(Action.WHOLE, article.id, _page_of(article, section))
    )
    text = join((headline(words, article), section.text, foot), "\n\n")
    told = Told(article.id, number, 0, len(article.texts[number - 1]))
    quotes = _quotes(article, (section,))
    reply = Reply(text, (), told, remembered=True, quotes=quotes, claims=(held,))
    return reply.over(turns, (whole,), copies(words, Reference(article, number, number)))


def passage(words: Translation, reference: Reference, page: int = 1) -> Reply:
    """Show a page of several paragraphs, the nearest page when there is no such one."""
    article, first, last = reference.article, reference.first, reference.last
    book = pages(article, first, last)
    at = min(max(page, 1), len(book))
    address = code(str(replace(reference, mark=""))[-_ID:])
    held = HasParagraphs(article, len(article.texts))
    foot = of_paragraphs(words, held, "range_footer", first=first, last=last, address=address)
    steps = (("page_back", at - 1), ("page_forward", at + 1))
    turns = [
        Button(words.plain(key), CallbackData(Action.RANGE, article.id, to, first, last))
        for key, to in steps
        if 1 <= to <= len(book)
    ]
    text = join(
        (headline(words, article), *(section.text for section in book[at - 1]), foot), "\n\n"
    )
    told = Told(article.id)
    quotes = _quotes(article, book[at - 1])
    reply = Reply(text, (), told, remembered=True, quotes=quotes, claims=(held,))
    whole = Button(words.plain("whole"), CallbackData(Action.WHOLE, article.id))
    return reply.over(turns, (whole,), copies(words, reference))


def whole(words: Translation, article: Article, page: int = 1) -> Reply:
    """Show page `page` of the whole article, the nearest page when there is no such one."""
    book = pages(article)
    at = min(max(page, 1), len(book))
    foot = words(
        "whole_page_footer" if len(book) > 1 else "whole_footer",
        page=at,
        pages=len(book),
        id=code(article.id[-_ID:]),
    )
    texts = (section.text for section in book[at - 1])
    text = join((headline(words, article), *texts, foot), "\n\n")
    quotes = _quotes(article, book[at - 1])
    reply = Reply(text, (), Told(article.id), remembered=True, quotes=quotes)
    return reply.over(*_book_rows(words, article, at, book), copies(words, Reference(article)))


def _quotes(article: Article, held: Sequence[Section]) -> tuple[Quote, ...]:
    """Return the places whose words are on a page."""
    return tuple(
        Quote(article, section.number, section.start, section.start + len(section.text))
        for section in held
        if section.text
    )


def turned(
    words: Translation, action: Action, article: str, at: int, last: int
) -> tuple[Button, ...]:
    """Return ◀ and ▶ around page `at` of `last`, those that lead somewhere."""
    steps = (("page_back", at - 1), ("page_forward", at + 1))
    return tuple(
        Button(words.plain(key), CallbackData(action, article, page))
        for key, page in steps
        if 1 <= page <= last
    )


def _book_rows(
    words: Translation, article: Article, at: int, book: tuple[tuple[Section, ...], ...]
) -> tuple[tuple[Button, ...], ...]:
    rows = [turned(words, Action.WHOLE, article.id, at, len(book))]
    for section in book[at - 1][:1]:
        press = CallbackData(Action.TURN, article.id, section.number, section.part)
        rows.append((Button(words.plain("by_paragraph"), press),))
    return tuple(row for row in rows if row)


def _turns(words: Translation, article: Article, section: Section) -> tuple[Button, ...]:
    """Return ◀ and ▶ to the sections before and after, those that exist."""
    steps = (("back", _before(article, section)), ("forward", _after(article, section)))
    return tuple(
        Button(words.plain(key), CallbackData(Action.TURN, article.id, *place))
        for key, place in steps
        if place
    )


def _before(article: Article, section: Section) -> tuple[int, int] | None:
    if section.part:
        return section.number, section.part - 1
    if section.number == 1:
        return None
    return section.number - 1, sections(article, section.number - 1)[-1].part


def _after(article: Article, section: Section) -> tuple[int, int] | None:
    if section.part + 1 < section.parts:
        return section.number, section.part + 1
    return (section.number + 1, 0) if section.number < len(article.texts) else None


def _page_of(article: Article, section: Section) -> int:
    """Return the page of the whole article on which a section stands."""
    return next(page for page, held in enumerate(pages(article), 1) if section in held)


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
            fits = uncut(text[start:last], fitting(text[start:last], limit))
            cut = _boundary(text, start, start + fits)
            yield start, cut
            start = cut
        stop = last
    if start < len(text):
        yield start, len(text)


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
