"""What a search found, in pages, the passages of one report together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.views.callback_data import Action, Button, CallbackData
from bot.views.quotes import headline, opening, quotation
from bot.views.reply import Block, Reply, code, compose, join, shortened
from bot.views.translations import Translation
from retrieval.answer import Passage, SearchResults
from retrieval.article import Article, Quote
from retrieval.claims.statements import HoldsAll
from retrieval.query.search_syntax import SearchQuery

PAGE = 5
"""How many passages a page shows."""

MOST = 30
"""How many passages are looked for."""

_ACROSS = 5
_NAME, _PART = 100, 20
_PARTS = 5
_FACETS = 4
"""So many places and authors are counted."""


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


def found(words: Translation, search: Search, results: SearchResults, page: int = 1) -> Reply:
    """Show a page of what was found, best first, the nearest page when there is no such one.

    What holds all that was typed comes first, what holds a part under a heading of its own, and the
    reports whose titles or bylines have it at the end of the first page.
    """
    asked = shortened(search.words, _NAME)
    passages = results.passages
    last = max(1, -(-len(passages) // PAGE))
    at = min(max(page, 1), last)
    first, stop = (at - 1) * PAGE, at * PAGE
    blocks = [
        *_unread(words, results),
        *_whole(words, search, results, slice(first, stop)),
        *_part(words, search, results, slice(first, stop)),
        *(_headed(words, asked, results.reports) if at == 1 and not search.goes_on else ()),
        *(_facets(words, passages) if at == 1 and not search.goes_on else ()),
    ]
    return compose(blocks, _ACROSS).over(_turns(words, search, at, last))


def _unread(words: Translation, results: SearchResults) -> Iterator[Block]:
    """Say what was typed as an operator and is not obeyed, and that there were too many words."""
    if results.misread:
        parts = words.listed(tuple(shortened(one, _PART) for one in results.misread[:_PARTS]))
        yield Block(words("search_misread", parts=parts))
    if results.first_words:
        yield Block(words("search_first_words", count=results.first_words))


def _whole(
    words: Translation, search: Search, results: SearchResults, shown: slice
) -> Iterator[Block]:
    """Show the passages that hold all that was typed, or say that none was found."""
    heading, nothing = _headings(search)
    asked = shortened(search.words, _NAME)
    quotes = [passage.quote for passage in results.whole[shown]]
    none = not results.whole and not (search.goes_on and results.part)
    if none and shown.start == 0:
        yield Block(words(nothing, words=asked))
    if quotes:
        claims = tuple(HoldsAll(quote, results.words) for quote in quotes)
        yield Block(words(heading, words=asked), claims=claims if results.words else ())
        yield from _grouped(words, quotes, shown.start)


def _part(
    words: Translation, search: Search, results: SearchResults, shown: slice
) -> Iterator[Block]:
    """Show the passages that hold a part of what was typed."""
    before = len(results.whole)
    start = max(0, shown.start - before)
    quotes = [passage.quote for passage in results.part[start : max(0, shown.stop - before)]]
    if quotes:
        yield Block(words("more_found" if search.goes_on else "search_part"))
        yield from _grouped(words, quotes, max(before, shown.start))


def _headed(words: Translation, asked: str, reports: Sequence[Article]) -> Iterator[Block]:
    """Name the reports whose titles or bylines hold what was typed."""
    if reports:
        yield Block(words("search_headed", words=asked))
    for article in reports[:PAGE]:
        press = CallbackData(Action.BOOK, article.id)
        label = shortened(article.title.strip() or article.id, _PART)
        yield Block(headline(words, article), (Button(label, press),), is_line=True)


def _facets(words: Translation, passages: Sequence[Passage]) -> Iterator[Block]:
    """Count what was found by place and author, and tell how to narrow it to one or all but one."""
    articles = [passage.quote.article for passage in passages]
    if len({article.id for article in articles}) == 1:
        return
    counts = {
        "search_places": Counter(article.place for article in articles if article.place),
        "search_authors": Counter(name for article in articles for name in article.authors),
    }
    for key, counted in counts.items():
        if len(counted) > 1:
            said = " · ".join(
                f"{shortened(name, _PART)} {count}" for name, count in counted.most_common(_FACETS)
            )
            yield Block(words(key, counts=said), is_line=key == "search_authors")
    if len(counts["search_places"]) > 1:
        place = shortened(counts["search_places"].most_common(1)[0][0], _PART)
        only, without = code(f"地点:{place}"), code(f"-地点:{place}")
        yield Block(words("search_narrow", only=only, without=without), is_line=True)


def _headings(search: Search) -> tuple[str, str]:
    """Name the sentences over what was found, and when nothing was."""
    if search.goes_on:
        return "more_found", "more_nothing"
    query = SearchQuery.parse(search.words)
    if query.has_filters or query.excluded:
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
