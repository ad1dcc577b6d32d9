"""A file of any kind → its articles; what is no report is refused by its kind.

Text is read here, in time that grows with its length. PDF, DOCX, EPUB and HTML are read in a
process of their own, whose time and memory are limited: a file that makes a parser hang or grow
harms nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from retrieval.article import Article
from retrieval.corpus import Problem
from retrieval.importing.document import HeldText, ParsedDocument, UnreadableError
from retrieval.importing.formats.detection import (
    HEAD_BYTES,
    REFUSED,
    DocumentFormat,
    kind_of,
    kind_of_text,
)
from retrieval.importing.formats.jsonl import read_jsonl
from retrieval.importing.formats.markdown import read_markdown
from retrieval.importing.formats.plain_text import decoded, strange, without_controls
from retrieval.importing.formats.zip_file import members
from retrieval.importing.newspaper.parser import parse_page
from retrieval.importing.process import told_by
from retrieval.importing.recognition.scan import read_picture, read_scan
from retrieval.importing.structured import articles_of

MAX_PAGE_BYTES = 1_000_000
"""The largest page of text or HTML that is read; a newspaper page has some ten thousand bytes."""

MAX_FILE_BYTES = 50_000_000
"""The largest file of any other kind."""

SECONDS = 60
"""How long a document may take that is read in a process of its own."""

_APART = {
    DocumentFormat.PDF,
    DocumentFormat.DOCX,
    DocumentFormat.EPUB,
    DocumentFormat.HTML,
}
_TEXTS = {DocumentFormat.TEXT, DocumentFormat.MARKDOWN, DocumentFormat.HTML}


def read_file(path: Path, source: str, seconds: float = SECONDS) -> ParsedDocument:
    """Return what the file named `source` says; UnreadableError says why it says nothing."""
    try:
        kind = format_of(path)
        size = path.stat().st_size
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        raise UnreadableError(message) from error
    if kind in REFUSED:
        raise UnreadableError(REFUSED[kind])
    if kind is DocumentFormat.ZIP:
        message = "a broken or truncated zip or office document"
        raise UnreadableError(message)
    most = MAX_PAGE_BYTES if kind in _TEXTS else MAX_FILE_BYTES
    if size > most:
        message = f"larger than {most:,} bytes: not one {'page' if kind in _TEXTS else 'document'}"
        raise UnreadableError(message)
    if kind is DocumentFormat.PICTURE:
        return _with_text(read_picture(path, source))
    return _with_text(
        _read_apart(path, kind, source, seconds) if kind in _APART else _read_text(path, source)
    )


def _with_text(parsed: ParsedDocument) -> ParsedDocument:
    """Return what was read; UnreadableError when nothing was."""
    if not parsed.articles and not parsed.held:
        message = "no article found: no text, or headings only"
        raise UnreadableError(message)
    return parsed


def format_of(path: Path) -> DocumentFormat:
    """Tell a file's kind by its content; OSError when it cannot be opened."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    kind = kind_of(head, path.name)
    if kind is not DocumentFormat.ZIP:
        return kind
    if b"application/epub+zip" in head[:200]:
        return DocumentFormat.EPUB
    try:
        names = {info.filename for info in members(path)}
    except UnreadableError:
        return DocumentFormat.DOCX if path.suffix.lower() == ".docx" else DocumentFormat.ZIP
    if "word/document.xml" in names:
        return DocumentFormat.DOCX
    office = "[Content_Types].xml" in names or b"application/vnd.oasis" in head
    return DocumentFormat.OTHER_OFFICE if office else DocumentFormat.ZIP


def _read_text(path: Path, source: str) -> ParsedDocument:
    """Read a text in any encoding, and say what in it looks like damage."""
    text, encoding = decoded(path.read_bytes())
    kind = kind_of_text(text, path.name)
    if kind in REFUSED:
        raise UnreadableError(REFUSED[kind])
    problems = [Problem(source, line, why) for line, why in strange(text)]
    if encoding != "UTF-8":
        problems.insert(0, Problem(source, 0, f"not UTF-8; read as {encoding}"))
    text = without_controls(text)
    if kind is DocumentFormat.MARKDOWN:
        parsed = articles_of(read_markdown(text), source)
    elif kind is DocumentFormat.JSONL:
        parsed = read_jsonl(text, source)
    else:
        parsed = parse_page(text, source)
    return ParsedDocument(parsed.articles, parsed.aside, (*problems, *parsed.problems), parsed.held)


def _read_apart(path: Path, kind: DocumentFormat, source: str, seconds: float) -> ParsedDocument:
    """Read a document in a process of its own; UnreadableError when it fails or takes too long."""
    arguments = (str(path), kind.name, source)
    told = told_by("retrieval.importing.worker", arguments, kind, seconds)
    return read_scan(path, told["scanned"], source) if "scanned" in told else _parsed(told)


def _parsed(told: dict[str, Any]) -> ParsedDocument:
    """Return what a worker told as JSON: `dataclasses.asdict` of a ParsedDocument."""
    articles = (Article(**{**row, "texts": tuple(row["texts"])}) for row in told["articles"])
    return ParsedDocument(
        tuple(articles),
        tuple((line, text) for line, text in told["aside"]),
        tuple(Problem(**row) for row in told["problems"]),
        tuple(HeldText(**row) for row in told["held"]),
    )
