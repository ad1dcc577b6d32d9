"""Documents whose format says what is a heading and what a paragraph → articles.

Nothing is joined or cut here. A document is one article, and its lower headings are paragraphs of
it, unless it has several headings of the first level: then each begins an article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.article import Article
from retrieval.corpus import Problem
from retrieval.importing.document import Document, DocumentBlock, HeldText, ParsedDocument
from retrieval.importing.newspaper.article_builder import UNTITLED
from retrieval.importing.newspaper.boilerplate import printed_date
from retrieval.importing.newspaper.byline import credit, dateline, signature
from retrieval.importing.newspaper.heading import without_label
from retrieval.importing.newspaper.places import place


def articles_of(document: Document, source: str) -> ParsedDocument:
    """Return a document's articles; a paragraph above the first of several headings is held.

    >>> blocks = (DocumentBlock("老桥", 1), DocumentBlock("李小明"), DocumentBlock("桥修好了。"))
    >>> [(a.title, a.byline) for a in articles_of(Document(blocks), "a.md").articles]
    [('老桥', '李小明')]
    """
    problems = [Problem(source, *note) for note in document.notes]
    parts = list(_parts(document))
    held = tuple(
        HeldText(
            source, block.page, block.line, "above the first heading, in no article", block.text
        )
        for block in _above(document, several=len(parts) > 1)
    )
    if len(parts) > 1:
        document = replace(document, byline="")  # nobody wrote all of them
    articles = []
    for title, blocks in parts:
        if article := _article(document, title, blocks, source):
            articles.append(article)
        elif title:
            problems.append(Problem(source, 0, f"set aside, in no article: {title!r} (no text)"))
    return ParsedDocument(tuple(articles), (), tuple(problems), held)


def _titles(document: Document) -> list[int]:
    """Return where the headings of the first level stand, when there are several."""
    found = [number for number, block in enumerate(document.blocks) if block.heading == 1]
    return found if len(found) > 1 else []


def _parts(document: Document) -> Iterator[tuple[str, Sequence[DocumentBlock]]]:
    """Yield the title and the blocks of each article."""
    blocks = document.blocks
    if starts := _titles(document):
        for start, stop in pairwise([*starts, len(blocks)]):
            yield blocks[start].text, blocks[start + 1 : stop]
        return
    first = blocks[0] if blocks else None
    if first and (first.heading or first.text == document.title):
        yield first.text, blocks[1:]
        return
    yield document.title, [block for block in blocks if block.text != document.title]


def _above(document: Document, *, several: bool) -> Sequence[DocumentBlock]:
    starts = _titles(document)
    return document.blocks[: starts[0]] if several and starts else ()


def _article(
    document: Document, title: str, blocks: Sequence[DocumentBlock], source: str
) -> Article | None:
    """Return the article; None when no paragraph is left below its title, byline and date."""
    texts = [block.text for block in blocks]
    byline, date = document.byline, document.date
    while texts and (found := _below_title(texts[0])):
        byline, date = found[0] or byline, found[1] or date
        texts.pop(0)
    if not texts:
        return None
    last, first = signature(texts[-1]), dateline(texts[0])
    named = (last.names if last else ()) or (first.names if first else ())
    return Article(
        id="",
        title=without_label(title) or UNTITLED,
        texts=tuple(texts),
        byline=byline or " ".join(named),
        place=place(texts),
        source=source,
        date=date,
    )


def _below_title(text: str) -> tuple[str, str] | None:
    """Read a line below a title as a byline or a date; None when it is a paragraph."""
    if date := printed_date(text):
        return "", date
    found = credit(text)
    return (text, "") if found and not found.photo else None
