"""A saved web page → blocks: the article without menus, its title and the date it was published.

The home of trafilatura (Apache-2.0), which tells an article from what stands around it.
"""

from __future__ import annotations

import re

import trafilatura
from trafilatura.settings import Document as TrafilaturaDocument

from retrieval.importing.document import Document, DocumentBlock, UnreadableError
from retrieval.importing.formats.markup import Element

_LEVEL = re.compile(r"h([1-6])")
_SITE = re.compile(r"\s*(?:[-_|｜–—]\s*\S{2,20})$")
_SPACE = re.compile(r"[ \t\r\f]+")
_PARTS = frozenset({"p", "head", "item", "quote", "cell"})


def read_html(data: bytes) -> Document:
    """Return the article of a page; UnreadableError when there is none."""
    found = trafilatura.bare_extraction(
        data, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True
    )
    if not isinstance(found, TrafilaturaDocument) or found.body is None:
        message = "no article found on this web page"
        raise UnreadableError(message)
    blocks = tuple(_blocks(found.body))
    return Document(blocks, _title(found.title or ""), found.author or "", found.date or "")


def _blocks(body: Element) -> list[DocumentBlock]:
    """Return the paragraphs and headings, in order; one inside another is part of it."""
    blocks: list[DocumentBlock] = []
    for element in body.iter(*_PARTS):
        if any(parent.tag in _PARTS for parent in element.iterancestors()):
            continue
        level = _LEVEL.fullmatch(element.get("rend") or "") if element.tag == "head" else None
        heading = int(level[1]) if level else 2 * (element.tag == "head")
        lines = (_SPACE.sub(" ", line).strip(" ") for line in _text(element).split("\n"))
        blocks += (DocumentBlock(line, heading) for line in lines if line)
    return blocks


def _text(element: Element) -> str:
    """Return an element's words, with a line end where the page has one (<br>)."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "lb" else _text(child), child.tail or ""]
    return "".join(parts)


def _title(text: str) -> str:
    """Return the title without the name of the site behind it."""
    return _SITE.sub("", " ".join(text.split())) or text
