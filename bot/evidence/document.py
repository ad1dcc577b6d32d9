"""An evidence pack as a document for Word (home of python-docx and segno), to print and file."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import docx
import segno
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from bot.evidence.pack import FACTS, EvidenceItem, EvidencePack, details
from bot.views.translations import TRADITIONAL, Translation
from retrieval.article import Quote

_LATIN, _SIMPLIFIED_FONT, _TRADITIONAL_FONT = "Times New Roman", "SimSun", "PMingLiU"
_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Intense Quote")
_WIDTHS = Cm(3.5), Cm(11.5)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold; U+FFFD stands for it."""


def document(words: Translation, pack: EvidencePack) -> bytes:
    """Write a pack as a DOCX file."""
    made = docx.Document()
    _set_fonts(made, _TRADITIONAL_FONT if words.language == TRADITIONAL else _SIMPLIFIED_FONT)
    made.core_properties.title = words.plain("pack_title")
    made.core_properties.author = words.plain("page_site")
    made.core_properties.created = pack.made.replace(tzinfo=None)
    made.add_heading(words.plain("pack_title"), 0)
    _add_table(made, [(words.plain(k), v) for k, v in zip(FACTS, pack.facts, strict=True)])
    for number, item in enumerate(pack.items, 1):
        made.add_heading(words.plain("pack_quote", number=number), 1)
        _add_item(made, words, item)
    made.add_paragraph(words.plain("pack_check"))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def qr_code(url: str) -> bytes:
    """Return the QR code of an address as a PNG file."""
    file = io.BytesIO()
    segno.make(url, error="m", micro=False).save(file, kind="png", scale=6, border=3)
    return file.getvalue()


def _set_fonts(made: Document, eastern: str) -> None:
    """Have each style write Chinese in a font that has it: Word would take the Latin one's."""
    for name in _STYLES:
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", eastern)):
            fonts.set(qn(f"w:{script}"), font)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _add_item(made: Document, words: Translation, item: EvidenceItem) -> None:
    _add_quote(made.add_paragraph(style="Intense Quote"), item.quote)
    _add_table(made, details(words, item))
    if item.url:
        made.add_picture(io.BytesIO(qr_code(item.url)), width=Cm(3))


def _add_quote(paragraph: Paragraph, quote: Quote) -> None:
    """Write the words of a quote, those that answer underlined."""
    at = 0
    for start, stop in quote.highlights:
        paragraph.add_run(_written(quote.text[at:start]))
        paragraph.add_run(_written(quote.text[start:stop])).underline = True
        at = stop
    paragraph.add_run(_written(quote.text[at:]))


def _add_table(made: Document, rows: Sequence[tuple[str, str]]) -> None:
    table = made.add_table(0, 2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for row in rows:
        for cell, text, width in zip(table.add_row().cells, row, _WIDTHS, strict=True):
            cell.text, cell.width = _written(text), width


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
