"""A small part of what `python -m benchmarks importing` measures, held to its bounds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.importing import chromium, libreoffice, reportlab_pages, web_pages
from benchmarks.importing.composed_pages import ComposedPage, composed_pages, wrapped_pages
from benchmarks.importing.judging import ImportFigures, judged
from benchmarks.importing.printed_article import PrintedArticle, printed
from retrieval.article import Article
from retrieval.corpus import read
from retrieval.importing.document import ParsedDocument
from retrieval.importing.newspaper.parser import parse_page
from retrieval.importing.reader import read_file

OURS = printed(read(Path(__file__).parents[4] / "corpus" / "articles").articles)


def of(pages: list[ComposedPage]) -> ImportFigures:
    return sum((judged(p.articles, parse_page(p.text, "p.txt")) for p in pages), ImportFigures())


def assert_whole(path: Path) -> None:
    figures = judged(OURS, read_file(path, path.name))
    assert figures.whole == figures.articles == len(OURS)
    assert (figures.lost, figures.added, figures.joined) == (0, 0, 0)


def test_composed_pages_are_read_and_what_is_wrong_is_said() -> None:
    figures = of(composed_pages(6))
    assert figures.titles >= 0.95 * figures.articles
    assert figures.bylines >= 0.93 * figures.articles
    assert figures.whole >= 0.85 * figures.articles
    assert figures.said >= 0.95 * (figures.articles - figures.whole)
    assert (figures.lost, figures.added, figures.joined) == (0, 0, 0)


def test_wrapped_lines_are_joined_to_their_paragraphs() -> None:
    figures = of(wrapped_pages(8))
    assert figures.right_paragraphs >= 0.95 * figures.paragraphs
    assert figures.joined == 0


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "least"), [(0, 0.95), (1, 0.85)], ids=["in order", "at random"])
def test_pages_of_other_articles_drawn_by_reportlab_are_whole(
    tmp_path: Path, seed: int, least: float
) -> None:
    figures = ImportFigures()
    for columns, page in zip((3, 4, 5), composed_pages(3, 51), strict=True):
        articles = [replace(article, headline=()) for article in page.articles]
        reportlab_pages.draw(articles, tmp_path / "a.pdf", columns, seed)
        figures += judged(articles, read_file(tmp_path / "a.pdf", "a.pdf"))
    assert figures.whole >= least * figures.articles
    assert (figures.lost, figures.added, figures.joined) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1], ids=["in order", "at random"])
def test_pages_drawn_by_reportlab_are_whole(tmp_path: Path, seed: int) -> None:
    reportlab_pages.draw(OURS, tmp_path / "a.pdf", columns=4, seed=seed)
    assert_whole(tmp_path / "a.pdf")


@pytest.mark.slow
@pytest.mark.skipif(not chromium.program(), reason="Chromium is not installed")
def test_a_page_printed_by_chromium_is_whole(tmp_path: Path) -> None:
    assert_whole(chromium.print_to_pdf(chromium.page(OURS, 4), tmp_path / "a.pdf"))


@pytest.mark.slow
@pytest.mark.skipif(not libreoffice.program(), reason="LibreOffice is not installed")
def test_a_docx_written_by_libreoffice_is_whole(tmp_path: Path) -> None:
    assert_whole(libreoffice.docx(OURS, tmp_path / "a.docx"))


@pytest.mark.slow
@pytest.mark.parametrize("layout", web_pages.LAYOUTS)
def test_a_web_page_is_whole(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(web_pages.LAYOUTS[layout](OURS[0]), "utf-8")
    figures = judged(OURS[:1], read_file(path, path.name))
    assert (figures.whole, figures.lost, figures.added, figures.joined) == (1, 0, 0, 0)


TRUTH = [PrintedArticle("老桥", "", ("桥修好了。",)), PrintedArticle("新路", "", ("路通了。",))]


def test_a_byline_below_a_title_is_read_though_its_name_stands_in_the_text() -> None:
    truth = PrintedArticle("老桥", "李小明", ("李小明修好了桥。",))
    article = Article("", "老桥", ("李小明修好了桥。",), byline="李小明")
    assert judged([truth], ParsedDocument((article,))).lost == 0
    assert judged([truth], ParsedDocument((replace(article, byline=""),))).lost == 3


def test_the_judge_sees_what_is_lost_put_in_and_joined() -> None:
    parsed = ParsedDocument((Article("", "老桥", ("桥修好了。路通了！",)),))
    figures = judged(TRUTH, parsed)
    assert (figures.whole, figures.titles, figures.said) == (0, 1, 0)
    assert (figures.lost, figures.added, figures.joined) == (3, 1, 1)
