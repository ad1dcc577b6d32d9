"""An article as it is printed, of which is known what an import must find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.article import Article

LABEL = "原标题："
"""What a web page prints before a title, and is no part of it."""


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """A title, the byline, and the paragraphs.

    `signed_below`: the byline is a line below the title; else it ends or begins the text, or there
    is none. `headline`: the lines in which the title is printed.
    """

    title: str
    byline: str
    texts: tuple[str, ...]
    signed_below: bool = True
    headline: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What must be told, from the title down, a block each."""
        byline = (self.byline,) if self.signed_below and self.byline else ()
        headline = [line.removeprefix(LABEL) for line in self.headline] or [self.title]
        return (*headline, *byline, *self.texts)


def printed(articles: Iterable[Article]) -> list[PrintedArticle]:
    """Return reports as they were printed: a byline that stands in the text is not printed twice.

    A caption without a title of its own is left out.
    """
    return [
        PrintedArticle(
            one.title,
            one.byline,
            one.texts,
            signed_below=not any(name in one.texts[-1][-40:] for name in one.authors),
        )
        for one in articles
        if one.texts and one.title != "图片新闻"
    ]


def bare(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def told(articles: Sequence[PrintedArticle]) -> str:
    """Return all that is printed, without white space."""
    return bare("".join("".join(article.lines) for article in articles))
