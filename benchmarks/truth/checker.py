"""Whether claims are true of raw reports, each judged by what it says and by no index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from benchmarks.truth.raw_reports import RawReport, RawReports, close, plain

Claim = Any
"""A claim as the program under test makes it; only its fields are read here."""
_NEWSPAPER = re.compile(r"https?://\S+|.*\.[A-Za-z0-9]{1,5}")


def false_claims(claims: Iterable[Claim], reports: RawReports) -> list[Claim]:
    """Return the claims that are not true."""
    return [claim for claim in claims if not is_true(claim, reports)]


def is_true(claim: Claim, reports: RawReports) -> bool:
    """Whether a claim is true; KeyError for a kind of claim that nobody has told how to judge."""
    return _JUDGES[type(claim).__name__](claim, reports)


def is_slice(quote: Any, reports: RawReports) -> bool:  # noqa: ANN401 - a quote, by its fields
    """Whether the words of a quote stand at its place."""
    paragraphs = reports.by_id[quote.article.id].paragraphs
    stored = paragraphs[quote.number - 1][quote.start : quote.stop]
    return bool(stored) and stored == str(quote.text)


def _absent(claim: Claim, reports: RawReports) -> bool:
    """Whether the words stand nowhere, neither as they are nor with marks or spaces in them."""
    word = plain(claim.words)
    texts = (f"{r.said}\n{plain(r.source)}\n{plain(r.date)}" for r in reports.by_id.values())
    return bool(close(word)) and not any(word in t or close(word) in close(t) for t in texts)


def _other_name(claim: Claim, reports: RawReports) -> bool:
    said = reports.by_id[claim.article.id].said
    return plain(claim.printed) in said and plain(claim.asked) not in said


def _written(claim: Claim, reports: RawReports) -> bool:
    return reports.by_id[claim.article.id].byline == str(claim.article.byline)


def _titled(claim: Claim, reports: RawReports) -> bool:
    return reports.by_id[claim.article.id].title == str(claim.article.title)


def _selected(claim: Claim, reports: RawReports) -> bool:
    """Whether the reports named are among those meant, and these are as many as is said."""
    meant = set(_meant(claim.criterion, reports))
    named = {article.id for article in claim.articles}
    total = len(meant)
    counted = claim.total <= total if claim.at_least else claim.total == total
    return named <= meant and counted and len(named) <= claim.total


def _meant(criterion: Claim, reports: RawReports) -> Iterator[str]:
    """Yield the ids of the reports that a criterion describes, read by its fields."""
    for key, report in reports.by_id.items():
        said = report.said
        held = [plain(phrase) in said for phrase in criterion.phrases]
        if held and not (any(held) if criterion.either else all(held)):
            continue
        if (
            any(plain(phrase) in said for phrase in criterion.lacking)
            or key == criterion.other_than
        ):
            continue
        if _is_of_its_time(criterion, report) and _bears(criterion, report):
            yield key


def _is_of_its_time(criterion: Claim, report: RawReport) -> bool:
    """Whether the date of a report is one of those meant; dates are read as numbers, in order."""
    asked = criterion.period
    if not (asked or criterion.since or criterion.until):
        return True
    date = _date(report)
    if not date:
        return False
    if asked:
        wanted = (asked.year, asked.month, asked.day)
        if any(one and one != own for one, own in zip(wanted, date, strict=True)):
            return False
    after = not criterion.since or date >= tuple(criterion.since)
    return after and (not criterion.until or date <= tuple(criterion.until))


def _date(report: RawReport) -> tuple[int, ...]:
    return _day(report.date)


def _day(text: str) -> tuple[int, ...]:
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1 and len(numbers[0]) == len("20250503"):
        numbers = [text[:4], text[4:6], text[6:8]]
    is_date = numbers and len(numbers[0]) == len("2025")
    return tuple(map(int, (*numbers[:3], 0, 0)[:3])) if is_date else ()


def _bears(criterion: Claim, report: RawReport) -> bool:
    """Whether newspaper, author and mark are those meant."""
    newspaper = "" if _NEWSPAPER.fullmatch(report.source.strip()) else report.source.strip()
    by_mark = {"date": report.date, "newspaper": newspaper, "author": report.byline}
    byline = close(plain(report.byline))
    return (
        plain(criterion.source) in plain(newspaper)
        and close(plain(criterion.author)) in byline
        and (not criterion.bears or bool(by_mark[str(criterion.bears)].strip()))
    )


def _unmarked(claim: Claim, reports: RawReports) -> bool:
    return not any(
        {"date": r.date, "author": r.byline, "newspaper": r.source}[str(claim.mark)].strip()
        and not (str(claim.mark) == "newspaper" and _NEWSPAPER.fullmatch(r.source.strip()))
        for r in reports.by_id.values()
    )


def _has_paragraphs(claim: Claim, reports: RawReports) -> bool:
    return len(reports.by_id[claim.article.id].paragraphs) == int(claim.count)


def _holds_all(claim: Claim, reports: RawReports) -> bool:
    """Whether each word stands in the very paragraph, with or without marks in it."""
    text = plain(reports.by_id[claim.quote.article.id].paragraphs[claim.quote.number - 1])
    words = [plain(word) for word in claim.words]
    return all(word in text or close(word) in close(text) for word in words)


def _agrees(claim: Claim, reports: RawReports) -> bool:
    """Whether the quote stands there with its figures in it."""
    return is_slice(claim.quote, reports) and all(
        close(plain(one)) in close(plain(str(claim.quote.text))) for one in claim.figures
    )


def _other_figure(claim: Claim, reports: RawReports) -> bool:
    """Whether the quote stands there with the one figure in it, and not with the other."""
    said = close(plain(str(claim.quote.text)))
    printed, claimed = (close(plain(one)) for one in (claim.printed, claim.claimed))
    own = re.search(rf"(?<![0-9.]){re.escape(claimed)}", said)
    return is_slice(claim.quote, reports) and printed in said and not own


def _holdings(claim: Claim, reports: RawReports) -> bool:
    """Whether reports, paragraphs and sources are as many, and the dates are the first and last."""
    every = list(reports.by_id.values())
    filled = [text for report in every for text in report.paragraphs if text.strip()]
    sources = {name: sum(r.source == name for r in every) for name in {r.source for r in every}}
    dated = sorted((_date(report), report.date) for report in every if _date(report))
    ends = [(date, of) for of, date in (*dated[:1], *dated[-1:])]
    return (
        (claim.reports, claim.paragraphs) == (len(every), len(filled))
        and dict(claim.sources) == {name: n for name, n in sources.items() if name}
        and [bool(claim.first), bool(claim.last)] == [bool(ends)] * 2
        and all(
            _day(told) == of for told, (_, of) in zip((claim.first, claim.last), ends, strict=False)
        )
    )


def _trend(claim: Claim, reports: RawReports) -> bool:
    """Whether so many of those meant are of each period, and so many of none."""
    dates = [_date(reports.by_id[key]) for key in _meant(claim.meant.criterion, reports)]
    counts = [
        (sum(date[: len(of)] == of for date in dates if date), count)
        for period, count in claim.counts
        if (of := tuple(map(int, period.split("-"))))
    ]
    told = sum(count for _, count in counts)
    return all(own == count for own, count in counts) and claim.undated <= len(dates) - told


def _negates(claim: Claim, reports: RawReports) -> bool:
    """Whether the word stands at its place, within the sentence it is told to stand in."""
    word, sentence = claim.negation.word, claim.negation.sentence
    inside = sentence.start <= word.start and word.stop <= sentence.stop
    same = word.article.id == sentence.article.id and word.number == sentence.number
    return inside and same and is_slice(word, reports) and is_slice(sentence, reports)


_JUDGES: dict[str, Callable[[Claim, RawReports], bool]] = {
    "Absent": _absent,
    "OtherName": _other_name,
    "Written": _written,
    "Titled": _titled,
    "Selected": _selected,
    "Unmarked": _unmarked,
    "HasParagraphs": _has_paragraphs,
    "HoldsAll": _holds_all,
    "Agrees": _agrees,
    "OtherFigure": _other_figure,
    "Negates": _negates,
    "Holdings": _holdings,
    "Trend": _trend,
}
