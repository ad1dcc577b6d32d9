"""`verify`: whether the reports say what somebody says they say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from retrieval.answer_json import article_records, quote_records
from retrieval.commands.arguments import add_json, add_reports, open_library, words
from retrieval.commands.errors import CommandError, warn
from retrieval.commands.terminal import Style, citation, style_of
from retrieval.verification.difference import Difference, Kind
from retrieval.verification.verdict import Outcome, Piece, Verdict

SENTENCES = {
    Outcome.EXACT: "逐字一致",
    Outcome.DIFFERING: "有出入",
    Outcome.NOT_FOUND: "未找到",
    Outcome.EMPTY: "没有可核对的文字。",
}
KINDS = {
    Kind.WORDING: "文字",
    Kind.PUNCTUATION: "标点",
    Kind.FORM: "全半角或引号样式",
    Kind.SCRIPT: "繁简",
    Kind.SPACE: "空白",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "quotation", nargs="?", type=words, help="without it, all of standard input"
    )
    add_json(parser)
    add_reports(parser)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the verdict."""
    library = open_library(arguments)
    text = _standard_input() if arguments.quotation is None else arguments.quotation
    verdict = library.verify(text)
    if arguments.json:
        yield json.dumps(record(verdict), ensure_ascii=False)
    else:
        yield from verdict_lines(verdict, style_of(sys.stdout))


def verdict_lines(verdict: Verdict, style: Style) -> Iterator[str]:
    """Yield a verdict as a person reads it, line by line."""
    if verdict.outcome is Outcome.EMPTY:
        yield SENTENCES[Outcome.EMPTY]
    for piece in verdict.pieces:
        if len(verdict.pieces) > 1:
            yield style.faint(f"引文：{piece.text}")
        yield from _piece_lines(piece, style)
    if any(piece.joined for piece in verdict.pieces):
        yield "这些话在报道里并不相连。"
    if verdict.unread:
        yield f"引文太长，后面{verdict.unread}个字没有核对。"


def _piece_lines(piece: Piece, style: Style) -> Iterator[str]:
    alike = "：只是字形、空白不同" if piece.differences and piece.worded_alike else ""
    yield style.strong(SENTENCES[piece.outcome]) + alike
    for difference in piece.differences:
        yield f"  {_told(piece, difference, style)}"
    for article in piece.titles:
        yield style.faint(f"——标题：《{article.title}》（{article.id}）")
    for place in piece.places:
        if piece.differences:
            yield f"原文：{place.text}"
        yield citation(place.quotes[0], style)
    hidden = piece.count - len(piece.places)
    if hidden > 0 or piece.more:
        yield style.faint(f"共{piece.count}处{'以上' if piece.more else ''}")


def _told(piece: Piece, difference: Difference, style: Style) -> str:
    claimed = style.strong(_shown(piece.text[slice(*difference.claimed)]))
    source = style.answering(_shown(piece.places[0].text[slice(*difference.source)]))
    if not claimed:
        return f"漏{KINDS[difference.kind]}：{source}"
    if not source:
        return f"多{KINDS[difference.kind]}：{claimed}"
    return f"改{KINDS[difference.kind]}：{claimed} → {source}"


def _shown(text: str) -> str:
    """Make white space visible where there is nothing else."""
    return text.replace("\n", "⏎").replace(" ", "␣") if text.isspace() else text


def record(verdict: Verdict) -> dict[str, object]:
    """Write a verdict down as plain JSON values."""
    pieces = [_piece_record(piece) for piece in verdict.pieces]
    return {"outcome": verdict.outcome.value, "pieces": pieces, "unread": verdict.unread}


def _piece_record(piece: Piece) -> dict[str, object]:
    return {
        "text": piece.text,
        "outcome": piece.outcome.value,
        "worded_alike": piece.worded_alike,
        "joined": piece.joined,
        "places": [quote_records(place.quotes) for place in piece.places],
        "count": piece.count,
        "more": piece.more,
        "titles": article_records(piece.titles),
        "differences": [
            {
                "kind": one.kind.value,
                "claimed": {"text": piece.text[slice(*one.claimed)], "span": list(one.claimed)},
                "source": {
                    "text": piece.places[0].text[slice(*one.source)],
                    "span": list(one.source),
                },
            }
            for one in piece.differences
        ],
    }


def _standard_input() -> str:
    if sys.stdin is None:
        message = "no quotation: standard input is closed"
        raise CommandError(message)
    if sys.stdin.isatty():
        warn("请输入引文；Ctrl-D 结束。")
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        message = "standard input: not UTF-8"
        raise CommandError(message) from None
