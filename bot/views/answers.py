"""Answers as replies, and the buttons that lead on from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.overviews import OVERVIEWS, overview
from bot.views.quotes import (
    NAME_UNITS,
    copies,
    headline,
    names,
    narrowed,
    opening,
    quotation,
    quoted,
)
from bot.views.reply import Block, FormattedText, Reply, Style, bold, compose, shortened
from bot.views.translations import Translation
from retrieval.answer import Aim, Answer, Correction, Found, Listing, NotFound, Reason, Why
from retrieval.article import Address, Article, Quote
from retrieval.citation.address import Reference

_UNASKED = {Why.EMPTY_QUESTION, Why.UNREADABLE, Why.EMPTY_CORPUS}
_SURE = 0.9
_FURTHER, _FURTHER_LENGTH = 2, 60
_NEAREST = 3
_LISTED = 20
_TERMS = 8
_CORRECTIONS = 3
_ACROSS = 5
_LABEL_UNITS = 20


def answered(words: Translation, answer: Answer) -> Reply:
    """Tell an answer; the reply knows what the conversation is about from now on."""
    if isinstance(answer, Found):
        told = compose(_found(words, answer), _ACROSS if answer.aim in OVERVIEWS else 1)
    elif isinstance(answer, Listing):
        told = compose(_listing(words, answer), _ACROSS)
    else:
        told = compose(_not_found(words, answer))
    return replace(told, told=answer.told, remembered=True)


def _found(words: Translation, found: Found) -> Iterator[Block]:
    best = found.quotes[0]
    yield from _corrections(words, found.corrections)
    if found.aim in OVERVIEWS:
        yield from overview(words, found)
        return
    if found.aim in (Aim.AUTHOR, Aim.TITLE):
        yield Block(_about(words, found.aim, best.article))
    label = words.plain("open_paragraph", number=best.number)
    yield Block(quoted(words, best), (Button(label, opening(best)),), quotes=(best,))
    if found.absent:
        yield Block(words("also_absent", terms=_terms(words, found.absent)))
    further = _helpful(found)
    if further:
        yield Block(words("further").wearing(Style.BOLD))
    yield from _others(words, further)


def _helpful(found: Found) -> list[Quote]:
    """Return the further quotes worth showing: none when we are sure, and none that repeats."""
    best = found.quotes[0]
    if found.confidence >= _SURE:
        return []
    others = (quote for quote in found.quotes[1:] if quote.highlights)
    return [quote for quote in others if not _overlap(quote, best)][:_FURTHER]


def _listing(words: Translation, listing: Listing) -> Iterator[Block]:
    total = max(listing.total, len(listing.articles))
    yield from _corrections(words, listing.corrections)
    if total == len(listing.articles) == 1 and listing.aim in (Aim.AUTHOR, Aim.TITLE):
        yield Block(_about(words, listing.aim, listing.articles[0]))
    else:
        yield Block(_how_many(words, listing, total))
    quotes = {quote.article.id: quote for quote in reversed(listing.quotes)}
    shown = listing.articles[:_LISTED]
    for place, article in enumerate(shown, 1):
        yield _listed(words, place, article, quotes.get(article.id))
    if total > len(shown):
        yield Block(words("more_reports", count=total - len(shown)))


def _not_found(words: Translation, answer: NotFound) -> Iterator[Block]:
    reason = answer.reason
    yield from _corrections(words, answer.corrections)
    yield Block(_because(words, reason))
    if reason.absent_terms and reason.why is not Why.ABSENT_TERMS:
        yield Block(words("also_absent", terms=_terms(words, reason.absent_terms)))
    if reason.nearest:
        yield Block(words("related" if reason.related else "nearest").wearing(Style.BOLD))
    yield from _others(words, reason.nearest[:_NEAREST])


def _because(words: Translation, reason: Reason) -> FormattedText:
    """Say in one sentence why the reports do not answer."""
    if reason.why is Why.ABSENT_TERMS and reason.absent_terms:
        return words("absent_terms", terms=_terms(words, reason.absent_terms))
    if reason.why is Why.OTHER_NAME:
        if reason.names is None:
            return words("other_name_unnamed")
        asked, printed = (shortened(name, NAME_UNITS) for name in reason.names)
        return words("other_name", asked=asked, printed=printed)
    return words("weak" if reason.why is Why.ABSENT_TERMS else reason.why.value)


def _terms(words: Translation, terms: Sequence[str]) -> str:
    return words.listed(tuple(shortened(term, _LABEL_UNITS) for term in terms[:_TERMS]))


def _about(words: Translation, aim: Aim, article: Article) -> FormattedText:
    """Tell who wrote an article, or what it is called."""
    if aim is Aim.TITLE:
        return words("title_is", title=bold(f"《{shortened(article.title, NAME_UNITS)}》"))
    if not article.byline:
        return words("no_author")
    return words("author", byline=bold(shortened(article.byline, NAME_UNITS)))


def _how_many(words: Translation, listing: Listing, total: int) -> FormattedText:
    if total == 0:
        return words("no_reports")
    if listing.at_least:
        return words("at_least", count=bold(str(total)))
    if listing.aim is Aim.COUNT:
        return words("count", count=bold(str(total)))
    return words("one_report") if total == 1 else words("reports", count=total)


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


def _others(words: Translation, quotes: Sequence[Quote]) -> Iterator[Block]:
    """Show quotes that are not the answer itself, those of one paragraph under one citation."""
    paragraphs: dict[Address, list[Quote]] = {}
    for quote in quotes:
        shown = narrowed(quote, _FURTHER_LENGTH)
        together = paragraphs.setdefault(shown.address, [])
        if not any(_overlap(shown, other) for other in together):
            together.append(shown)
    for together in paragraphs.values():
        yield _further(words, sorted(together, key=lambda quote: quote.start))


def _further(words: Translation, quotes: Sequence[Quote]) -> Block:
    """Show quotes of one paragraph, with a button that says which one it opens."""
    last = quotes[-1]
    title = shortened(last.article.title, _LABEL_UNITS)
    label = words.plain("open_further", title=title, number=last.number)
    text = FormattedText("")
    for quote in quotes[:-1]:
        text += quotation(quote) + "\n"
    return Block(text + quoted(words, last), (Button(label, opening(last)),), quotes=tuple(quotes))


def _overlap(one: Quote, other: Quote) -> bool:
    same = one.address == other.address
    return same and one.start < other.stop and other.start < one.stop


def _corrections(words: Translation, corrections: Sequence[Correction]) -> Iterator[Block]:
    for one in corrections[:_CORRECTIONS]:
        typed, meant = (shortened(word, NAME_UNITS) for word in (one.typed, one.meant))
        yield Block(words("corrected", typed=typed, meant=meant))


def with_buttons(words: Translation, answer: Answer, reply: Reply) -> Reply:
    """Return the reply to a question with the buttons that lead on from it."""
    if isinstance(answer, Found):
        best = answer.quotes[0]
        rated = _rated(words, best.article.id, best.number, (best.start, best.stop))
        if answer.aim in OVERVIEWS:
            return reply.over(rated)
        return reply.over(
            copies(words, Reference.of(best)), (_more(words, best), _why(words), *rated)
        )
    if isinstance(answer, Listing):
        article = answer.articles[0].id if len(answer.articles) == 1 else ""
        return reply.over(_rated(words, article))
    if answer.reason.why in _UNASKED:
        return reply
    more = [_more(words, quote) for quote in answer.reason.nearest[:1]]
    return reply.over((*more, _why(words), *_rated(words)))


def outcome(answer: Answer) -> str:
    """Name how an answer turned out: found, listing, or the reason why there is none."""
    if isinstance(answer, NotFound):
        return answer.reason.why.value
    return "found" if isinstance(answer, Found) else "listing"


def _more(words: Translation, best: Quote) -> Button:
    return Button(
        words.plain("more"), CallbackData(Action.MORE, best.article.id, 1, 1, best.number)
    )


def _why(words: Translation) -> Button:
    return Button(words.plain("explain"), CallbackData(Action.WHY))


def _rated(
    words: Translation, article: str = "", number: int = 0, span: tuple[int, int] = (0, 0)
) -> tuple[Button, Button]:
    return (
        Button(words.plain("good"), CallbackData(Action.GOOD, article, number, *span)),
        Button(words.plain("bad"), CallbackData(Action.BAD, article, number, *span)),
    )
