"""Answers as replies: pure functions of the answer and of the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.buttons import Action, Button, Press
from bot.cutting import narrowed, within
from bot.reading import headline, turned
from bot.reply import Block, Reply, compose, rows
from bot.styled import Style, Styled, bold, code, fitting, join, shortened
from bot.words import Words
from retrieval.answer import Aim, Answer, Correction, Found, Listing, NotFound, Passage, Reason, Why
from retrieval.article import Article, Quote
from retrieval.verdict import Outcome, Piece, Verdict

CATALOGUE_PAGE = 10
"""How many articles a page of the catalogue holds."""

_SURE = 0.9
_FURTHER, _FURTHER_LENGTH = 2, 60
_NEAREST = 3
_LISTED = 20
_TERMS = 8
_CORRECTIONS = 3
_ACROSS = 5
_QUOTE_UNITS = 1000
_NAME_UNITS = 100
_LABEL_UNITS = 20


def answered(words: Words, answer: Answer) -> Reply:
    """Tell an answer; the reply knows what the conversation is about from now on."""
    if isinstance(answer, Found):
        told = compose(_found(words, answer))
    elif isinstance(answer, Listing):
        told = compose(_listing(words, answer), _ACROSS)
    else:
        told = compose(_not_found(words, answer))
    return Reply(told.text, told.rows, answer.told, remembered=True)


def judged(words: Words, verdict: Verdict) -> Reply:
    """Tell whether the reports say what somebody claims, with their own words."""
    return compose(block for piece in verdict.pieces for block in _judged(words, piece))


def searched(words: Words, typed: str, passages: Sequence[Passage]) -> Reply:
    """Show what a search found, best first."""
    asked = shortened(typed, _NAME_UNITS)
    if not passages:
        return Reply(words("search_nothing", words=asked))
    hits = (_numbered(words, place, hit.quote) for place, hit in enumerate(passages, 1))
    return compose((Block(words("search_found", words=asked)), *hits), _ACROSS)


def catalogue(words: Words, articles: Sequence[Article], page: int) -> Reply:
    """List the articles of page `page`, the nearest page when there is no such one."""
    last = max(1, -(-len(articles) // CATALOGUE_PAGE))
    at = min(max(page, 1), last)
    first = (at - 1) * CATALOGUE_PAGE
    key = "catalogue_page" if last > 1 else "catalogue"
    lines = [words(key, count=len(articles), page=at, pages=last).wearing(Style.BOLD)]
    openings = list[Button]()
    for place, article in enumerate(articles[first : first + CATALOGUE_PAGE], first + 1):
        lines.append(_catalogue_line(words, place, article))
        openings.append(Button(str(place), Press(Action.BOOK, article.id)))
    turns = turned(words, Action.LIST, "", at, last)
    return Reply(join(lines, "\n"), (*rows(openings, _ACROSS), *filter(None, (turns,))))


def quoted(words: Words, quote: Quote) -> Styled:
    """Show a quote in a block quotation, the answering words bold, and its citation under it."""
    return _quotation(quote) + "\n" + words("citation", **_names(quote))


def _judged(words: Words, piece: Piece) -> Iterator[Block]:
    if piece.outcome is Outcome.NOT_FOUND:
        yield Block(words("claim_not_found", claim=shortened(piece.text, _NAME_UNITS)))
        return
    yield Block(words("claim_exact" if piece.outcome is Outcome.EXACT else "claim_differing"))
    for place in piece.places[:1]:
        yield from (_further(words, quote) for quote in place.quotes)
    for article in () if piece.places else piece.titles[:1]:
        yield Block(headline(words, article))


def _found(words: Words, found: Found) -> Iterator[Block]:
    best = found.quotes[0]
    yield from _corrections(words, found.corrections)
    if found.aim in (Aim.AUTHOR, Aim.TITLE):
        yield Block(_about(words, found.aim, best.article))
    label = words.plain("open_paragraph", number=best.number)
    yield Block(quoted(words, best), (Button(label, _open(best)),))
    further = _helpful(found)
    if further:
        yield Block(words("further").wearing(Style.BOLD))
    yield from (_further(words, narrowed(quote, _FURTHER_LENGTH)) for quote in further)


def _helpful(found: Found) -> list[Quote]:
    """Return the further quotes worth showing: none when we are sure, and none that repeats."""
    best = found.quotes[0]
    if found.confidence >= _SURE:
        return []
    others = (quote for quote in found.quotes[1:] if quote.highlights)
    return [quote for quote in others if not _overlap(quote, best)][:_FURTHER]


def _listing(words: Words, listing: Listing) -> Iterator[Block]:
    total = max(listing.total, len(listing.articles))
    yield from _corrections(words, listing.corrections)
    if total == len(listing.articles) == 1 and listing.aim in (Aim.AUTHOR, Aim.TITLE):
        yield Block(_about(words, listing.aim, listing.articles[0]))
    else:
        yield Block(_how_many(words, listing.aim, total))
    quotes = {quote.article.id: quote for quote in reversed(listing.quotes)}
    shown = listing.articles[:_LISTED]
    for place, article in enumerate(shown, 1):
        yield _listed(words, place, article, quotes.get(article.id))
    if total > len(shown):
        yield Block(words("more_reports", count=total - len(shown)))


def _not_found(words: Words, answer: NotFound) -> Iterator[Block]:
    reason = answer.reason
    yield from _corrections(words, answer.corrections)
    yield Block(_because(words, reason))
    if reason.absent_terms and reason.why is not Why.ABSENT_TERMS:
        yield Block(words("also_absent", terms=_terms(words, reason)))
    if reason.nearest:
        yield Block(words("related" if reason.related else "nearest").wearing(Style.BOLD))
    for quote in reason.nearest[:_NEAREST]:
        yield _further(words, narrowed(quote, _FURTHER_LENGTH))


def _because(words: Words, reason: Reason) -> Styled:
    """Say in one sentence why the reports do not answer."""
    if reason.why is Why.ABSENT_TERMS and reason.absent_terms:
        return words("absent_terms", terms=_terms(words, reason))
    if reason.why is Why.OTHER_NAME:
        if reason.names is None:
            return words("other_name_unnamed")
        asked, printed = (shortened(name, _NAME_UNITS) for name in reason.names)
        return words("other_name", asked=asked, printed=printed)
    return words("weak" if reason.why is Why.ABSENT_TERMS else reason.why.value)


def _terms(words: Words, reason: Reason) -> str:
    return words.listed(tuple(shortened(t, _LABEL_UNITS) for t in reason.absent_terms[:_TERMS]))


def _about(words: Words, aim: Aim, article: Article) -> Styled:
    """Tell who wrote an article, or what it is called."""
    if aim is Aim.TITLE:
        return words("title_is", title=bold(f"《{shortened(article.title, _NAME_UNITS)}》"))
    if not article.byline:
        return words("no_author")
    return words("author", byline=bold(shortened(article.byline, _NAME_UNITS)))


def _how_many(words: Words, aim: Aim, total: int) -> Styled:
    if total == 0:
        return words("no_reports")
    if aim is Aim.COUNT:
        return words("count", count=bold(str(total)))
    return words("one_report") if total == 1 else words("reports", count=total)


def _listed(words: Words, place: int, article: Article, quote: Quote | None) -> Block:
    """Show an article of a list, with its best quote if it has one."""
    if quote is not None:
        return _numbered(words, place, quote)
    press = Press(Action.BOOK, article.id)
    text = Styled(f"{place}. ") + headline(words, article)
    return Block(text, (Button(str(place), press),), is_line=True)


def _numbered(words: Words, place: int, quote: Quote) -> Block:
    """Show one quote of a list under the name of its place."""
    name = words("numbered", place=place, **_names(quote))
    return Block(name + "\n" + _quotation(quote), (Button(str(place), _open(quote)),))


def _further(words: Words, quote: Quote) -> Block:
    """Show a quote that is not the answer itself, with a button that says which one it opens."""
    title = shortened(quote.article.title, _LABEL_UNITS)
    label = words.plain("open_further", title=title, number=quote.number)
    return Block(quoted(words, quote), (Button(label, _open(quote)),))


def _quotation(quote: Quote) -> Styled:
    shown = within(quote, 0, fitting(quote.text, _QUOTE_UNITS))
    marks = tuple((Style.BOLD, start, stop) for start, stop in shown.highlights)
    return Styled(shown.text, marks).wearing(Style.QUOTE)


def _names(quote: Quote) -> dict[str, str | int]:
    return {
        "title": shortened(quote.article.title, _NAME_UNITS),
        "byline": shortened(quote.article.byline, _NAME_UNITS),
        "number": quote.number,
    }


def _catalogue_line(words: Words, place: int, article: Article) -> Styled:
    return words(
        "catalogue_line",
        place=place,
        title=shortened(article.title, _NAME_UNITS),
        byline=shortened(article.byline, _NAME_UNITS),
        id=code(article.id[:_NAME_UNITS]),
    )


def _open(quote: Quote) -> Press:
    return Press(Action.OPEN, quote.article.id, quote.number)


def _overlap(one: Quote, other: Quote) -> bool:
    same = one.address == other.address
    return same and one.start < other.stop and other.start < one.stop


def _corrections(words: Words, corrections: Sequence[Correction]) -> Iterator[Block]:
    for one in corrections[:_CORRECTIONS]:
        typed, meant = (shortened(word, _NAME_UNITS) for word in (one.typed, one.meant))
        yield Block(words("corrected", typed=typed, meant=meant))
