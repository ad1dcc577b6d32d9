"""`articles`: what is on the shelf."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from retrieval.article import Article
from retrieval.commands.arguments import add_json, add_reports, open_library
from retrieval.commands.terminal import style_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)
    add_reports(parser)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a line for each report."""
    library = open_library(arguments)
    if arguments.json:
        yield from (json.dumps(_record(a), ensure_ascii=False) for a in library.articles)
        return
    style = style_of(sys.stdout)
    for article in library.articles:
        place = f" · {article.place}" if article.place else ""
        details = style.faint(f"{article.byline}{place} · {len(article.texts)}段")
        yield f"{article.id}  {style.strong(f'《{article.title}》')}{details}"
    yield style.faint(f"共{len(library.articles)}篇")


def _record(article: Article) -> dict[str, str | int]:
    return {
        "id": article.id,
        "title": article.title,
        "byline": article.byline,
        "place": article.place,
        "source": article.source,
        "date": article.date,
        "paragraphs": len(article.texts),
    }
