"""Whether an answer is what a row of the first set asks for: by the answer, not by its looks."""

from __future__ import annotations

from benchmarks.openings.sets import Row
from retrieval.answer import Answer, Listing, NotFound, Question, Told
from retrieval.article import Quote
from retrieval.library import Library

TALK = {"talk", "no talk"}
"""Shapes of what is said to the bot itself, and of what only looks like it."""


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
