"""Corrections as they are shown: old words, marked as such, together with those in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.storage.revisions import StoredRevision
from bot.views.article_pages import turned
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.differences import set_together
from bot.views.quotes import NAME_UNITS, headline, opening, quotation
from bot.views.reply import (
    Block,
    FormattedText,
    Reply,
    Style,
    bold,
    code,
    compose,
    join,
    rows,
    shortened,
)
from bot.views.translations import Translation
from retrieval.article import Article, Quote
from retrieval.claims.statements import Corrected
from retrieval.revision import Revision, differing
from retrieval.superseded import Superseded, SupersededQuotation

PAGE = 10
"""How many changes a page lists."""
_ACROSS = 5
_OLD, _ROOM, _DIFFERENCES = 1_400, 900, 20
"""UTF-16 units of an old paragraph, of two set together, and how many differences are marked."""
_PARAGRAPHS, _PIECES = 5, 3


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Page `at` of `last`, counted from 1, after so many changes `before` it."""

    at: int
    last: int

    @classmethod
    def of(cls, count: int, wanted: int) -> ChangesPage:
        """Return the page nearest to the one wanted."""
        last = max(1, -(-count // PAGE))
        return cls(min(max(wanted, 1), last), last)

    @property
    def before(self) -> int:
        """How many changes stand on the pages before."""
        return (self.at - 1) * PAGE


def replacement(words: Translation, version: Superseded, revision: Revision, number: int) -> Reply:
    """Show an old paragraph, marked as corrected, and how it differs from what it became."""
    old = version.article.texts[number - 1]
    name = words("old_citation", **_names(version.article, number), date=day(version.corrected))
    blocks = [
        Block(words("corrected_since", date=day(version.corrected)).wearing(Style.BOLD)),
        Block(FormattedText(shortened(old, _OLD)).wearing(Style.QUOTE) + "\n" + name),
        *_became(words, revision, number),
    ]
    return replace(compose(blocks), claims=(Corrected(revision.after.id, old),))


def verified(
    words: Translation,
    found: Sequence[SupersededQuotation],
    find: Callable[[str], Article | None],
) -> Reply | None:
    """Tell that a claim is what reports said before; None where one says it still."""
    blocks = [Block(words("verify_superseded").wearing(Style.BOLD))]
    claims: list[Corrected] = []
    for one in found[:_PIECES]:
        article, quote = find(one.version.article.id), one.place.in_sentences().quotes[0]
        lost = [q.text for q in one.place.quotes if article and not _says(article, q.text)]
        if article is None or not lost:
            return None
        claims += (Corrected(article.id, text) for text in lost)
        date = day(one.version.corrected)
        name = words("old_citation", **_names(one.version.article, quote.number), date=date)
        blocks.append(Block(quotation(quote) + "\n" + name))
        blocks += _became(words, Revision(one.version.article, article), quote.number)
    return replace(compose(blocks), claims=tuple(claims))


def correction(words: Translation, revision: Revision, place: Sequence[int]) -> Block | None:
    """Tell what became of words that were shown; None where the report still says them."""
    number, start, stop = place
    if not 1 <= number <= len(revision.before.texts):
        return None
    shown = revision.before.texts[number - 1][start:stop]
    if not shown or _says(revision.after, shown):
        return None
    block = next(_became(words, revision, number))
    text = words("corrected_shown", **_names(revision.after, number)) + "\n" + block.text
    return replace(block, text=text, claims=(Corrected(revision.after.id, shown),))


def changes(words: Translation, listed: Sequence[StoredRevision], page: ChangesPage) -> Reply:
    """List changes, each with a button that shows it."""
    if not listed:
        return Reply(words("changes_none"))
    lines = [words("changes", page=page.at, pages=page.last).wearing(Style.BOLD)]
    buttons: list[Button] = []
    for place, one in enumerate(listed, page.before + 1):
        lines.append(_line(words, place, one))
        if one.after is not None:
            buttons.append(Button(str(place), _shows(one)))
    turns = turned(words, Action.CHANGES, "", page.at, page.last)
    return Reply(join(lines, "\n"), (*rows(buttons, _ACROSS), *filter(None, (turns,))))


def difference(words: Translation, found: StoredRevision, revision: Revision) -> Reply:
    """Show what a revision changed: paragraph by paragraph, struck the old, underlined the new."""
    return compose(_differences(words, found, revision))


def _differences(words: Translation, found: StoredRevision, revision: Revision) -> Iterator[Block]:
    yield Block(headline(words, revision.after))
    yield Block(words("corrected_on", date=day(found.seen)))
    yield from map(Block, heading(words, revision))
    altered, new = revision.altered, revision.inserted
    for number in altered[:_PARAGRAPHS]:
        yield from _became(words, revision, number)
    for number in new[:_PARAGRAPHS]:
        yield Block(added(words, revision, number, _ROOM))
    hidden = max(0, len(altered) - _PARAGRAPHS) + max(0, len(new) - _PARAGRAPHS)
    if hidden:
        yield Block(words("correction_more", count=hidden))


def heading(words: Translation, revision: Revision) -> Iterator[FormattedText]:
    """Tell how what stands above a report differs, line by line."""
    before, after = revision.before, revision.after
    for key, old, new in (
        ("correction_title", before.title, after.title),
        ("correction_byline", before.byline, after.byline),
        ("correction_date", before.date, after.date),
    ):
        if old != new:
            yield words(key, text=_together(old, new))


def added(words: Translation, revision: Revision, number: int, room: int) -> FormattedText:
    """Show a paragraph that only the new version has, in so many UTF-16 units."""
    text = shortened(revision.after.texts[number - 1], room)
    return words("correction_added", number=number, text=text)


def became(
    words: Translation, revision: Revision, number: int, room: int = _ROOM, *, most: int = 0
) -> FormattedText:
    """Show how an old paragraph differs from what it became, or that it became nothing.

    That takes about `room` UTF-16 units; see `set_together` for `most`.
    """
    old, now = revision.before.texts[number - 1], revision.successor(number)
    if not now:
        return words("correction_removed", number=number, text=shortened(old, room))
    text = _together(old, revision.after.texts[now - 1], room, most)
    return words("correction_compared", number=now, text=text)


def _became(words: Translation, revision: Revision, number: int) -> Iterator[Block]:
    """Show what became of an old paragraph, with the button that opens it."""
    text, now = became(words, revision, number), revision.successor(number)
    if not now:
        yield Block(text)
        return
    label = words.plain("open_paragraph", number=now)
    whole = _whole(revision.after, now)
    yield Block(text, (Button(label, opening(whole)),), quotes=(whole,))


def _whole(article: Article, number: int) -> Quote:
    return Quote(article, number, 0, len(article.texts[number - 1]))


def _together(old: str, new: str, room: int = _ROOM, most: int = 0) -> FormattedText:
    return set_together(old, new, differing(old, new)[:_DIFFERENCES], room, most=most)


def _says(article: Article, text: str) -> bool:
    return any(text in one for one in article.texts)


def _names(article: Article, number: int) -> dict[str, str | int]:
    return {
        "title": shortened(article.title, NAME_UNITS),
        "byline": shortened(article.byline, NAME_UNITS),
        "number": number,
    }


def _line(words: Translation, place: int, one: StoredRevision) -> FormattedText:
    key = "change_gone" if one.after is None else "change_new" if one.before is None else ""
    kind = bold(words.plain(key or "change_corrected"))
    title, name = shortened(one.title, NAME_UNITS), code(one.article[:NAME_UNITS])
    return words("change_line", place=place, date=day(one.seen), kind=kind, title=title, id=name)


def _shows(one: StoredRevision) -> CallbackData:
    if one.before is None:
        return CallbackData(Action.BOOK, one.article)
    return CallbackData(Action.DIFFERENCE, number=one.number)


def day(seconds: int) -> str:
    """Return the day of a time in seconds since 1970 (UTC)."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"
