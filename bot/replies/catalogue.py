"""The list of the reports, by source and in pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.desk.holdings import Summary
from bot.replies.buttons import Action, Button, Press
from bot.replies.reading import turned
from bot.replies.reply import Reply, rows
from bot.replies.styled import Style, Styled, bold, code, join, shortened
from bot.replies.words import Words
from retrieval.article import Article

PAGE = 10
"""How many articles a page of the catalogue holds."""

_ACROSS = 5
_NAME, _SOURCE = 100, 60
_SOURCES = 20


def catalogue(words: Words, articles: Sequence[Article], page: int, sought: str = "") -> Reply:
    """List the articles of page `page`, the nearest page when there is no such one.

    They are in the order given, those of one source together; `sought` is what their titles have.
    """
    if sought and not articles:
        return Reply(words("catalogue_untitled", words=shortened(sought, _SOURCE)))
    last = max(1, -(-len(articles) // PAGE))
    at = min(max(page, 1), last)
    first = (at - 1) * PAGE
    shown = articles[first : first + PAGE]
    lines = [_heading(words, len(articles), at, last, sought), *_lines(words, shown, first)]
    openings = [
        Button(str(place), Press(Action.BOOK, article.id))
        for place, article in enumerate(shown, first + 1)
    ]
    turns = turned(words, Action.LIST, "", at, last)
    return Reply(join(lines, "\n"), (*rows(openings, _ACROSS), *filter(None, (turns,))))


def about(words: Words, summary: Summary) -> Reply:
    """Tell how many reports there are, from when, and of which sources."""
    lines = [words("about", reports=summary.reports, paragraphs=summary.paragraphs)]
    if summary.first:
        lines.append(words("about_dates", first=summary.first, last=summary.last))
    else:
        lines.append(words("about_no_dates"))
    for source, count in summary.sources[:_SOURCES]:
        name = shortened(source, _SOURCE)
        lines.append(words("about_source", source=name, count=count))
    if len(summary.sources) > _SOURCES:
        lines.append(words("about_sources", count=len(summary.sources) - _SOURCES))
    lines.append(words("about_version", version=code(summary.version)))
    return Reply(join(lines, "\n"))


def _heading(words: Words, count: int, at: int, last: int, sought: str) -> Styled:
    if sought:
        title = shortened(sought, _SOURCE)
        key = "catalogue_titled_page" if last > 1 else "catalogue_titled"
        return words(key, words=title, count=count, page=at, pages=last)
    key = "catalogue_page" if last > 1 else "catalogue"
    return words(key, count=count, page=at, pages=last).wearing(Style.BOLD)


def _source(words: Words, source: str) -> Styled:
    if not source:
        return words("catalogue_no_source")
    return words("catalogue_source", source=bold(shortened(source, _SOURCE)))


def _lines(words: Words, articles: Sequence[Article], before: int) -> Iterator[Styled]:
    """Yield a line for each article, and one where another source begins, or where none is known.

    Those at the top without a source need no such line.
    """
    source = ""
    for place, article in enumerate(articles, before + 1):
        if article.source != source:
            source = article.source
            yield _source(words, source)
        yield words(
            "catalogue_line",
            place=place,
            title=shortened(article.title, _NAME),
            byline=shortened(article.byline, _NAME),
            id=code(article.id[:_NAME]),
        )
