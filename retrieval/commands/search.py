"""`search`: the passages that hold some words, with their scores."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from retrieval.answer_json import quote_records
from retrieval.commands.arguments import add_json, add_reports, open_library, positive, words
from retrieval.commands.terminal import citation, quoted, style_of


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("words", type=words, help="what to look for")
    parser.add_argument(
        "--limit", type=positive, default=10, metavar="N", help="how many at most (%(default)s)"
    )
    add_json(parser)
    add_reports(parser)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the passages, best first."""
    passages = open_library(arguments).search(arguments.words, arguments.limit)
    style = style_of(sys.stdout)
    for passage in passages:
        if arguments.json:
            (quote,) = quote_records([passage.quote])
            yield json.dumps({"score": passage.score, **quote}, ensure_ascii=False)
        else:
            yield f"{passage.score:7.3f}  {quoted(passage.quote, style)}"
            yield f"         {citation(passage.quote, style)}"
    if not passages and not arguments.json:
        yield f"报道里没有找到“{arguments.words}”。"
