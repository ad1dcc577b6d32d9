"""The file of one article: front matter, then a paragraph a block.

The front matter holds id, title, byline, place, source and date; a key that has nothing to say is
left out. One blank line stands between blocks. `parse` and `write` are each other's inverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from retrieval.article import Article

MAX_FRONT_MATTER = 10_000
"""In characters. The YAML parser recurses in C, so that deep nesting could end the process."""

_ID = re.compile(r"[A-Za-z0-9_-]{1,48}")  # fits a deep link, a button and a file name
_KEYS = ("id", "title", "byline", "place", "source", "date")
_DATE = re.compile(r"(\d{4})(?:[-/.年]?(\d\d?)(?:[-/.月]?(\d\d?)日?|月)?|年)?")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


class BrokenError(ValueError):
    """A file or line that is no article: `line` from 1 (0: unknown) and the reason."""

    def __init__(self, why: str, line: int = 0) -> None:
        """Keep where it broke beside the reason."""
        super().__init__(why)
        self.line = line


class _PlainText(YAMLHandler):
    """Front matter whose values stay the strings that were typed: no dates, numbers or nulls."""

    def load(self, fm: str, **kwargs: object) -> Any:  # noqa: ANN401 - as the parent has it
        """Load without any type but text, lists and mappings."""
        return super().load(fm, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader), **kwargs)


_HANDLER = _PlainText()


def parse(text: str) -> Article:
    """Read one article file's text; BrokenError with line and reason when it is none."""
    return examine(text)[0]


def examine(text: str) -> tuple[Article, tuple[BrokenError, ...]]:
    """Read an article file's text as `parse` does, and tell what in it was passed over."""
    front, body = _split(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    loaded = _load(front)
    fields = _fields(loaded, front)
    article = _article(fields, body)
    return article, tuple(_doubts(loaded, front, article))


def _article(fields: Mapping[str, str], body: str) -> Article:
    texts = tuple(_BLANK.split(body.strip())) if body.strip() else ()
    return Article(
        id=fields["id"],
        title=fields["title"],
        texts=texts,
        byline=fields.get("byline", ""),
        place=fields.get("place", ""),
        source=fields.get("source", ""),
        date=fields.get("date", ""),
    )


def write(article: Article) -> str:
    """Return the text of the article's file, which `parse` reads back to an equal article.

    ValueError for an article that has no file form, such as one with a blank line in a paragraph.
    """
    fields = {key: value for key in _KEYS if (value := getattr(article, key))}
    post = frontmatter.Post("\n\n".join(article.texts), _HANDLER, **fields)
    text = frontmatter.dumps(post, sort_keys=False, width=1_000_000) + "\n"
    if parse(text) != article:
        message = f"article {article.id!r} has no file form"
        raise ValueError(message)
    return text


def _split(text: str) -> tuple[str, str]:
    """Part front matter from body; BrokenError when there is no front matter, or far too much."""
    if not _HANDLER.detect(text):
        why = "no front matter: the first line must be ---"
        raise BrokenError(why, 1)
    try:
        front, body = _HANDLER.split(text)
    except ValueError:
        why = "the front matter is not closed by a line ---"
        raise BrokenError(why, 1) from None
    if len(front) > MAX_FRONT_MATTER:
        why = f"front matter of {len(front):,} characters; {MAX_FRONT_MATTER:,} are read"
        raise BrokenError(why, 1)
    return front, body


def _load(front: str) -> dict[str, object]:
    """Return the front matter; BrokenError when it is no mapping in YAML."""
    try:
        loaded = _HANDLER.load(front)
    except yaml.MarkedYAMLError as error:
        unclosed = (error.context or "").startswith("while scanning")  # and so begun in this line
        mark = error.context_mark if unclosed else error.problem_mark
        why = f"front matter is not YAML: {error.problem}"
        raise BrokenError(why, mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        why = "front matter is not YAML, or nested too deep"
        raise BrokenError(why, 1) from None
    if not isinstance(loaded, dict):
        why = "front matter is not a mapping (key: value)"
        raise BrokenError(why, 1)
    return loaded


def _fields(loaded: Mapping[str, object], front: str) -> dict[str, str]:
    """Return the article's fields, all text; BrokenError where one is not, or is missing."""
    fields = {key: _text(loaded[key], key, front) for key in _KEYS if key in loaded}
    for key in ("id", "title"):
        if not fields.get(key):
            why = f"front matter has no {key}"
            raise BrokenError(why, 1)
    if not _ID.fullmatch(fields["id"]):
        why = f"id {fields['id'][:60]!r} must be 1 to 48 of A-Z a-z 0-9 _ -"
        raise BrokenError(why, 1)
    return fields


def _text(value: object, key: str, front: str) -> str:
    """Return the value, which must be text: lists and mappings (and YAML bombs) are refused."""
    if isinstance(value, str):
        return value.strip()
    why = f"{key} must be plain text, on one line"
    raise BrokenError(why, _line(key, front))


def _line(key: str, front: str) -> int:
    """Return the line of the file, from 1, in which a key of its front matter stands."""
    lines = front.splitlines()
    return next((n for n, text in enumerate(lines, 1) if text.startswith(key)), 1)


def _doubts(loaded: Mapping[str, object], front: str, article: Article) -> Iterator[BrokenError]:
    """Yield what is wrong with an article that can be read all the same."""
    for key in loaded:
        if key not in _KEYS:
            why = f"{key[:60]!r} is none of {', '.join(_KEYS)}; it is not read"
            yield BrokenError(why, _line(key, front))
    if article.date and not _possible(article.date):
        why = f"date {article.date[:60]!r} is no day, month or year, such as 2026-01-02"
        yield BrokenError(why, _line("date", front))
    if not article.texts:
        why = "no paragraphs below the front matter"
        yield BrokenError(why, front.count("\n") + 1)


def _possible(text: str) -> bool:
    """Whether a year, with or without month and day, is one of the calendar."""
    found = _DATE.fullmatch(text)
    try:
        return bool(found and date(*(int(part or 1) for part in found.groups())))
    except ValueError:
        return False
