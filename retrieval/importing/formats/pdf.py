"""A PDF with text → its lines, with the place and size of each.

The home of pypdfium2 (BSD, Apache-2.0), which alters no character.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from retrieval.importing.document import UnreadableError
from retrieval.importing.formats.printed_line import PrintedLine

MAX_PAGES = 1_000
_ASCENT = 0.88
"""The share of a Chinese character's height above the base line."""
_DPI, _LONGEST_SIDE = 200, 3_000
_NARROWEST, _FEWEST_LINES = 8, 4
"""The characters of the narrowest column, and the fewest lines of one."""
_GUTTER = 1.3
"""A gap of more than so many characters parts two columns, or two cells."""


def lines_of(path: Path) -> list[list[PrintedLine]]:
    """Return the lines of every page in drawing order; UnreadableError when there is no text."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        message = "an encrypted PDF; save it without a password" if locked else "a broken PDF"
        raise UnreadableError(message) from None
    if len(document) > MAX_PAGES:
        message = f"a PDF of {len(document):,} pages; at most {MAX_PAGES:,} are read"
        raise UnreadableError(message)
    pages = [list(_lines(document[number], number + 1)) for number in range(len(document))]
    if not any(pages):
        raise ScannedError(len(pages))
    return pages


class ScannedError(UnreadableError):
    """A PDF of so many `pages` has no text, as a scan has none."""

    def __init__(self, pages: int) -> None:
        super().__init__("a PDF without text, such as a scan")
        self.pages = pages


def rendered(path: Path, number: int) -> NDArray[np.uint8]:
    """Return page `number` (from 1) as rows of RGB, at a resolution that is good to read."""
    page = pdfium.PdfDocument(path)[number - 1]
    scale = min(_DPI / 72, _LONGEST_SIDE / max(page.get_size()))
    return np.array(page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3])


def _lines(page: pdfium.PdfPage, number: int) -> Iterator[PrintedLine]:
    """Yield runs of characters on one line; a blank that only the places tell is a blank."""
    height = page.get_height()
    runs = list(_runs(page.get_textpage(), height))
    begins = Counter(round(run[0].left) for run in runs)
    for run in runs:
        for part in _parted(run, begins):
            yield from _line(part, number, height)


def _runs(text: pdfium.PdfTextPage, height: float) -> Iterator[list[_Glyph]]:
    """Yield the characters that are drawn one beside the other."""
    run: list[_Glyph] = []
    for glyph in _glyphs(text, height):
        if run and not _is_beside(run, glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _parted(run: list[_Glyph], begins: Counter[int]) -> Iterator[list[_Glyph]]:
    """Part a run where another column begins.

    A line that overhangs its column comes so near to the one drawn next that only a blank, and
    where the others of that column begin, part them.
    """
    first, size = 0, max(run[0].bottom - run[0].top, 1)
    for at in range(2, len(run)):
        glyph, left = run[at], round(run[at].left)
        wide = glyph.left - run[first].left > _NARROWEST * size
        if wide and run[at - 1].text == " " and not glyph.text.isascii():
            others = begins[left - 1] + begins[left] + begins[left + 1]
            if others >= _FEWEST_LINES:
                yield run[first : at - 1]
                first = at
    yield run[first:]


class _Glyph(NamedTuple):
    """A character and its box; its height is the size of its font. There are very many of them."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def _glyphs(text: pdfium.PdfTextPage, height: float) -> Iterator[_Glyph]:
    """Yield the characters of a page in drawing order."""
    page = text.raw
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = map(ctypes.byref, (box, x, y))
    size = top = bottom = 0.0
    drawn = None
    for index in range(text.count_chars()):
        character = chr(pdfium_c.FPDFText_GetUnicode(page, index) or ord("\ufffd"))
        if character.isspace() and pdfium_c.FPDFText_IsGenerated(page, index) == 1:
            if character == " ":
                yield _Glyph(" ", box.right, box.right, top, bottom)
            continue
        pdfium_c.FPDFText_GetLooseCharBox(page, index, box_at)
        pdfium_c.FPDFText_GetCharOrigin(page, index, x_at, y_at)
        here = ctypes.cast(pdfium_c.FPDFText_GetTextObject(page, index), ctypes.c_void_p).value
        if here != drawn or not here:
            drawn, size = here, _size(page, index)
        # A box may be as flat as the stroke of 一; a font's size and its base line never are.
        bottom = height - y.value + (1 - _ASCENT) * size
        top = bottom - size
        yield _Glyph(character, box.left, box.right, top, bottom)


def _size(page: object, index: int) -> float:
    """Return the height of a character's font as it is drawn, in points."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(page, index, ctypes.byref(matrix))
    return float(pdfium_c.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d))


def _is_beside(line: list[_Glyph], glyph: _Glyph) -> bool:
    """Whether a character goes on with a line; what is set tighter than its box overlaps."""
    last, first = line[-1], line[0]
    size = max(first.bottom - first.top, 1)
    middle = (glyph.top + glyph.bottom) / 2
    level = first.top < middle < first.bottom
    return level and -1.1 * size < glyph.left - last.right < _GUTTER * size


def _line(glyphs: list[_Glyph], page: int, height: float) -> Iterator[PrintedLine]:
    text = "".join(glyph.text for glyph in glyphs)
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if inked:
        yield PrintedLine(
            text.strip(),
            left=min(glyph.left for glyph in inked),
            right=max(glyph.right for glyph in inked),
            top=min(glyph.top for glyph in inked),
            bottom=max(glyph.bottom for glyph in inked),
            size=sorted(glyph.bottom - glyph.top for glyph in inked)[len(inked) // 2],
            page=page,
            height=height,
            parted=text[-1].isspace(),
        )
