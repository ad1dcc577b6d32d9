"""What stands under an answer: copying its citation, more passages, and whether it was good."""

from __future__ import annotations

from bot.replies.buttons import Action, Button, Press
from bot.replies.reading import copies
from bot.replies.reply import Reply
from bot.replies.words import Words
from retrieval.answer import Answer, Found, Listing, NotFound, Why
from retrieval.article import Quote
from retrieval.citation.address import Reference

_UNASKED = {Why.EMPTY_QUESTION, Why.UNREADABLE, Why.EMPTY_CORPUS}


def with_buttons(words: Words, answer: Answer, reply: Reply) -> Reply:
    """Return the reply to a question with the buttons that lead on from it."""
    if isinstance(answer, Found):
        best = answer.quotes[0]
        rated = _rated(words, best.article.id, best.number, (best.start, best.stop))
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


def _more(words: Words, best: Quote) -> Button:
    return Button(words.plain("more"), Press(Action.MORE, best.article.id, 1, 1, best.number))


def _why(words: Words) -> Button:
    return Button(words.plain("explain"), Press(Action.WHY))


def _rated(
    words: Words, article: str = "", number: int = 0, span: tuple[int, int] = (0, 0)
) -> tuple[Button, Button]:
    return (
        Button(words.plain("good"), Press(Action.GOOD, article, number, *span)),
        Button(words.plain("bad"), Press(Action.BAD, article, number, *span)),
    )
