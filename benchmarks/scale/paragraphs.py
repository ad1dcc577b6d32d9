"""As many paragraphs as are wanted, from the text that is given."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from retrieval.analysis.sentences import sentences
from retrieval.article import Article
from retrieval.corpus import read

_CLAUSES = 2
"""A sentence of a made paragraph is put together from parts of so many sentences of the text."""


def write_paragraphs(source: Path, target: Path, count: int) -> str:
    """Write `count` paragraphs of {id, title, text} to `target`; return what they are.

    Those of `source` first. If they are too few, more are made of their clauses in another
    order, as long as theirs, so that words, and how many there are in a paragraph, stay real.
    """
    articles = read(source).articles
    own = [(article.title, text) for article in articles for text in article.texts if text.strip()]
    with target.open("w", encoding="utf-8") as file:
        for number, (title, text) in zip(range(count), _enough(own), strict=False):
            row = {"id": f"p{number}", "title": title, "text": text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    made = max(0, count - len(own))
    return f"{count - made:,} paragraphs of {source.name}" + (
        f", and {made:,} made of their clauses in another order" if made else ""
    )


def read_paragraphs(path: Path) -> Iterator[Article]:
    """Read what was written."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield Article(row["id"], row["title"], (row["text"],))


def questions_of(path: Path, count: int) -> list[str]:
    """Make questions of clauses of the paragraphs at `path`, evenly spread."""
    articles = list(read_paragraphs(path))
    step = max(1, len(articles) // count)
    asked = []
    for article in articles[::step][:count]:
        text = article.texts[0]
        start, stop = max(sentences(text), key=lambda span: span[1] - span[0])
        asked.append(text[start:stop][:18])
    return asked


def _enough(own: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs, then made ones without end."""
    yield from own
    chance = random.Random(0)  # noqa: S311 - no secret
    clauses = [
        text[start:stop]
        for _, text in own
        for start, stop in sentences(text, limit=30)
        if stop - start > _CLAUSES
    ]
    while clauses:
        title, model = chance.choice(own)
        text = ""
        while len(text) < len(model):
            text += chance.choice(clauses)
        yield title, text
