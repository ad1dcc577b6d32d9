"""Documents of known articles made by real programs, and what an import makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.importing import chromium, libreoffice, reportlab_pages, web_pages
from benchmarks.importing.judging import ImportFigures, judged
from benchmarks.importing.printed_article import PrintedArticle
from retrieval.importing.document import UnreadableError
from retrieval.importing.reader import read_file

COLUMNS = (3, 4, 5)


def measured(articles: Sequence[PrintedArticle], folder: Path) -> Iterator[tuple[str, object]]:
    """Yield what was made, and its figures, or in words why it was not measured."""
    for columns in COLUMNS:
        name = f"Chromium, {columns} columns"
        if chromium.program():
            path = folder / f"chromium-{columns}.pdf"
            page = chromium.page(articles, columns)
            yield name, _judged(chromium.print_to_pdf(page, path), articles)
        else:
            yield name, "skipped: Chromium is not installed"
    for seed, order in ((0, "in order"), (1, "at random")):
        for columns in COLUMNS:
            path = folder / f"r{seed}{columns}.pdf"
            reportlab_pages.draw(articles, path, columns, seed)
            yield f"ReportLab, {columns} columns, {order}", _judged(path, articles)
    if libreoffice.program():
        path = libreoffice.docx(articles, folder / "articles.docx")
        yield "LibreOffice, DOCX", _judged(path, articles)
    else:
        yield "LibreOffice, DOCX", "skipped: LibreOffice is not installed"
    for name, layout in web_pages.LAYOUTS.items():
        yield f"web pages, {name}", _web(articles, layout, folder)


def _judged(path: Path, articles: Sequence[PrintedArticle]) -> ImportFigures:
    try:
        return judged(articles, read_file(path, path.name))
    except UnreadableError:
        return ImportFigures(articles=len(articles))


def _web(
    articles: Sequence[PrintedArticle], layout: Callable[[PrintedArticle], str], folder: Path
) -> ImportFigures:
    """Judge a page an article."""
    figures = ImportFigures()
    for number, article in enumerate(articles):
        path = folder / f"{number}.html"
        path.write_text(layout(article), "utf-8")
        figures += _judged(path, [article])
    return figures
