"""What readers thought of answers, as questions that `python -m benchmarks eval` asks again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bot.records import Verdict
from bot.settings import SettingsError
from retrieval.article import Quote
from retrieval.library import Library

Row = dict[str, str | int]

_STYLE, _ABOUT = "feedback", "meta"


class Exported(NamedTuple):
    """How many verdicts became questions, are for a person to look at, or became nothing."""

    answerable: int
    unanswerable: int
    review: int
    left_out: int


def export(verdicts: Iterable[Verdict], library: Library, folder: Path) -> Exported:
    """Write verdicts whose questions' words were kept into three files; SettingsError if it cannot.

    A good answer is expected again (answerable.jsonl), and so is a good refusal
    (unanswerable.jsonl); what was not liked is for a person to look at, for nobody said what is
    right (review.jsonl).
    """
    rows: dict[str, list[Row]] = {"answerable": [], "unanswerable": [], "review": []}
    left_out = 0
    for number, verdict in enumerate(verdicts, 1):
        kind, row = _row(verdict, library)
        if row is None:
            left_out += 1
            continue
        rows[kind].append({"id": f"F{number:04}", "question": verdict.terms, **row})
    _write(rows, folder)
    answerable, unanswerable, review = map(len, rows.values())
    return Exported(answerable, unanswerable, review, left_out)


def _row(verdict: Verdict, library: Library) -> tuple[str, Row | None]:
    """Return the set a verdict belongs to, and its row; None where nothing is left to ask."""
    if not verdict.terms:
        return "review", None
    if not verdict.article:
        told = {"style": _STYLE, "why": "a reader agreed that the reports do not say"}
        return ("unanswerable", dict(told)) if verdict.is_good else ("review", {"style": _STYLE})
    try:
        article = library.article(verdict.article)
        if verdict.number:
            words = Quote(article, verdict.number, verdict.start, verdict.stop).text
        else:
            words = article.title
    except (KeyError, IndexError, ValueError):
        return "review", None
    style = _STYLE if verdict.number else _ABOUT
    row: Row = {"style": style, "article": article.title, "evidence": words, "answer": words}
    if verdict.is_good:
        return "answerable", row
    return "review", row | {"paragraph": verdict.number, "version": verdict.version}


def _write(rows: dict[str, list[Row]], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, told in rows.items():
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in told)
            (folder / f"{kind}.jsonl").write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        message = f"{folder}: {error.strerror}"
        raise SettingsError(message) from error
