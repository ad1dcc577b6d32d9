"""Markdown → blocks: front matter is read, marks are taken off, headings keep their level.

Only marks that never belong to the words are taken off: of headings, quotations, emphasis, links
and pictures. A list's signs stay, as a report prints them.
"""

from __future__ import annotations

import re
from itertools import groupby

from retrieval.importing.document import Document, DocumentBlock

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_RULE = re.compile(r"(?:[-*_]\s*){3,}|[=-]{3,}")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?:[^)\s]*)(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|~~|`)(?=\S)(.+?)(?<=\S)\1")
_QUOTED = re.compile(r"(?:>\s?)+")
_FIELD = re.compile(r"([A-Za-z_]+):\s*(.+)")
_READ = ("title", "byline", "author", "date")


def read_markdown(text: str) -> Document:
    r"""Return the blocks of a Markdown text.

    >>> [(b.text, b.heading) for b in read_markdown("# 老桥\n\n镇里**修好**了桥。").blocks]
    [('老桥', 1), ('镇里修好了桥。', 0)]
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    fields = _fields(front[1]) if front else {}
    skipped = text[: front.end()].count("\n") if front else 0
    lines = enumerate((text[front.end() :] if front else text).split("\n"), skipped + 1)
    blocks: list[DocumentBlock] = []
    for blank, group in groupby(lines, key=lambda line: not line[1].strip()):
        if not blank:
            blocks += _blocks(list(group))
    title, byline, author, date = (fields.get(key, "") for key in _READ)
    passed = [(1, f"{key!r} of the front matter is not read") for key in fields if key not in _READ]
    return Document(tuple(blocks), title, byline or author, date, tuple(passed))


def _fields(front: str) -> dict[str, str]:
    """Return the front matter's values that stand on one line."""
    pairs = (_FIELD.fullmatch(line.strip()) for line in front.split("\n"))
    return {found[1].lower(): found[2].strip("\"' ") for found in pairs if found}


def _blocks(lines: list[tuple[int, str]]) -> list[DocumentBlock]:
    """Return the headings and paragraphs of lines without a blank one between them."""
    blocks: list[DocumentBlock] = []
    for number, line in lines:
        heading = _HEADING.fullmatch(line.strip())
        if _RULE.fullmatch(line.strip()):
            continue
        if heading:
            blocks.append(DocumentBlock(_plain(heading[2]), len(heading[1]), number))
        elif bare := _plain(_QUOTED.sub("", line.strip(), count=1)):
            blocks.append(DocumentBlock(bare, 0, number))
    return blocks


def _plain(text: str) -> str:
    """Take the marks off a line; what a picture shows stays as its words."""
    text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", text))
    while (bare := _EMPHASIS.sub(r"\2", text)) != text:
        text = bare
    return text.strip()
