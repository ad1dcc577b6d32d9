"""Marked-up text (HTML, XHTML) → blocks, where all of it is the document's own text.

The home of lxml (BSD). Nothing outside a document is ever fetched, and no entity is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from retrieval.importing.document import DocumentBlock

_HEADING = re.compile(r"h([1-6])")
_PARAGRAPHS = frozenset(
    {"p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "caption", "pre", "div"}
    | {"section", "article", "body", "header", "footer", "tr", "table", "ul", "ol", "dl"}
    | {"figure", "aside", "main", "nav", "html", "center", "form", "address", "fieldset"}
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})

_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML calls white space

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for the type


def parsed_html(text: str) -> Element:
    """Parse HTML, however broken; the text must not be empty."""
    return etree.fromstring(text, etree.HTMLParser(no_network=True, huge_tree=False))


def parsed_xml(data: bytes) -> Element | None:
    """Parse XML, mending what can be mended; None when nothing is left."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(data, parser)


def blocks_of(tree: Element) -> tuple[DocumentBlock, ...]:
    """Return every text of a tree in order, a block where an element begins or ends one."""
    return tuple(block for block, _ in placed_blocks(tree))


def placed_blocks(tree: Element) -> Iterator[tuple[DocumentBlock, Element]]:
    """Yield every text of a tree in order, with the element that it stands in."""
    pieces: list[str] = []
    level, inner = 0, tree

    def ended() -> Iterator[tuple[DocumentBlock, Element]]:
        lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\0"))
        pieces.clear()
        yield from ((DocumentBlock(line, level), inner) for line in lines if line)

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
        heading = _HEADING.fullmatch(name)
        if heading or name in _PARAGRAPHS:
            yield from ended()
            level = int(heading[1]) if heading and event == "start" else 0
            inner = element if event == "start" else element.getparent()
        if event == "start":
            pieces.append("\0" if name == "br" else "")
            pieces.append("" if name in _SILENT or not name else element.text or "")
        else:
            pieces.append(element.tail or "")
    yield from ended()
