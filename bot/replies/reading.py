"""Reading around a quote: a paragraph, or a whole report in pages, with buttons to turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.replies.buttons import Action, Button, Press
from bot.replies.cutting import pieces
from bot.replies.reply import Reply
from bot.replies.styled import Style, Styled, code, join, shortened, units
from bot.replies.words import Words
from retrieval.answer import Told
from retrieval.article import Article, Quote
from retrieval.citation.address import Reference
from retrieval.citation.citation import gbt7714, short

PAGE = 3500
"""The most text shown at once, in UTF-16 units; what is left of a message takes title and foot."""

_TITLE, _BYLINE, _ID = 200, 100, 64


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph, or the `part`-th of `parts` pieces of a long one, parts counted from 0.

    Its text begins at character `start` of the paragraph.
    """

    text: str
    number: int
    part: int
    parts: int
    start: int = 0


def leaves(article: Article, number: int) -> tuple[Leaf, ...]:
    """Cut paragraph `number` into what can be shown at once; IndexError when there is none."""
    text = article.paragraph(number).text
    spans = tuple(pieces(text, PAGE)) or ((0, 0),)
    return tuple(Leaf(text[a:b], number, part, len(spans), a) for part, (a, b) in enumerate(spans))


def pages(article: Article, first: int = 1, last: int = 0) -> tuple[tuple[Leaf, ...], ...]:
    """Put the leaves of paragraphs `first` to `last` (0: the last there is) on pages.

    Pages are of at most PAGE units, and there is at least one.
    """
    filled, room = [list[Leaf]()], PAGE
    for number in range(first, (last or len(article.texts)) + 1):
        for leaf in leaves(article, number):
            room -= units(leaf.text) + 2
            if room < 0 and filled[-1]:
                filled.append([])
                room = PAGE - units(leaf.text)
            filled[-1].append(leaf)
    return tuple(tuple(page) for page in filled)


def headline(words: Words, article: Article) -> Styled:
    """Name an article: its title and byline, in bold."""
    title, byline = shortened(article.title, _TITLE), shortened(article.byline, _BYLINE)
    return words("headline", title=title, byline=byline).wearing(Style.BOLD)


def shown(words: Words, reference: Reference, page: int = 1) -> Reply:
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


def copies(words: Words, reference: Reference) -> tuple[Button, Button]:
    """Return the buttons that copy how a place is cited, in short and by the standard."""
    return (
        Button(words.plain("copy_short"), copies=short(reference)),
        Button(words.plain("copy_standard"), copies=gbt7714(reference)),
    )


def paragraph(words: Words, article: Article, number: int, part: int = 0) -> Reply:
    """Show paragraph `number`, with buttons to its neighbours; IndexError when there is none."""
    here = leaves(article, number)
    leaf = here[min(part, len(here) - 1)]
    foot = words(
        "piece_footer" if leaf.parts > 1 else "paragraph_footer",
        number=number,
        count=len(article.texts),
        part=leaf.part + 1,
        parts=leaf.parts,
        address=code(str(article.paragraph(number).address)[-_ID:]),
    )
    turns = _turns(words, article, leaf)
    whole = Button(words.plain("whole"), Press(Action.WHOLE, article.id, _page_of(article, leaf)))
    text = join((headline(words, article), leaf.text, foot), "\n\n")
    told = Told(article.id, number, 0, len(article.texts[number - 1]))
    reply = Reply(text, (), told, remembered=True, quotes=_quotes(article, (leaf,)))
    return reply.over(turns, (whole,), copies(words, Reference(article, number, number)))


def passage(words: Words, reference: Reference, page: int = 1) -> Reply:
    """Show a page of several paragraphs, the nearest page when there is no such one."""
    article, first, last = reference.article, reference.first, reference.last
    book = pages(article, first, last)
    at = min(max(page, 1), len(book))
    address = code(str(replace(reference, mark=""))[-_ID:])
    foot = words("range_footer", first=first, last=last, count=len(article.texts), address=address)
    steps = (("page_back", at - 1), ("page_forward", at + 1))
    turns = [
        Button(words.plain(key), Press(Action.RANGE, article.id, to, first, last))
        for key, to in steps
        if 1 <= to <= len(book)
    ]
    text = join((headline(words, article), *(leaf.text for leaf in book[at - 1]), foot), "\n\n")
    told = Told(article.id)
    reply = Reply(text, (), told, remembered=True, quotes=_quotes(article, book[at - 1]))
    whole = Button(words.plain("whole"), Press(Action.WHOLE, article.id))
    return reply.over(turns, (whole,), copies(words, reference))


def whole(words: Words, article: Article, page: int = 1) -> Reply:
    """Show page `page` of the whole article, the nearest page when there is no such one."""
    book = pages(article)
    at = min(max(page, 1), len(book))
    foot = words(
        "whole_page_footer" if len(book) > 1 else "whole_footer",
        page=at,
        pages=len(book),
        id=code(article.id[-_ID:]),
    )
    leaf_texts = (leaf.text for leaf in book[at - 1])
    text = join((headline(words, article), *leaf_texts, foot), "\n\n")
    quotes = _quotes(article, book[at - 1])
    reply = Reply(text, (), Told(article.id), remembered=True, quotes=quotes)
    return reply.over(*_book_rows(words, article, at, book), copies(words, Reference(article)))


def _quotes(article: Article, held: Sequence[Leaf]) -> tuple[Quote, ...]:
    """Return the places whose words are on a page."""
    return tuple(
        Quote(article, leaf.number, leaf.start, leaf.start + len(leaf.text))
        for leaf in held
        if leaf.text
    )


def turned(words: Words, action: Action, article: str, at: int, last: int) -> tuple[Button, ...]:
    """Return ◀ and ▶ around page `at` of `last`, those that lead somewhere."""
    steps = (("page_back", at - 1), ("page_forward", at + 1))
    return tuple(
        Button(words.plain(key), Press(action, article, page))
        for key, page in steps
        if 1 <= page <= last
    )


def _book_rows(
    words: Words, article: Article, at: int, book: tuple[tuple[Leaf, ...], ...]
) -> tuple[tuple[Button, ...], ...]:
    rows = [turned(words, Action.WHOLE, article.id, at, len(book))]
    for leaf in book[at - 1][:1]:
        press = Press(Action.TURN, article.id, leaf.number, leaf.part)
        rows.append((Button(words.plain("by_paragraph"), press),))
    return tuple(row for row in rows if row)


def _turns(words: Words, article: Article, leaf: Leaf) -> tuple[Button, ...]:
    """Return ◀ and ▶ to the leaves before and after, those that exist."""
    steps = (("back", _before(article, leaf)), ("forward", _after(article, leaf)))
    return tuple(
        Button(words.plain(key), Press(Action.TURN, article.id, *place))
        for key, place in steps
        if place
    )


def _before(article: Article, leaf: Leaf) -> tuple[int, int] | None:
    if leaf.part:
        return leaf.number, leaf.part - 1
    if leaf.number == 1:
        return None
    return leaf.number - 1, leaves(article, leaf.number - 1)[-1].part


def _after(article: Article, leaf: Leaf) -> tuple[int, int] | None:
    if leaf.part + 1 < leaf.parts:
        return leaf.number, leaf.part + 1
    return (leaf.number + 1, 0) if leaf.number < len(article.texts) else None


def _page_of(article: Article, leaf: Leaf) -> int:
    """Return the page of the whole article on which a leaf stands."""
    return next(page for page, held in enumerate(pages(article), 1) if leaf in held)
