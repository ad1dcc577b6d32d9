"""Scans and pictures → articles, whose words were recognised and are marked so.

Only what two readings agree on becomes an article: one with a doubtful line, or beside which a
line may be missing, is held back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from retrieval.article import RECOGNISED, Article
from retrieval.corpus import Problem
from retrieval.importing.document import HeldText, ParsedDocument, UnreadableError
from retrieval.importing.formats.pdf_layout import page_text
from retrieval.importing.newspaper.parser import parse_blocks
from retrieval.importing.recognition.picture import recognise, recognise_page
from retrieval.importing.recognition.recognised_text import RecognisedText

MAX_SCANNED_PAGES = 40
"""A page takes some ten seconds."""


def read_scan(path: Path, pages: int, source: str) -> ParsedDocument:
    """Recognise a PDF of pictures, a page at a time; UnreadableError when it has too many."""
    if pages > MAX_SCANNED_PAGES:
        message = f"a scan of {pages:,} pages; at most {MAX_SCANNED_PAGES} are recognised at once"
        raise UnreadableError(message)
    return recognised((recognise_page(path, number) for number in range(1, pages + 1)), source)


def read_picture(path: Path, source: str) -> ParsedDocument:
    """Recognise a picture of a page."""
    return recognised([recognise(path.read_bytes())], source)


def recognised(pages: Iterable[RecognisedText], source: str) -> ParsedDocument:
    """Return the articles of pages whose text was recognised."""
    lines = [
        [replace(line, printed=replace(line.printed, page=number)) for line in page.lines]
        for number, page in enumerate(pages, 1)
    ]
    parsed = parse_blocks(page_text([[line.printed for line in page] for page in lines]), source)
    doubtful = [line for page in lines for line in page if line.doubt]
    problems = [
        Problem(source, 0, f"page {line.printed.page}: {line.text!r}: {line.doubt}")
        for line in doubtful
    ]
    articles, held = [], list(parsed.held)
    for article in parsed.articles:
        words = "".join((article.title, article.byline, *article.texts))
        found = [line for line in doubtful if line.text in words]
        if found:
            why = f"recognised with doubts in {len(found)} lines, such as {found[0].text!r}"
            held.append(HeldText(source, found[0].printed.page, 0, why, _whole(article)))
        else:
            articles.append(replace(article, source=f"{article.source}{RECOGNISED}"))
    return ParsedDocument(tuple(articles), parsed.aside, (*parsed.problems, *problems), tuple(held))


def _whole(article: Article) -> str:
    return "\n\n".join(filter(None, (article.title, article.byline, *article.texts)))
