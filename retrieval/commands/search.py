"""`search`: the passages that hold some words, with their scores."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from retrieval.answer_json import quote_records
from retrieval.commands.arguments import add_json, add_reports, open_library, positive, words
from retrieval.commands.errors import warn
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
    found = open_library(arguments).look_up(arguments.words, arguments.limit)
    for typed in found.misread:
        warn(f"没有看懂“{typed}”，没有照它查。")
    if found.first_words:
        warn(f"词太多，只查了前 {found.first_words} 个。")
    style = style_of(sys.stdout)
    for number, passage in enumerate(found.passages):
        if found.part and number == len(found.whole) and not arguments.json:
            yield style.faint("只有其中一部分，或换了说法：")
        if arguments.json:
            (quote,) = quote_records([passage.quote])
            yield json.dumps({"score": passage.score, **quote}, ensure_ascii=False)
        else:
            yield f"{passage.score:7.3f}  {quoted(passage.quote, style)}"
            yield f"         {citation(passage.quote, style)}"
    if not arguments.json:
        yield from (
            f"标题或署名里有：《{one.title}》{one.byline}（{one.id}）" for one in found.reports
        )
    if not (found.passages or found.reports or arguments.json):
        yield f"没有找到“{arguments.words}”。"
