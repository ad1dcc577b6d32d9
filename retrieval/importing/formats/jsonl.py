"""JSONL → articles: an object a line, with title and text, and what else an article has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from retrieval.article import Article
from retrieval.corpus import Problem
from retrieval.importing.document import ParsedDocument, UnreadableError
from retrieval.importing.newspaper.article_builder import UNTITLED

_READ = ("id", "title", "text", "byline", "place", "date", "source")


def read_jsonl(text: str, source: str) -> ParsedDocument:
    r"""Return an article a line, and the lines that are none; UnreadableError when all are none.

    >>> read_jsonl('{"title": "老桥", "text": "修好了。\\n通车了。"}', "a.jsonl").articles[0].texts
    ('修好了。', '通车了。')
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            row = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            problems.append(Problem(source, number, "not JSON; left out"))
            continue
        if row is None:
            continue
        if article := _article(row, source):
            articles.append(article)
            problems += (Problem(source, number, why) for why in _passed(row))
        else:
            problems.append(Problem(source, number, "no object with a text; left out"))
    if not articles:
        message = "no line is an object with a text"
        raise UnreadableError(message)
    return ParsedDocument(tuple(articles), (), tuple(problems))


def _article(row: object, source: str) -> Article | None:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return None
    fields = {key: str(row.get(key) or "") for key in _READ}
    texts = tuple(filter(None, (line.strip() for line in row["text"].splitlines())))
    return (
        Article(
            id="",
            title=" ".join(fields["title"].split()) or UNTITLED,
            texts=texts,
            byline=" ".join(fields["byline"].split()),
            place=" ".join(fields["place"].split()),
            source=" ".join(fields["source"].split()) or source,
            date=_date(fields["date"]),
        )
        if texts
        else None
    )


def _passed(row: dict[str, object]) -> Iterator[str]:
    """Say what of a line's object is not kept."""
    for key, value in row.items():
        if key not in _READ and value:
            yield f"{key[:60]!r} is not read"
    if row.get("date") and not _date(str(row["date"])):
        yield f"date {str(row['date'])[:60]!r} is no day such as 2026-01-02; left out"


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
