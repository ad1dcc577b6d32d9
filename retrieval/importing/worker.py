"""`python -m retrieval.importing.worker FILE KIND SOURCE`: read one document within limits.

It prints one JSON object: what was read, or {"unreadable": why}, or {"scanned": how many pages}
where a PDF is pictures only. Whatever else happens, such as the
end of its memory, the parent process sees that there is no such object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from retrieval.importing.document import ParsedDocument, UnreadableError
from retrieval.importing.formats.detection import DocumentFormat
from retrieval.importing.formats.zip_file import members
from retrieval.importing.process import limit
from retrieval.importing.structured import articles_of

MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 60
MAX_TOLD = 100_000_000
"""Characters of JSON that are passed on; a character of Chinese takes six."""
MAX_UNPACKED_BYTES = 200_000_000
"""What the files of a DOCX or EPUB may unpack to; a bomb unpacks to far more."""


def main(path: Path, kind: DocumentFormat, source: str) -> None:
    """Print what the document says, or why it says nothing."""
    limit(MEMORY_BYTES, CPU_SECONDS)
    told = json.dumps(read(path, kind, source))
    if len(told) > MAX_TOLD:
        told = json.dumps({"unreadable": "far more text than reports have"})
    sys.stdout.write(told)


def read(path: Path, kind: DocumentFormat, source: str) -> dict[str, object]:
    """Return what the document says, or {"unreadable": why}, as an object of JSON."""
    try:
        return asdict(READERS[kind](path, source))
    except UnreadableError as error:
        pages = getattr(error, "pages", 0)
        return {"scanned": pages} if pages else {"unreadable": str(error)}
    except ModuleNotFoundError as error:
        return {
            "unreadable": f"{error.name}, which reads {kind}, is not installed: `make documents`"
        }
    except Exception:  # noqa: BLE001 - a foreign parser may raise anything at a broken file
        return {"unreadable": f"the {kind} is broken, or needs too much memory"}


def _pdf(path: Path, source: str) -> ParsedDocument:
    from retrieval.importing.formats.pdf import lines_of  # noqa: PLC0415 - an extra
    from retrieval.importing.formats.pdf_layout import page_text  # noqa: PLC0415 - an extra
    from retrieval.importing.newspaper.parser import parse_blocks  # noqa: PLC0415 - an extra

    return parse_blocks(page_text(lines_of(path)), source)


def _docx(path: Path, source: str) -> ParsedDocument:
    from retrieval.importing.formats.docx import read_docx  # noqa: PLC0415 - an extra

    _refuse_bomb(path)
    return articles_of(read_docx(path), source)


def _epub(path: Path, source: str) -> ParsedDocument:
    from retrieval.importing.formats.epub import read_epub  # noqa: PLC0415 - an extra

    _refuse_bomb(path)
    return articles_of(read_epub(path), source)


def _html(path: Path, source: str) -> ParsedDocument:
    from retrieval.importing.formats.html import read_html  # noqa: PLC0415 - an extra

    return articles_of(read_html(path.read_bytes()), source)


def _refuse_bomb(path: Path) -> None:
    """Look at the sizes before anything is unpacked."""
    size = sum(info.file_size for info in members(path))
    if size > MAX_UNPACKED_BYTES:
        message = f"it unpacks to more than {MAX_UNPACKED_BYTES:,} bytes: no document does"
        raise UnreadableError(message)


READERS: dict[DocumentFormat, Callable[[Path, str], ParsedDocument]] = {
    DocumentFormat.PDF: _pdf,
    DocumentFormat.DOCX: _docx,
    DocumentFormat.EPUB: _epub,
    DocumentFormat.HTML: _html,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]), DocumentFormat[sys.argv[2]], sys.argv[3])
