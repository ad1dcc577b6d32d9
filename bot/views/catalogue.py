"""The list of the reports, by source and in pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.views.article_pages import turned
from bot.views.callback_data import Action, Button, CallbackData
from bot.views.claims import counted, held, printed_source, said, sources
from bot.views.reply import FormattedText, Reply, Style, bold, code, join, rows, shortened
from bot.views.translations import Translation
from retrieval.article import Article
from retrieval.claims.criterion import ALL
from retrieval.claims.holdings import Holdings
from retrieval.claims.statements import Selected, Statement

PAGE = 10
"""How many articles a page of the catalogue holds."""

_ACROSS = 5
_NAME, _SOURCE = 100, 60


@dataclass(frozen=True, slots=True)
class LibrarySummary:
    """The reports in numbers.

    `claims` is what else is said of them: that no report bears a date; `since` is when they were
    read (UTC).
    """

    holdings: Holdings
    version: str
    claims: tuple[Statement, ...] = ()
    since: datetime = datetime(1970, 1, 1, tzinfo=UTC)


def catalogue(
    words: Translation, articles: Sequence[Article], page: int, sought: str = ""
) -> Reply:
    """List the articles of page `page`, the nearest page when there is no such one.

    They are in the order given, those of one source together; `sought` is what their titles have.
    """
    if sought and not articles:
        return Reply(words("catalogue_untitled", words=shortened(sought, _SOURCE)))
    last = max(1, -(-len(articles) // PAGE))
    at = min(max(page, 1), last)
    first = (at - 1) * PAGE
    shown = articles[first : first + PAGE]
    there = Selected(ALL, (), len(articles))
    lines = [_heading(words, there, (at, last), sought), *_lines(words, shown, first)]
    openings = [
        Button(str(place), CallbackData(Action.BOOK, article.id))
        for place, article in enumerate(shown, first + 1)
    ]
    turns = turned(words, Action.LIST, "", at, last)
    buttons = (*rows(openings, _ACROSS), *filter(None, (turns,)))
    return Reply(join(lines, "\n"), buttons, claims=() if sought else (there,))


def about(words: Translation, summary: LibrarySummary, contact: str = "") -> Reply:
    """Tell how many reports there are, from when, and of which sources; and who runs the bot."""
    lines = [*held(words, summary.holdings)]
    lines += (said(words, claim) for claim in summary.claims)
    lines += sources(words, summary.holdings)
    version, time = code(summary.version), f"{summary.since:%Y-%m-%d %H:%M} UTC"
    lines.append(words("about_version_since", version=version, time=time))
    if contact:
        lines.append(words("contact", contact=contact))
    return Reply(join(lines, "\n"), claims=(summary.holdings, *summary.claims))


def _heading(
    words: Translation, there: Selected, page: tuple[int, int], sought: str
) -> FormattedText:
    """Say how many reports there are, or were found by their titles, and which page this is."""
    at, last = page
    if sought:
        title = shortened(sought, _SOURCE)
        key = "catalogue_titled_page" if last > 1 else "catalogue_titled"
        return words(key, words=title, count=there.total, page=at, pages=last)
    key = "catalogue_page" if last > 1 else "catalogue"
    return counted(words, there, key, page=at, pages=last).wearing(Style.BOLD)


def _source(words: Translation, source: str) -> FormattedText:
    if not source:
        return words("catalogue_no_source")
    return words("catalogue_source", source=bold(shortened(source, _SOURCE)))


def _lines(words: Translation, articles: Sequence[Article], before: int) -> Iterator[FormattedText]:
    """Yield a line for each article, and one where another source begins, or where none is known.

    Those at the top without a source need no such line.
    """
    source = ""
    for place, article in enumerate(articles, before + 1):
        if printed_source(article.source) != source:
            source = printed_source(article.source)
            yield _source(words, source)
        yield words(
            "catalogue_line",
            place=place,
            title=shortened(article.title, _NAME),
            byline=shortened(article.byline, _NAME),
            id=code(article.id[:_NAME]),
        )
