"""Which kind a file is of, told by its first bytes; its name decides only between kinds of text.

>>> kind_of(b"%PDF-1.7 ...", "report.txt")
<DocumentFormat.PDF: 'PDF'>
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePath

HEAD_BYTES = 4_096
"""So many bytes of a file tell its kind."""


class DocumentFormat(StrEnum):
    """A kind that is read, or one that is known and refused."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    JSONL = "JSONL"
    PDF = "PDF"
    ZIP = "zip"
    """Or what is a zip inside: DOCX, EPUB."""
    DOCX = "DOCX"
    EPUB = "EPUB"
    RTF = "RTF"
    JSON = "JSON"
    CSV = "CSV"
    CODE = "program code"
    OTHER_OFFICE = "an office document of another kind"
    OLD_OFFICE = "an office document of before 2007"
    PICTURE = "a picture"
    OTHER = "no text"


REFUSED = {
    DocumentFormat.RTF: "RTF is not read; save it as DOCX",
    DocumentFormat.JSON: "JSON is not read; JSONL is: an object with title and text a line",
    DocumentFormat.CSV: "a table (CSV) is no report",
    DocumentFormat.CODE: "program code is no report",
    DocumentFormat.OTHER_OFFICE: "a table, slides or ODF are not read; save a text as DOCX",
    DocumentFormat.OLD_OFFICE: "an office document of before 2007 is not read; save it as DOCX",
}
"""Why a kind is not imported, and what to do."""

_MAGIC = (
    (b"%PDF-", DocumentFormat.PDF),
    (b"PK\x03\x04", DocumentFormat.ZIP),
    (b"PK\x05\x06", DocumentFormat.ZIP),
    (b"{\\rtf", DocumentFormat.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DocumentFormat.OLD_OFFICE),
    (b"\x89PNG\r\n", DocumentFormat.PICTURE),
    (b"\xff\xd8\xff", DocumentFormat.PICTURE),
    (b"GIF8", DocumentFormat.PICTURE),
    (b"II*\0", DocumentFormat.PICTURE),
    (b"MM\0*", DocumentFormat.PICTURE),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.compile(r"<(?:p|div|article|h[1-6]|br|table|span|a)\b[^>]*>", re.IGNORECASE)
_CODE = re.compile(
    r"^(?:#!/|#include\b|import [\w.]+;?$|from [\w.]+ import |package \w"
    r"|(?:public |static )*class \w|(?:async )?def \w+\("
    r"|(?:const|let|var) \w+ =|function \w*\(|<\?php|SELECT .* FROM )",
    re.MULTILINE,
)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|---\n[A-Za-z_]+:)", re.MULTILINE)
_FEWEST_TAGS, _FEWEST_CODE_LINES, _FEWEST_COMMAS, _FEWEST_ROWS = 3, 3, 2, 3


def kind_of(head: bytes, name: str) -> DocumentFormat:
    """Tell a file's kind by its first bytes; kinds of text are told apart by `kind_of_text`."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return DocumentFormat.PICTURE
    return kind_of_text(start.decode(errors="replace"), name)


def kind_of_text(text: str, name: str) -> DocumentFormat:
    """Tell the kind of a text by how it begins; its name only says that it is Markdown or code."""
    ending = PurePath(name).suffix.lower()
    if _HTML.match(text) or len(_TAGS.findall(text)) >= _FEWEST_TAGS:
        return DocumentFormat.HTML
    if text.lstrip().startswith(("{", "[")) and (found := _json_kind(text)):
        return found
    if len(_CODE.findall(text)) >= _FEWEST_CODE_LINES or text.startswith(("#!/", "<?php")):
        return DocumentFormat.CODE
    if _is_table(text):
        return DocumentFormat.CSV
    if ending in {".md", ".markdown"} or _MARKDOWN.match(text.lstrip()):
        return DocumentFormat.MARKDOWN
    return DocumentFormat.TEXT


def _json_kind(text: str) -> DocumentFormat | None:
    """Tell a line of JSON from a document of JSON, of which the beginning may be all there is."""
    first = text.lstrip().split("\n", 1)[0]
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        begins = re.match(r'\s*[\[{]\s*(?:["{\[\]}]|-?\d[\d.]*\s*,|$)', text)
        cut = "\n" not in text.strip() and text.lstrip().startswith('{"')
        return DocumentFormat.JSONL if cut else DocumentFormat.JSON if begins else None
    return DocumentFormat.JSONL if isinstance(row, dict) else DocumentFormat.JSON


def _is_table(text: str) -> bool:
    """Whether the first lines have equally many commas, or tabs, and are no sentences."""
    lines = [line for line in text.split("\n")[:20] if line.strip()][:-1]
    for mark in (",", "\t", ";"):
        counts = {line.count(mark) for line in lines}
        few = len(lines) < _FEWEST_ROWS or "。" in "".join(lines)
        if not few and len(counts) == 1 and counts.pop() >= _FEWEST_COMMAS:
            return True
    return False
