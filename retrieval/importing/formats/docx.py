"""DOCX → blocks. The home of mammoth (BSD), which keeps insertions, text boxes and notes."""

from __future__ import annotations

from pathlib import Path

import mammoth

from retrieval.importing.document import Document
from retrieval.importing.formats.markup import blocks_of, parsed_html

# A title's style is a heading above all others; revisions are read as accepted.
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def read_docx(path: Path) -> Document:
    """Return the paragraphs and headings of a DOCX file; an error of any kind when it is broken."""
    with path.open("rb") as file:
        found = mammoth.convert_to_html(
            file, style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _image: {})
        )
    return Document(blocks_of(parsed_html(f"<html>{found.value}</html>")))
