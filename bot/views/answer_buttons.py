"""The buttons under an answer, that lead on from it."""

from __future__ import annotations

from bot.views import flags
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.overviews import OVERVIEWS
from bot.views.quotes import copies
from bot.views.reply import Reply
from bot.views.translations import Translation
from retrieval.answer import Answer, Found, Listing, Why
from retrieval.article import Quote
from retrieval.citation.address import Reference

_UNASKED = {
    Why.TOO_MANY,
    Why.EMPTY_QUESTION,
    Why.WHICH_REPORT,
    Why.UNREADABLE,
    Why.ENGLISH,
    Why.EMPTY_CORPUS,
}
"""Reasons why there is no answer under which nothing leads on."""


def with_buttons(words: Translation, answer: Answer, reply: Reply) -> Reply:
    """Return the reply to a question with the buttons that lead on from it."""
    if isinstance(answer, Found):
        best = answer.quotes[0]
        rated = _rated(words, best.article.id, best.number, (best.start, best.stop))
        if answer.aim in OVERVIEWS:
            return reply.over(rated)
        led = (_more(words, best), _why(words), *rated)
        told = (_bell(words), flags.button(words, best.article.id, best.number))
        return reply.over(copies(words, Reference.of(best)), led, told)
    if isinstance(answer, Listing):
        article = answer.articles[0].id if len(answer.articles) == 1 else ""
        return reply.over(_rated(words, article))
    if answer.reason.why in _UNASKED:
        return reply
    reason = answer.reason
    # Of words that stand in no report there is no more.
    worthwhile = reason.related or reason.why is not Why.ABSENT_TERMS
    more = [_more(words, quote) for quote in reason.nearest[:1] if worthwhile]
    return reply.over((*more, _why(words), *_rated(words)), (_bell(words),))


def _more(words: Translation, best: Quote) -> Button:
    return Button(
        words.plain("more"), CallbackData(Action.MORE, best.article.id, 1, 1, best.number)
    )


def _why(words: Translation) -> Button:
    return Button(words.plain("explain"), CallbackData(Action.WHY))


def _bell(words: Translation) -> Button:
    return Button(words.plain("bell"), CallbackData(Action.BELL, number=0))


def _rated(
    words: Translation, article: str = "", number: int = 0, span: tuple[int, int] = (0, 0)
) -> tuple[Button, Button]:
    return (
        Button(words.plain("good"), CallbackData(Action.GOOD, article, number, *span)),
        Button(words.plain("bad"), CallbackData(Action.BAD, article, number, *span)),
    )
