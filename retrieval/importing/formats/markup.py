"""Marked-up text (HTML, XHTML) → blocks, where all of it is the document's own text.

The home of lxml (BSD). Nothing outside a document is ever fetched, and no entity is expanded.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from retrieval.importing.document import DocumentBlock

_HEADING = re.compile(r"h([1-6])")
_PARAGRAPHS = frozenset(
    {"p", "li", "td", "th", "dt", "dd", "blockquote", "figcaption", "caption", "pre", "div"}
    | {"section", "article", "body", "header", "footer", "tr", "table", "ul", "ol", "dl"}
    | {"figure", "aside", "main", "nav", "html"}
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
    blocks: list[DocumentBlock] = []
    pieces: list[str] = []
    level = 0

    def end() -> None:
        lines = (_SPACE.sub(" ", line).strip(" ") for line in "".join(pieces).split("\0"))
        blocks.extend(DocumentBlock(line, level) for line in lines if line)
        pieces.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
        heading = _HEADING.fullmatch(name)
        if heading or name in _PARAGRAPHS:
            end()
            level = int(heading[1]) if heading and event == "start" else 0
        if event == "start":
            pieces.append("\0" if name == "br" else "")
            pieces.append("" if name in _SILENT or not name else element.text or "")
        else:
            pieces.append(element.tail or "")
    end()
    return tuple(blocks)
