"""What readers thought of answers, as questions that `python -m benchmarks eval` asks again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bot.settings import SettingsError
from bot.storage.feedback import Rating
from retrieval.article import Quote
from retrieval.library import Library

QuestionRow = dict[str, str | int]

_STYLE, _ABOUT = "feedback", "meta"


class ExportCounts(NamedTuple):
    """How many ratings became questions, are for a person to look at, or became nothing."""

    answerable: int
    unanswerable: int
    review: int
    left_out: int


def export(ratings: Iterable[Rating], library: Library, folder: Path) -> ExportCounts:
    """Write ratings whose questions' words were kept into three files; SettingsError if it cannot.

    A good answer is expected again (answerable.jsonl), and so is a good refusal
    (unanswerable.jsonl); what was not liked is for a person to look at, for nobody said what is
    right (review.jsonl).
    """
    rows: dict[str, list[QuestionRow]] = {"answerable": [], "unanswerable": [], "review": []}
    left_out = 0
    for number, rating in enumerate(ratings, 1):
        kind, row = _row(rating, library)
        if row is None:
            left_out += 1
            continue
        rows[kind].append({"id": f"F{number:04}", "question": rating.terms, **row})
    _write(rows, folder)
    answerable, unanswerable, review = map(len, rows.values())
    return ExportCounts(answerable, unanswerable, review, left_out)


def _row(rating: Rating, library: Library) -> tuple[str, QuestionRow | None]:
    """Return the set a rating belongs to, and its row; None where nothing is left to ask."""
    if not rating.terms:
        return "review", None
    if not rating.article:
        told = {"style": _STYLE, "why": "a reader agreed that the reports do not say"}
        return ("unanswerable", dict(told)) if rating.is_good else ("review", {"style": _STYLE})
    try:
        article = library.article(rating.article)
        if rating.number:
            words = Quote(article, rating.number, rating.start, rating.stop).text
        else:
            words = article.title
    except (KeyError, IndexError, ValueError):
        return "review", None
    style = _STYLE if rating.number else _ABOUT
    row: QuestionRow = {
        "style": style,
        "article": article.title,
        "evidence": words,
        "answer": words,
    }
    if rating.is_good:
        return "answerable", row
    return "review", row | {"paragraph": rating.number, "version": rating.version}


def _write(rows: dict[str, list[QuestionRow]], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, told in rows.items():
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in told)
            (folder / f"{kind}.jsonl").write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        message = f"{folder}: {error.strerror}"
        raise SettingsError(message) from error
