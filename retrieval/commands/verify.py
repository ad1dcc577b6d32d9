"""`verify`: whether the reports say what somebody says they say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from retrieval.analysis.units import cut_before, cut_behind
from retrieval.article import ELLIPSIS
from retrieval.commands.arguments import add_json, add_reports, open_library, words
from retrieval.commands.errors import CommandError, warn
from retrieval.commands.terminal import TerminalStyle, citation, quoted, style_of
from retrieval.verdict_json import quotation_words, record
from retrieval.verification.difference import Difference, Kind
from retrieval.verification.stretch import BREAK, Stretch
from retrieval.verification.verdict import (
    Apart,
    Attribution,
    CheckedQuotation,
    Outcome,
    Piece,
    Verdict,
)

SENTENCES = {
    Outcome.EXACT: "逐字一致",
    Outcome.ABRIDGED: "删节",
    Outcome.SPLICED: "拼接",
    Outcome.DIFFERING: "有出入",
    Outcome.ELSEWHERE: "另有出处",
    Outcome.TOO_SHORT: "太短，证明不了什么",
    Outcome.NOT_FOUND: "未找到",
    Outcome.EMPTY: "没有可核对的文字。",
}
RECOGNISED = "与识别文字一致：这篇报道是从图片识别来的，请再对照原图"
"""What is said in the place of 逐字一致 where a report's words were recognised in a picture."""
KINDS = {
    Kind.WORDING: "文字",
    Kind.PUNCTUATION: "标点",
    Kind.FORM: "全半角或引号样式",
    Kind.SCRIPT: "繁简",
    Kind.NUMBER: "数字写法",
    Kind.SPACE: "空白",
}
APART = {
    Apart.ORDER: "报道里的先后次序不是这样",
    Apart.REPORTS: "分别出自不同的报道",
    Apart.FAR: "在报道里相隔很远",
}
ATTRIBUTIONS = {
    Attribution.NONE: "",
    Attribution.CONFIRMED: "",
    Attribution.UNCHECKED: "报道没有注明报名，出处“{frame.source}”没有核对。",
    Attribution.OTHER_SOURCE: "不是出自“{frame.source}”。",
    Attribution.OTHER_SPEAKER: "报道里说这话的不是“{frame.speaker}”。",
}
_SHOWN = 60
"""So many characters that are left out are shown whole; of more, both ends."""


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


def verdict_lines(verdict: Verdict, style: TerminalStyle) -> Iterator[str]:
    """Yield a verdict as a person reads it, line by line."""
    if verdict.outcome is Outcome.EMPTY:
        yield SENTENCES[Outcome.EMPTY]
    for quotation in verdict.quotations:
        if len(verdict.quotations) > 1:
            yield style.faint(f"引文：{quotation_words(quotation)}")
        yield from _quotation_lines(quotation, style)
    if verdict.unread:
        yield f"引文太长，后面{verdict.unread}个字没有核对。"


def _quotation_lines(quotation: CheckedQuotation, style: TerminalStyle) -> Iterator[str]:
    alike = quotation.worded_alike and quotation.pieces[0].differences
    why = APART[quotation.apart] if quotation.apart else "只是写法、字形或空白不同" if alike else ""
    recognised = any(piece.is_recognised for piece in quotation.pieces)
    sentence = RECOGNISED if recognised and quotation.worded_alike else SENTENCES[quotation.outcome]
    yield style.strong(sentence) + (why and f"：{why}")
    if told := ATTRIBUTIONS[quotation.attribution].format(frame=quotation.frame):
        yield told
    for piece in quotation.pieces:
        if len(quotation.pieces) > 1:
            yield style.faint(f"片段：{piece.text}")
        yield from _piece_lines(piece, style, is_part=len(quotation.pieces) > 1)
    for gap in quotation.left_out:
        yield f"略去：{_clipped(gap.text)}"
    for negation in quotation.negations:
        yield f"注意原句的“{style.strong(negation.word.text)}”：{negation.sentence.text}"
    if quotation.outcome is Outcome.DIFFERING and any(piece.joined for piece in quotation.pieces):
        yield "这些话在报道里并不相连。"


def _piece_lines(piece: Piece, style: TerminalStyle, *, is_part: bool) -> Iterator[str]:
    if is_part and piece.outcome is not Outcome.EXACT:
        yield SENTENCES[piece.outcome]
    for difference in piece.differences:
        yield f"  {_told(piece, difference, style)}"
    for article in piece.titles:
        yield style.faint(f"——标题：《{article.title}》（{article.id}）")
    for article in piece.bylines:
        yield style.faint(f"——作者：{article.byline}，《{article.title}》（{article.id}）")
    for place in piece.places[: 1 if is_part else None]:
        whole = place.in_sentences()
        if piece.differences:
            yield f"原文：{place.text}"
        elif whole.text != place.text:
            yield f"原句：{_marked(whole, style)}"
        yield citation(place.quotes[0], style)
    hidden = piece.count - len(piece.places)
    if hidden > 0 or piece.more:
        yield style.faint(f"共{piece.count}处{'以上' if piece.more else ''}")


def _marked(place: Stretch, style: TerminalStyle) -> str:
    """Return whole sentences with the words quoted marked."""
    return BREAK.join(quoted(quote, style) for quote in place.quotes)


def _clipped(text: str) -> str:
    if len(text) <= _SHOWN:
        return text
    first, last = cut_before(text, _SHOWN // 2), cut_behind(text, len(text) - _SHOWN // 2)
    return f"{text[:first]}{ELLIPSIS}{text[last:]}（{len(text)}字）"


def _told(piece: Piece, difference: Difference, style: TerminalStyle) -> str:
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
