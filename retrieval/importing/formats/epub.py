"""EPUB → blocks: the chapters in the order of the book's spine."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

from retrieval.importing.document import Document, DocumentBlock, UnreadableError
from retrieval.importing.formats.markup import Element, blocks_of, parsed_xml

_CONTAINER = "META-INF/container.xml"
_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
}


def read_epub(path: Path) -> Document:
    """Return a book's text; UnreadableError when its list of chapters is missing."""
    with ZipFile(path) as book:
        found = _parsed(book, _CONTAINER).xpath("//c:rootfile/@full-path", namespaces=_NAMES)
        if not found:
            message = "an EPUB without a list of its chapters"
            raise UnreadableError(message)
        package = _parsed(book, found[0])
        blocks: list[DocumentBlock] = []
        for name in _chapters(package, found[0]):
            blocks += blocks_of(_parsed(book, name))
    date = next(iter(package.xpath("//d:date/text()", namespaces=_NAMES)), "")[:10]
    title = next(iter(package.xpath("//d:title/text()", namespaces=_NAMES)), "")
    return Document(tuple(blocks), title if not _many(blocks) else "", "", date)


def _many(blocks: list[DocumentBlock]) -> bool:
    """Whether the chapters have titles of their own."""
    return any(block.heading == 1 for block in blocks)


def _chapters(package: Element, beside: str) -> list[str]:
    """Return the paths of the chapters, in reading order."""
    items = {
        item.get("id"): item.get("href", "")
        for item in package.xpath("//o:manifest/o:item", namespaces=_NAMES)
    }
    order = package.xpath("//o:spine/o:itemref/@idref", namespaces=_NAMES)
    folder = posixpath.dirname(beside)
    return [
        posixpath.normpath(posixpath.join(folder, unquote(items[i]))) for i in order if i in items
    ]


def _parsed(book: ZipFile, name: str) -> Element:
    """Parse a file of the book; UnreadableError when it is missing or nothing can be read."""
    try:
        found = parsed_xml(book.read(name))
    except KeyError:
        message = f"an EPUB that lacks its file {name}"
        raise UnreadableError(message) from None
    if found is None:
        message = f"an EPUB whose file {name} is broken"
        raise UnreadableError(message)
    return found
