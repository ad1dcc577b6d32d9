"""A report as its page shows it: its paragraphs, the cited words marked, and what stands beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.views.reply import FormattedText, shortened
from bot.web.old_version import OldVersion
from bot.web.styled_text import Run, marked
from bot.web.visit import whole_number
from retrieval.article import Article, Span
from retrieval.citation.address import Reference

_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph on its page: its number, its words, whether they are cited.

    `became` tells of one in an earlier version how it differs from what it is now, if it does.
    """

    number: int
    runs: tuple[Run, ...]
    is_cited: bool
    became: FormattedText | None = None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its page shows it; `cited` are the marked words, `links` name other pages.

    `old` tells of an earlier version, if this is one; `corrections` are the names and days of all
    that there were.
    """

    reference: Reference
    paragraphs: tuple[ShownParagraph, ...]
    cited: str
    citations: tuple[str, ...]
    version: str
    url: str
    telegram: str
    neighbours: tuple[Reference | None, Reference | None]
    reports: tuple[Article | None, Article | None]
    corrections: tuple[tuple[str, str], ...]
    old: OldVersion | None = None

    @property
    def article(self) -> Article:
        """The report."""
        return self.reference.article

    @property
    def named(self) -> str:
        """What the addresses of this page call the version; empty for the report as it is."""
        return self.old.name if self.old else ""

    @property
    def description(self) -> str:
        """What is told of the page where a link to it is shown."""
        return shortened(" ".join(self.cited.split()), _DESCRIPTION)


def shown(
    reference: Reference, span: Span | None, old: OldVersion | None
) -> Iterator[ShownParagraph]:
    """Yield the paragraphs of a report; `span` are the cited characters of one, None for all."""
    for number, text in enumerate(reference.article.texts, 1):
        is_cited = bool(reference.first) and reference.first <= number <= reference.last
        spans = [span or (0, len(text))] if is_cited else []
        became = old.became.get(number) if old else None
        yield ShownParagraph(number, marked(text, spans), is_cited, became)


def cited(paragraphs: Sequence[ShownParagraph]) -> Iterator[str]:
    """Yield the marked words of each cited paragraph; all words where none is."""
    for one in [one for one in paragraphs if one.is_cited] or paragraphs:
        yield "".join(run.text for run in one.runs if run.styles or not one.is_cited)


def span_at(reference: Reference, at: str) -> Span | None:
    """Read which characters of a paragraph are cited; None for all of it, or what is no place."""
    first, _, last = at.partition("-")
    start, stop = whole_number(first, 0), whole_number(last, 0)
    if reference.is_whole or reference.first != reference.last:
        return None
    length = len(reference.article.texts[reference.first - 1])
    return (start, stop) if start < stop <= length else None
