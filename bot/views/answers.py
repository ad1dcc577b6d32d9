"""Answers as replies, and the buttons that lead on from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.claims import absent, beyond, said
from bot.views.overviews import OVERVIEWS, overview
from bot.views.quotes import (
    NAME_UNITS,
    cited,
    folded,
    headline,
    names,
    narrowed,
    opening,
    placed,
    quotation,
)
from bot.views.reply import Block, FormattedText, Reply, bold, compose, shortened
from bot.views.translations import Translation
from retrieval.answer import (
    Aim,
    Answer,
    Correction,
    Found,
    Listing,
    NotFound,
    Part,
    Reason,
    Told,
    Why,
)
from retrieval.article import Article, Quote
from retrieval.claims.answers import claims
from retrieval.claims.statements import Absent, Selected, Statement, Titled, Written
from retrieval.claims.verdicts import Negates

_CLAIMED = {Why.OTHER_NAME, Why.UNMARKED, Why.NONE_SUCH}
"""Reasons that are given by a claim."""
_UNCLAIMED = {
    Why.ABSENT_TERMS: "weak",
    Why.OTHER_NAME: "other_name_unnamed",
    Why.UNMARKED: "weak",
    Why.NONE_SUCH: "weak",
}
"""What is said where nothing can be claimed of the reports."""
_SURE = 0.9
_FURTHER_LENGTH = 60
_LISTED = 20
_CORRECTIONS = 3
_ACROSS = 5
_QUESTION_UNITS = 60


def answered(words: Translation, answer: Answer, page: int = 1) -> Reply:
    """Tell an answer, or a page of it; the reply knows what the conversation is about then."""
    blocks = _each(words, answer.parts) if answer.parts else _told(words, answer, page)
    overviews = isinstance(answer, Found) and answer.aim in OVERVIEWS - {Aim.NEWS}
    across = _ACROSS if overviews or isinstance(answer, Listing) else 1
    return replace(compose(blocks, across), told=answer.told or _chosen(answer), remembered=True)


def _chosen(answer: Answer) -> Told | None:
    """Return by which words several reports were chosen, if by any: there is more to each."""
    listed = isinstance(answer, Listing) or (isinstance(answer, Found) and answer.aim is Aim.ABOUT)
    if isinstance(answer, NotFound) or answer.parts or not listed:
        return None
    first = next((quote for quote in answer.quotes if quote.highlights), None)
    if first is None:
        return None
    place = first.article.id, first.number, first.start, first.stop
    return Told(*place, first.highlights, aim=Aim.SEVERAL)


def _told(words: Translation, answer: Answer, page: int = 1) -> Iterator[Block]:
    if isinstance(answer, Found):
        return _found(words, answer, page)
    return _listing(words, answer) if isinstance(answer, Listing) else _not_found(words, answer)


def _each(words: Translation, parts: Sequence[Part]) -> Iterator[Block]:
    """Answer each of several questions under its own words; what is nowhere is said once."""
    reasons = [one.reason for part in parts if isinstance(one := part.answer, NotFound)]
    if len(reasons) == len(parts) and all(one.why is Why.ABSENT_TERMS for one in reasons):
        terms = dict.fromkeys(term for one in reasons for term in one.absent_terms)
        yield from _told(words, NotFound(Reason(Why.ABSENT_TERMS, tuple(terms))))
        return
    for part in parts:
        yield Block(bold(shortened(part.question, _QUESTION_UNITS)))
        yield from _told(words, part.answer)


def _found(words: Translation, found: Found, page: int) -> Iterator[Block]:
    best = found.quotes[0]
    yield from _corrections(words, found.corrections)
    told = claims(found)
    if found.aim in OVERVIEWS:
        yield from _said(words, told)
        yield from overview(words, found, page)
        return
    named = list(_said(words, [claim for claim in told if not isinstance(claim, Negates)]))
    yield from named
    label = words.plain("read_original")
    # What has nothing of question or answer is a tap away.
    shown = found.brief or (best,)
    further = _helpful(found)
    # Of a report's title or author no words are the answer.
    text = (
        cited(words, shown, alone=not (told or further))
        if found.aim is Aim.FACT
        else folded(words, shown[0])
    )
    yield Block(text, (Button(label, opening(best)),), is_line=bool(named), quotes=shown)
    negates = [claim for claim in told if isinstance(claim, Negates)]
    yield from (replace(one, is_line=True) for one in _said(words, negates))
    yield from _also_absent(words, told)
    if further is not None:
        yield _beside(words, "further", further)


def _helpful(found: Found) -> Quote | None:
    """Return the further quote worth showing: none when we are sure, and none that repeats."""
    best = found.quotes[0]
    if found.confidence >= _SURE:
        return None
    others = (quote for quote in found.quotes[1:] if quote.highlights or not best.highlights)
    return next((quote for quote in others if not _overlap(quote, best)), None)


def _overlap(one: Quote, other: Quote) -> bool:
    same = one.address == other.address
    return same and one.start < other.stop and other.start < one.stop


def _listing(words: Translation, listing: Listing) -> Iterator[Block]:
    yield from _corrections(words, listing.corrections)
    room = _LISTED
    for group in listing.groups or (listing,):
        yield from _heading(words, group)
        yield from _reports(words, group, _LISTED - room, room)
        room -= min(room, len(group.articles))


def _reports(words: Translation, listing: Listing, before: int, room: int) -> Iterator[Block]:
    """Show up to `room` reports of a list, numbered after those `before`."""
    quotes = {quote.article.id: quote for quote in reversed(listing.quotes)}
    for place, article in enumerate(listing.articles[:room], before + 1):
        yield _listed(words, place, article, quotes.get(article.id))
    left = max(listing.total, len(listing.articles)) - min(room, len(listing.articles))
    if left > 0:
        yield Block(words("more_reports", count=left))


def _heading(words: Translation, listing: Listing) -> Iterator[Block]:
    """Say how many reports are meant, or what is asked of the one that is."""
    total = max(listing.total, len(listing.articles))
    if listing.aim in (Aim.AUTHOR, Aim.TITLE) and total == len(listing.articles) == 1:
        [article] = listing.articles
        yield from _said(
            words, (Written(article) if listing.aim is Aim.AUTHOR else Titled(article),)
        )
    yield from _said(words, claims(listing))


def _not_found(words: Translation, answer: NotFound) -> Iterator[Block]:
    reason = answer.reason
    if reason.why is not Why.ENGLISH:
        yield from _corrections(words, answer.corrections)
    told = claims(answer)
    yield from _because(words, reason, told)
    if reason.nearest and (reason.related or reason.why is Why.OUT_OF_TIME):
        # At most one, folded; what is not related is not shown.
        nearest = reason.nearest[0]
        button = Button(words.plain("read_original"), opening(nearest))
        yield _beside(words, "related" if reason.related else "nearest", nearest, button)
    elif reason.why is not Why.ABSENT_TERMS:
        yield from _also_absent(words, told)


def _beside(words: Translation, key: str, quote: Quote, *buttons: Button) -> Block:
    """Show a passage folded under the sentence `key` and its place: it is not the answer."""
    shown = narrowed(quote, _FURTHER_LENGTH)
    return Block(words(key) + placed(words, shown), buttons, is_line=True, quotes=(shown,))


def _because(words: Translation, reason: Reason, told: Sequence[Statement]) -> Iterator[Block]:
    """Say why there is no answer: by what is claimed of the reports, or what was not found."""
    absent_words = [claim for claim in told if isinstance(claim, Absent)]
    others = [claim for claim in told if not isinstance(claim, Absent)]
    if reason.why is Why.ABSENT_TERMS and absent_words:
        text = absent(words, absent_words, "absent_terms")
        yield Block(text, claims=tuple(absent_words))
    elif reason.why is Why.BEYOND:
        yield from (Block(beyond(words, c), claims=(c,)) for c in others if isinstance(c, Selected))
    elif reason.why in _CLAIMED and others:
        yield from _said(words, others)
    else:
        yield Block(words(_UNCLAIMED.get(reason.why, reason.why.value)))


def _also_absent(words: Translation, told: Sequence[Statement]) -> Iterator[Block]:
    absent_words = tuple(claim for claim in told if isinstance(claim, Absent))
    if absent_words:
        text = absent(words, absent_words, "also_absent")
        yield Block(text, is_line=True, claims=absent_words)


def _said(words: Translation, told: Sequence[Statement]) -> Iterator[Block]:
    """Say each claim but those of absent words, which are said together."""
    for claim in told:
        if not isinstance(claim, Absent):
            yield Block(said(words, claim), claims=(claim,))


def _listed(words: Translation, place: int, article: Article, quote: Quote | None) -> Block:
    """Show an article of a list, with its best quote if it has one."""
    if quote is not None:
        return _numbered(words, place, quote)
    press = CallbackData(Action.BOOK, article.id)
    text = FormattedText(f"{place}. ") + headline(words, article)
    return Block(text, (Button(str(place), press),), is_line=True)


def _numbered(words: Translation, place: int, quote: Quote) -> Block:
    """Show one quote of a list under the name of its place."""
    name = words("numbered", place=place, **names(quote))
    button = Button(str(place), opening(quote))
    return Block(name + "\n" + quotation(quote), (button,), quotes=(quote,))


def _corrections(words: Translation, corrections: Sequence[Correction]) -> Iterator[Block]:
    for one in corrections[:_CORRECTIONS]:
        typed, meant = (shortened(word, NAME_UNITS) for word in (one.typed, one.meant))
        yield Block(words("corrected", typed=typed, meant=meant))


def outcome(answer: Answer) -> str:
    """Name how an answer turned out: found, listing, or the reason why there is none."""
    if isinstance(answer, NotFound):
        return answer.reason.why.value
    return "found" if isinstance(answer, Found) else "listing"
