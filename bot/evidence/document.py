"""An evidence pack as a document for Word (home of python-docx and segno), to print and file."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import docx
import segno
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from bot.evidence.pack import FACTS, EvidenceItem, EvidencePack, details
from bot.views.translations import TRADITIONAL, Translation
from retrieval.article import Quote

_LATIN = "Times New Roman"
_SIMPLIFIED, _TRADITIONAL = ("SimSun", "zh-CN"), ("PMingLiU", "zh-TW")
"""The font of Chinese words, and the language by which programs choose the forms of characters."""
_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Intense Quote")
_PAGE, _MARGIN = (Cm(21), Cm(29.7)), Cm(2.5)
_WIDTHS = Cm(3.5), Cm(12.5)
_INK, _SHADE = RGBColor(0x1F, 0x1B, 0x16), "F2EEE4"
_QR = Cm(3)
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold; U+FFFD stands for it."""


def document(words: Translation, pack: EvidencePack) -> bytes:
    """Write a pack as a DOCX file, for paper of the size A4."""
    made = docx.Document()
    _lay_out(made)
    _set_fonts(made, *(_TRADITIONAL if words.language == TRADITIONAL else _SIMPLIFIED))
    made.core_properties.title = words.plain("pack_title")
    made.core_properties.author = words.plain("page_site")
    made.core_properties.created = pack.made.replace(tzinfo=None)
    made.add_heading(words.plain("pack_title"), 0)
    _add_table(made, [(words.plain(k), v) for k, v in zip(FACTS, pack.facts, strict=True)])
    for number, item in enumerate(pack.items, 1):
        made.add_heading(words.plain("pack_quote", number=number), 1)
        _add_item(made, words, item)
    made.add_paragraph(words.plain("pack_check")).paragraph_format.space_before = Pt(12)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def qr_code(url: str) -> bytes:
    """Return the QR code of an address as a PNG file."""
    file = io.BytesIO()
    segno.make(url, error="m", micro=False).save(file, kind="png", scale=6, border=3)
    return file.getvalue()


def _lay_out(made: Document) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = _PAGE
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    quote = made.styles["Intense Quote"]
    quote.font.bold = quote.font.italic = False
    quote.font.color.rgb = _INK
    form = quote.paragraph_format
    form.left_indent = form.right_indent = Cm(0.75)
    form.keep_with_next = True


def _set_fonts(made: Document, eastern: str, language: str) -> None:
    """Have each style write Chinese in a font that has it: Word would take the Latin one's."""
    for name in _STYLES:
        properties = made.styles[name].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", eastern)):
            fonts.set(qn(f"w:{script}"), font)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        _append(properties, "w:lang", eastAsia=language)


def _add_item(made: Document, words: Translation, item: EvidenceItem) -> None:
    _add_quote(made.add_paragraph(style="Intense Quote"), item.quote)
    last = _add_table(made, details(words, item))
    if item.url:
        _add_qr_code(last, item.url)


def _add_qr_code(cell: _Cell, url: str) -> None:
    """Put a QR code under the address in a cell."""
    picture = cell.add_paragraph().add_run().add_picture(io.BytesIO(qr_code(url)), width=_QR)
    picture._inline.docPr.set("descr", _written(url))  # noqa: SLF001 -- there is no other way


def _add_quote(paragraph: Paragraph, quote: Quote) -> None:
    """Write the words of a quote, those that answer bold and underlined."""
    at = 0
    for start, stop in quote.highlights:
        paragraph.add_run(_written(quote.text[at:start]))
        answer = paragraph.add_run(_written(quote.text[start:stop]))
        answer.bold = answer.underline = True
        at = stop
    paragraph.add_run(_written(quote.text[at:]))


def _add_table(made: Document, rows: Sequence[tuple[str, str]]) -> _Cell:
    """Add a table of names and values that no page parts; return its last cell."""
    table = made.add_table(0, 2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for number, texts in enumerate(rows, 1):
        row = table.add_row()
        _fill(row, texts, is_last=number == len(rows))
    last: _Cell = table.cell(len(rows) - 1, 1)
    return last


def _fill(row: _Row, texts: tuple[str, str], *, is_last: bool) -> None:
    _append(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 -- there is no other way
    for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
        cell.text, cell.width = _written(text), width
        form = cell.paragraphs[0].paragraph_format
        form.space_before = form.space_after = Pt(3)
        form.keep_with_next = not is_last
    shaded = row.cells[0]._tc.get_or_add_tcPr()  # noqa: SLF001 -- the same
    _append(shaded, "w:shd", val="clear", color="auto", fill=_SHADE)


def _append(to: BaseOxmlElement, name: str, **attributes: str) -> None:
    """Put an element of WordprocessingML into another one."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    to.append(element)


def _written(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
