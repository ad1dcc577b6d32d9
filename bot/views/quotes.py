"""A quote as it is shown: its words, its citation, and the buttons that open and cite its place."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.reply import FormattedText, Style, fitting, join, shortened, units
from bot.views.translations import Translation
from retrieval.analysis.sentences import sentences
from retrieval.analysis.units import cut_before
from retrieval.article import ELLIPSIS, RECOGNISED, Article, Quote
from retrieval.citation.address import Reference, fingerprint
from retrieval.citation.citation import gbt7714, short
from retrieval.extraction.brief import LENGTH

_TITLE_UNITS, _BYLINE_UNITS = 200, 100
_QUOTE_UNITS, NAME_UNITS = 1000, 100
_LINE_UNITS = 12
"""So much of a title fits in a line of a phone, with the number of a paragraph."""
_CITED_UNITS, _CITED_BYLINE_UNITS = 30, 14
"""And so much of title and byline in two lines, and of the byline alone."""


def quoted(words: Translation, quote: Quote, *others: Quote) -> FormattedText:
    """Show a quote in a block quotation, the answering words bold, and its citation under it.

    Others of the same paragraph stand behind it in order.
    """
    by = byline(quote.article, _CITED_BYLINE_UNITS)
    title = shortened(quote.article.title, max(_LINE_UNITS, _CITED_UNITS - units(by)))
    named = words("citation", title=title, byline=by, number=quote.number)
    return quotation(quote, *others) + "\n" + named


def cited(words: Translation, shown: Sequence[Quote], *, alone: bool) -> FormattedText:
    """Show parts of a quote, and where it stands: in a line, where it does not stand alone.

    A long one without an answer begins to be seen, and opens with a tap.
    """
    if len(shown[0].text) > LENGTH and not any(one.highlights for one in shown):
        return folded(words, shown[0])
    return (quoted if alone else _briefly)(words, *shown)


def _briefly(words: Translation, quote: Quote, *others: Quote) -> FormattedText:
    """Show a quote, and others, as `quoted` does, and on a line under it where it stands."""
    return quotation(quote, *others) + "\n" + _where(words, quote)


def quotation(*quotes: Quote) -> FormattedText:
    """Show the words of quotes of a paragraph in a block quotation, the answering words bold."""
    shown = [within(q, 0, cut_before(q.text, fitting(q.text, _QUOTE_UNITS))) for q in quotes]
    texts = [
        FormattedText(one.text, tuple((Style.BOLD, *span) for span in one.highlights))
        for one in shown
    ]
    before, after = shown[0].cut[0], shown[-1].cut[1]
    parts = (ELLIPSIS * before, join(texts, ELLIPSIS), ELLIPSIS * after)
    return join(parts).wearing(Style.QUOTE)


def folded(words: Translation, quote: Quote) -> FormattedText:
    """Show a quote folded, to be opened with a tap, and where it stands in a few words under it."""
    return _fold(quote) + "\n" + _where(words, quote)


def placed(words: Translation, quote: Quote) -> FormattedText:
    """Show a quote folded, to be opened with a tap, and above it where it stands."""
    title = shortened(quote.article.title, _LINE_UNITS)
    return words("place", title=title, number=quote.number) + "\n" + _fold(quote)


def _where(words: Translation, quote: Quote) -> FormattedText:
    title = shortened(quote.article.title, _LINE_UNITS)
    return words("citation_short", title=title, number=quote.number)


def _fold(quote: Quote) -> FormattedText:
    return FormattedText(quotation(quote).text).wearing(Style.FOLDED)


_COPIED = 256
"""The most units that Telegram lets a button copy."""


def headline(words: Translation, article: Article) -> FormattedText:
    """Name an article: its title and byline, in bold."""
    title = shortened(article.title, _TITLE_UNITS)
    return words("headline", title=title, byline=byline(article, _BYLINE_UNITS)).wearing(Style.BOLD)


def byline(article: Article, limit: int = NAME_UNITS) -> str:
    """Return the byline of an article, with a mark when its words were recognised in a picture."""
    return shortened(article.byline, limit) + RECOGNISED * article.is_recognised


def copies(words: Translation, reference: Reference) -> tuple[Button, ...]:
    """Return the buttons that copy how a place is cited: in short, and by the standard if it can.

    The standard asks for newspaper and date, which not every report tells.
    """
    forms = {"copy_short": short(reference), "copy_standard": gbt7714(reference) or ""}
    return tuple(
        Button(words.plain(key), copies=text)
        for key, text in forms.items()
        if 1 <= units(text) <= _COPIED
    )


def opening(quote: Quote) -> CallbackData:
    """Return the press that opens the paragraph of a quote, as it is now."""
    mark = fingerprint(quote.paragraph.text)
    return CallbackData(Action.OPEN, quote.article.id, quote.number, mark=mark)


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


def names(quote: Quote) -> dict[str, str | int]:
    """Return what names the place of a quote in a sentence: title, byline, paragraph number."""
    return {
        "title": shortened(quote.article.title, NAME_UNITS),
        "byline": byline(quote.article),
        "number": quote.number,
    }
