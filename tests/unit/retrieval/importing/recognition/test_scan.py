"""Recognised words are marked so everywhere, and doubtful ones are in no article."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from retrieval.article import RECOGNISED, Article
from retrieval.citation.address import Reference
from retrieval.citation.citation import gbt7714, short
from retrieval.corpus import Corpus
from retrieval.importing.document import UnreadableError
from retrieval.importing.formats.printed_line import PrintedLine
from retrieval.importing.importer import FrontMatter
from retrieval.importing.recognition.picture import RecognitionMissingError, recognise
from retrieval.importing.recognition.recognised_text import RecognisedLine, RecognisedText
from retrieval.importing.recognition.scan import recognised
from retrieval.library import Library
from tests.unit.retrieval.importing.formats.test_pdf_layout import BRIDGE, ROAD, column, line


def page(doubtful: str = "") -> RecognisedText:
    """Two articles, one below the other."""
    drawn: list[PrintedLine] = [
        line("老桥新生", 40, 120, 20),
        *column([BRIDGE, BRIDGE], 40, 160),
        line("新路通车", 40, 400, 20),
        *column([ROAD, ROAD], 40, 440),
    ]
    return RecognisedText(
        tuple(RecognisedLine(one, "hardly legible" * (one.text == doubtful)) for one in drawn)
    )


def test_recognised_articles_are_marked() -> None:
    parsed = recognised([page()], "a.jpg")
    assert [(a.title, a.source) for a in parsed.articles] == [
        ("老桥新生", "a.jpg（识别文字）"),
        ("新路通车", "a.jpg（识别文字）"),
    ]
    assert parsed.held == ()


def test_an_article_with_a_doubtful_line_is_held_back_and_the_other_is_not() -> None:
    parsed = recognised([page(doubtful=column([ROAD], 40)[1].text)], "a.jpg")
    assert [article.title for article in parsed.articles] == ["老桥新生"]
    (held,) = parsed.held
    assert held.page == 1
    assert "新路通车" in held.text
    assert any("hardly legible" in problem.why for problem in parsed.problems)


REPORT = Article(
    "a01", "老桥新生", (BRIDGE,), "李小明", "", "某报 第3版" + RECOGNISED, "2026-05-01"
)


def test_a_verdict_on_recognised_words_is_never_clean() -> None:
    verdict = Library(Corpus((REPORT,))).verify(BRIDGE)
    assert verdict.is_recognised
    assert not verdict.is_clean
    printed = Article("a02", "老桥新生", (BRIDGE,), "李小明", "", "某报", "2026-05-01")
    assert Library(Corpus((printed,))).verify(BRIDGE).is_clean


def test_every_citation_says_that_words_were_recognised() -> None:
    reference = Reference(REPORT, 1, 1)
    assert RECOGNISED in short(reference)
    standard = gbt7714(reference)
    assert standard
    assert standard.startswith("李小明. 老桥新生[N]. 某报, 2026-05-01(3)")
    assert RECOGNISED in standard


def test_the_mark_stays_when_source_and_page_are_given() -> None:
    article = FrontMatter("湖州日报", "2026-05-01", 3).of(REPORT)
    assert article.source == "湖州日报 第3版（识别文字）"
    assert article.is_recognised


def test_a_picture_that_is_too_large_or_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(UnreadableError, match="larger than 20,000,000 bytes"):
        recognise(bytes(20_000_001))


@pytest.mark.slow
def test_what_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = tmp_path / "python"
    without.write_text('#!/bin/sh\necho \'{"missing": "rapidocr is not installed: `make ocr`"}\'\n')
    without.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(without))
    with pytest.raises(RecognitionMissingError, match="make ocr"):
        recognise(b"a picture")


@pytest.mark.slow
def test_a_picture_of_two_lines_is_read() -> None:
    pytest.importorskip("rapidocr", reason="recognition is an extra: make ocr")
    clippings = pytest.importorskip("benchmarks.importing.clippings")
    if not clippings.fonts():
        pytest.skip("no Chinese font is installed")
    from benchmarks.importing.printed_article import PrintedArticle  # noqa: PLC0415

    article = PrintedArticle("老桥新生", "", (BRIDGE,))
    (clipping,) = clippings.clippings([article], 1)
    found = recognise(clipping.picture)
    assert "镇里修好了村口的老桥" in "".join(found.paragraphs)
