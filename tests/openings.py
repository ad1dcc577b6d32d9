"""How good the answers are to the questions people open with, and the names that are found.

The sets (`questions/openings.jsonl`, `questions/entities.jsonl`) were written by reading the
reports, before the rules were: a question, its shape, and what must appear.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.answer import Answer, Listing, NotFound, Question, Told
from retrieval.article import Quote
from retrieval.library import Library

QUESTIONS = Path(__file__).parent / "questions"
REPORTS = {
    "page": QUESTIONS.parents[1] / "corpus" / "articles",
    "bulletin": QUESTIONS / "blind" / "bulletin" / "articles",
}
Row = Mapping[str, Any]
_TALK = {"talk", "no talk"}


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of a question set."""
    lines = (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    yield from map(json.loads, lines)


def openings() -> list[Row]:
    """Return the questions to the reports."""
    return [row for row in rows("openings") if row["shape"] not in _TALK]


def talk() -> list[Row]:
    """Return what is said to the bot itself, and what only looks like it."""
    return [row for row in rows("openings") if row["shape"] in _TALK]


def answered(library: Library, row: Row) -> Answer:
    """Ask the question, of the report that its asker was told of last if there is one."""
    return library.answer(Question(row["question"], Told(row["about"]) if "about" in row else None))


def is_good(answer: Answer, row: Row) -> bool:
    """Whether an answer is of the right shape, and holds what it must."""
    shape = str(row["shape"])
    if isinstance(answer, NotFound):
        return shape in ("refusal", "fact")
    if isinstance(answer, Listing):
        # Authors are listed, each with the reports that they signed.
        signed = {group.criterion.author for group in answer.groups}
        return shape == "names" and signed >= set(row["names"]) and not signed & set(row["without"])
    if answer.aim != shape:
        return False
    told = [*dict.fromkeys(quote.article.id for quote in answer.quotes)]
    said = {name for quote in answer.quotes for name in _named(quote)}
    holds = all(any(some in q.text for q in answer.quotes) for some in row.get("quotes", ()))
    lacks = not said & set(row.get("without", ()))
    return (
        told == row.get("articles", told) and said >= set(row.get("names", ())) and holds and lacks
    )


def _named(quote: Quote) -> list[str]:
    return [quote.text[a:b] for a, b in quote.highlights] or list(quote.article.authors)
