"""What is said of the reports, put into words: each sentence is a claim's, proved before it goes.

No other view makes a sentence about the reports; a claim comes from retrieval, with its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.views.quotes import NAME_UNITS
from bot.views.reply import FormattedText, bold, join, shortened
from bot.views.translations import Translation
from retrieval.answering.trend import Trend
from retrieval.claims.criterion import ALL, Criterion, Mark
from retrieval.claims.holdings import Holdings
from retrieval.claims.statements import (
    Absent,
    Agrees,
    HasParagraphs,
    OtherFigure,
    OtherName,
    Selected,
    Statement,
    Titled,
    Unmarked,
    Written,
)
from retrieval.claims.verdicts import Negates

_TERMS, _TERM_UNITS = 8, 20
_SOURCES, _SOURCE_UNITS = 20, 60
_PERIODS = 40
_FILE = re.compile(r"\S+\.[A-Za-z][A-Za-z0-9]{1,4}", re.ASCII)
_UNMARKED = {
    Mark.DATE: "about_no_dates",
    Mark.NEWSPAPER: "no_newspapers",
    Mark.AUTHOR: "no_authors",
}


def said(words: Translation, claim: Statement) -> FormattedText:
    """Say one claim; KeyError for one that is not said by itself."""
    if isinstance(claim, Selected):
        return _selected(words, claim)
    if isinstance(claim, Unmarked):
        return words(_UNMARKED[claim.mark])
    if isinstance(claim, Agrees):
        return words("claim_agrees")
    if isinstance(claim, OtherFigure):
        claimed, printed = (shortened(one, NAME_UNITS) for one in (claim.claimed, claim.printed))
        return words("claim_differs", claimed=claimed, printed=bold(printed))
    if isinstance(claim, Negates):
        return words("negated_beyond", word=claim.negation.word.text)
    return _of_one_report(words, claim)


def _of_one_report(words: Translation, claim: Statement) -> FormattedText:
    if isinstance(claim, OtherName):
        asked, printed = (shortened(name, NAME_UNITS) for name in (claim.asked, claim.printed))
        return words("other_name", asked=asked, printed=printed)
    if isinstance(claim, Titled):
        return words("title_is", title=bold(f"《{shortened(claim.article.title, NAME_UNITS)}》"))
    if isinstance(claim, Written) and claim.article.byline:
        return words("author", byline=bold(shortened(claim.article.byline, NAME_UNITS)))
    if isinstance(claim, Written):
        return words("no_author")
    raise KeyError(type(claim).__name__)


def counted(words: Translation, claim: Selected, key: str, **named: str | int) -> FormattedText:
    """Say how many reports are meant, by the sentence `key`, in which others are `named`."""
    return words(key, count=claim.total, **named)


def of_paragraphs(
    words: Translation, claim: HasParagraphs, key: str, **named: FormattedText | str | int
) -> FormattedText:
    """Say how many paragraphs a report has, by the sentence `key`, in which others are `named`."""
    return words(key, count=claim.count, **named)


def held(words: Translation, claim: Holdings) -> Iterator[FormattedText]:
    """Say how many reports and paragraphs there are, and from when."""
    yield words("about_holdings", reports=claim.reports, paragraphs=claim.paragraphs)
    if claim.first:
        yield words("about_dates", first=claim.first, last=claim.last)


def sources(words: Translation, claim: Holdings) -> Iterator[FormattedText]:
    """Say how many reports come from each source that readers know."""
    known = [(source, count) for source, count in claim.sources if printed_source(source)]
    for source, count in known[:_SOURCES]:
        yield words("about_source", source=shortened(source, _SOURCE_UNITS), count=count)
    if len(known) > _SOURCES:
        yield words("about_sources", count=len(known) - _SOURCES)


def printed_source(source: str) -> str:
    """Return a source that readers know; the name of a file is known to the operator only."""
    return "" if _FILE.fullmatch(source) else source


def periods(words: Translation, claim: Trend) -> Iterator[FormattedText]:
    """Say how many reports there are of each period, the latest if they are many."""
    told = [(period, count) for period, count in claim.counts if count][-_PERIODS:]
    if told:
        lines = (words("trend_line", period=period, count=count) for period, count in told)
        yield join(lines, "\n")
    if claim.undated:
        yield words("trend_undated", count=claim.undated)


def beyond(words: Translation, claim: Selected) -> FormattedText:
    """Say how many reports there are, and that the one asked for is not among them."""
    return words("beyond", count=claim.total)


def no_such_paragraph(words: Translation, claim: HasParagraphs, number: int) -> FormattedText:
    """Say how many paragraphs a report has, and that the one asked for is not among them."""
    title = shortened(claim.article.title, NAME_UNITS)
    return words("no_such_paragraph", title=title, count=claim.count, number=number)


def absent(words: Translation, claims: Sequence[Statement], key: str) -> FormattedText:
    """Say by the sentence `key` which words stand in no report: those of the claims of absence."""
    terms = [claim.words for claim in claims if isinstance(claim, Absent)][:_TERMS]
    return words(key, terms=words.listed(tuple(shortened(term, _TERM_UNITS) for term in terms)))


def _selected(words: Translation, claim: Selected) -> FormattedText:
    if not claim.total:
        return words("no_reports")
    count = bold(str(claim.total))
    if claim.criterion == ALL:
        return words("at_least" if claim.at_least else "count", count=count)
    which = words.plain("between_names").join(_which(words, claim.criterion))
    key = "reports_meant_at_least" if claim.at_least else "reports_meant"
    return words(key, which=which, count=count)


def _which(words: Translation, meant: Criterion) -> Iterator[str]:
    """Yield what tells the reports that are meant from others, each part in a few words."""
    if meant.phrases:
        key = "meant_either" if meant.either and len(meant.phrases) > 1 else "meant_holding"
        yield words.plain(key, phrases=_listed(words, meant.phrases))
    if meant.lacking:
        yield words.plain("meant_lacking", phrases=_listed(words, meant.lacking))
    if meant.period:
        yield words.plain("meant_dated", period=str(meant.period))
    for key, day in (("meant_newest", meant.since), ("meant_oldest", meant.until)):
        if day:
            yield words.plain(key, date="-".join(str(part) for part in day if part))
    for key, name in (("meant_source", meant.source), ("meant_author", meant.author)):
        if name:
            yield words.plain(key, name=shortened(name, NAME_UNITS))
    if meant.other_than:
        yield words.plain("meant_others")


def _listed(words: Translation, phrases: Sequence[str]) -> str:
    return words.listed(tuple(shortened(phrase, _TERM_UNITS) for phrase in phrases[:_TERMS]))
