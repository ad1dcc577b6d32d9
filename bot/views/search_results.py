"""What a search found, in pages, the passages of one report together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.quotes import headline, opening, quotation
from bot.views.reply import Block, Reply, compose, join, shortened
from bot.views.translations import Translation
from retrieval.answer import Passage
from retrieval.article import Quote
from retrieval.query.search_syntax import SearchQuery

PAGE = 5
"""How many passages a page shows."""

MOST = 30
"""How many passages are looked for."""

_ACROSS = 5
_NAME = 100


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: the words as typed, and the passage that was quoted before, if any."""

    words: str
    article: str = ""
    number: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether it looks for more than an answer has quoted."""
        return self.number > 0


def found(words: Translation, search: Search, passages: Sequence[Passage], page: int = 1) -> Reply:
    """Show a page of the passages, best first, the nearest page when there is no such one."""
    asked = shortened(search.words, _NAME)
    heading, nothing = _headings(search)
    if not passages:
        return Reply(words(nothing, words=asked))
    last = -(-len(passages) // PAGE)
    at = min(max(page, 1), last)
    first = (at - 1) * PAGE
    quotes = [passage.quote for passage in passages[first : first + PAGE]]
    reply = compose((Block(words(heading, words=asked)), *_grouped(words, quotes, first)), _ACROSS)
    return reply.over(_turns(words, search, at, last))


def _headings(search: Search) -> tuple[str, str]:
    """Name the sentences over what was found, and when nothing was."""
    if search.goes_on:
        return "more_found", "more_nothing"
    if SearchQuery.parse(search.words).has_filters:
        return "search_fitting", "search_unfitting"
    return "search_found", "search_nothing"


def _grouped(words: Translation, quotes: Sequence[Quote], before: int) -> Iterator[Block]:
    """Yield the quotes, those of a report under its name where the best of them stands."""
    articles = {quote.article.id: quote.article for quote in quotes}
    place = before
    for article in articles.values():
        own = [quote for quote in quotes if quote.article.id == article.id]
        name = headline(words, article)
        for quote in own:
            place += 1
            number = words("hit", place=place, number=quote.number)
            text = join((name, number) if quote is own[0] else (number,), "\n")
            button = Button(str(place), opening(quote))
            yield Block(text + "\n" + quotation(quote), (button,), quote is not own[0], (quote,))


def _turns(words: Translation, search: Search, at: int, last: int) -> tuple[Button, ...]:
    steps = (("page_back", at - 1), ("page_forward", at + 1))
    return tuple(
        Button(
            words.plain(key),
            CallbackData(Action.HITS, search.article, page, int(search.goes_on), search.number),
        )
        for key, page in steps
        if 1 <= page <= last
    )
