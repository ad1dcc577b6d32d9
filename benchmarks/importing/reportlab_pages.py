"""Newspaper pages drawn line by line with ReportLab: in the order of reading, or at random."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.importing.printed_article import PrintedArticle

_FONT = "STSong-Light"
_SIZE, _LEAD, _HEADLINE = 10, 15, 17
_BEGINS_NOT = "，。、；：？！”’》）,.;:?!)%"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line at a place, in points from the lower left."""

    x: float
    y: float
    size: float
    text: str


def draw(
    articles: Sequence[PrintedArticle], path: Path, columns: int, seed: int = 0, most: int = 1_000
) -> int:
    """Draw the articles in columns; at random when there is a seed. Return the number of pages."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    width, height = 200 * columns + 60, 1_100
    canvas = Canvas(str(path), pagesize=(width, height))
    number = 0
    for number, page in enumerate(islice(_pages(articles, columns, height), most), 1):
        drawn = [
            _Drawn(40, height - 25, 9, "乡村日报 2026年5月1日 星期五"),
            *page,
            _Drawn(width / 2, 20, 9, str(number)),
        ]
        if seed:
            random.Random(seed + number).shuffle(drawn)  # noqa: S311 - no secret
        for line in drawn:
            canvas.setFont(_FONT, line.size)
            canvas.drawString(line.x, line.y, line.text)
        canvas.showPage()
    canvas.save()
    return number


def _pages(
    articles: Sequence[PrintedArticle], columns: int, height: float
) -> Iterator[list[_Drawn]]:
    """Yield pages of lines, column by column."""
    page: list[_Drawn] = []
    column, y = 0, height - 60.0
    for indent, size, text in _lines(articles):
        gap = _LEAD if size == _SIZE else _HEADLINE * 1.4
        if y - gap < 50:  # noqa: PLR2004 - the margin at the foot
            column, y = column + 1, height - 60.0
            if column == columns:
                yield page
                page, column = [], 0
        y -= gap
        page.append(_Drawn(40 + 200 * column + indent, y, size, text))
    yield page


def _lines(articles: Sequence[PrintedArticle]) -> Iterator[tuple[float, float, str]]:
    """Yield indent, size and text of each line."""
    for article in articles:
        for line in article.headline or (article.title,):
            yield from ((0, _HEADLINE, part) for part in _wrapped(line, 180, _HEADLINE))
        if article.signed_below and article.byline:
            yield 0, _SIZE, article.byline
        for text in article.texts:
            first, *rest = _wrapped("\u3000\u3000" + text, 180, _SIZE)
            yield 2 * _SIZE, _SIZE, first.lstrip("\u3000")
            yield from ((0, _SIZE, part) for part in rest)


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text at a width; no line begins with a mark that must not begin one."""
    lines = [""]
    for at, character in enumerate(text):
        wide = pdfmetrics.stringWidth(lines[-1] + character, _FONT, size) > width
        inside = character.isascii() and character.isalnum() and text[at - 1].isalnum()
        latin = inside and text[at - 1].isascii()
        if wide and character not in _BEGINS_NOT and not latin:
            lines.append("")
        lines[-1] += character
    return lines
