"""Which reports are meant: told by what a report says, and by what stands above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from retrieval.analysis.normalizer import fold
from retrieval.article import RECOGNISED, Article
from retrieval.dates import Day, Period, day

_FILE = re.compile(r".*\.[A-Za-z0-9]{1,5}")
_WEB = re.compile(r"https?://\S+")


class Mark(StrEnum):
    """What may stand above a report beside its title."""

    DATE = "date"
    NEWSPAPER = "newspaper"
    AUTHOR = "author"

    def borne(self, article: Article) -> tuple[str, ...]:
        """Return what a report bears of this kind: one date or newspaper, or several authors."""
        if self is Mark.AUTHOR:
            return article.authors
        told = article.date if self is Mark.DATE else newspaper(article)
        return (told,) if told else ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a report must be to be meant; the words are folded, and what is empty asks nothing.

    A report holds a phrase that stands in its text, title, byline or place, character by character.
    It must hold all `phrases`, or one of them where `either` will do, and none that is `lacking`.
    `since` and `until` are the first and the last day that it may be of; `period` is that of its
    date, `source` stands in the name of its newspaper, and `author` is one of its authors. It
    `bears` whatever mark of that kind, and has not the id `other_than`.

    >>> Criterion(("梨",), lacking=("桥",)).fits(Article("t1", "梨园", ("…",)))
    True
    """

    phrases: tuple[str, ...] = ()
    either: bool = False
    lacking: tuple[str, ...] = ()
    period: Period | None = None
    since: Day | None = None
    until: Day | None = None
    source: str = ""
    author: str = ""
    bears: Mark | None = None
    other_than: str = ""

    @property
    def is_of_dates(self) -> bool:
        """Whether the date of a report decides."""
        return bool(self.period or self.since or self.until)

    @property
    def dates(self) -> str:
        """The dates that are meant, in short: 2025年5月, 2025-05-03/ or /2025-05-03; or nothing."""
        since, until = ("-".join(f"{part:02}" for part in one or () if part) for one in self.ends)
        return str(self.period or "") or (f"{since}/{until}" if since or until else "")

    @property
    def ends(self) -> tuple[Day | None, Day | None]:
        """The first and the last day that a report may be of."""
        return self.since, self.until

    @property
    def is_of_words(self) -> bool:
        """Whether only what stands in a report decides."""
        return not (self.is_of_dates or self.source or self.author or self.bears)

    def fits(self, article: Article) -> bool:
        """Whether a report is meant."""
        text = whole_text(article)
        held = [phrase in text for phrase in self.phrases]
        return (
            (any(held) if self.either else all(held))
            and article.id != self.other_than
            and not any(phrase in text for phrase in self.lacking)
            and (not self.is_of_dates or self._is_of_its_time(article))
            and (not self.source or self.source in fold(newspaper(article)))
            and (not self.author or self.author in map(fold, article.authors))
            and (not self.bears or bool(self.bears.borne(article)))
        )

    def _is_of_its_time(self, article: Article) -> bool:
        of = day(article.date)
        if of is None or (self.since and of < self.since) or (self.until and of > self.until):
            return False
        return self.period is None or self.period.holds(of)


ALL = Criterion()
"""The criterion that all reports meet."""


def whole_text(article: Article) -> str:
    """Return all that a report says, folded: title, byline, place and paragraphs, a line each."""
    title = article.title.replace("_", " ")
    return fold("\n".join((title, article.byline, article.place, *article.texts)))


def newspaper(article: Article) -> str:
    """Return the newspaper of a report; nothing where its source is a file or a web page."""
    source = " ".join(article.source.removesuffix(RECOGNISED).split())
    return "" if _FILE.fullmatch(source) or _WEB.match(source) else source
