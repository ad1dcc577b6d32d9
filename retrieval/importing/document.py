"""What is passed on between the readers of documents and the importer."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.article import Article
from retrieval.corpus import Problem


class UnreadableError(ValueError):
    """A file is no document that can be imported; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A paragraph or heading as its format marks it.

    `heading`: its level, 1 the highest; 0 for a paragraph. `line` and `page` count from 1; 0 where
    the format has none.
    """

    text: str
    heading: int = 0
    line: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document whose format says what a paragraph is; what it does not say is empty.

    `date` is ISO (2026-05-01). `notes`: (line, what was left out or is unsure).
    """

    blocks: tuple[DocumentBlock, ...]
    title: str = ""
    byline: str = ""
    date: str = ""
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text that stands in no article until a person decides: where it is, why, and its words."""

    file: str
    page: int
    line: int
    why: str
    text: str

    def __str__(self) -> str:
        """file:page 3, line 7: why: the first words."""
        place = f"page {self.page}, line {self.line}" if self.page else f"line {self.line}"
        short = self.text[:40] + ("…" if len(self.text) > 40 else "")  # noqa: PLR2004 - a glance
        return f"{self.file}, {place}: {self.why}: {short!r}"


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document as read: its articles, whose ids are not given yet (""), and what is unsure.

    `aside` holds (line, text) of what is in no article: page furniture, and headings that are
    printed twice or have no text below. `held` waits for a person.
    """

    articles: tuple[Article, ...]
    aside: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    held: tuple[HeldText, ...] = ()
