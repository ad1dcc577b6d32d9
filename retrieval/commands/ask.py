"""`ask`: a question, or a file of them, and what the reports say."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from retrieval.answer import Answer, Question, Told
from retrieval.answer_json import record
from retrieval.answering.explanation import Explanation
from retrieval.commands.arguments import add_json, add_reports, open_library, words
from retrieval.commands.batch import Asked, Broken, read_batch
from retrieval.commands.errors import CommandError, warn
from retrieval.commands.terminal import TerminalStyle, answer_lines, style_of
from retrieval.library import Library


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "question",
        nargs="?",
        type=words,
        help="without it, a question a line from standard input: plain text, or JSON"
        ' {"id", "question", "conversation"}',
    )
    parser.add_argument(
        "--why", action="store_true", help="tell what decided: which terms matched where"
    )
    add_json(parser)
    add_reports(parser)


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the answers, one after the other as the questions come."""
    library = open_library(arguments)
    if arguments.question is None:
        asked = read_batch(_standard_input())
    else:
        asked = iter([Asked(None, arguments.question)])
    style = style_of(sys.stdout)
    broken = 0
    for entry, answer in answered(library, asked):
        broken += answer is None
        yield from _json(entry, answer) if arguments.json else _plain(entry, answer, style)
        if arguments.why and not isinstance(entry, Broken):
            yield from _why(library.explain(Question(entry.text)))
    if broken:
        message = f"{broken} of the lines held no question"
        raise CommandError(message)


def answered(
    library: Library, batch: Iterable[Asked | Broken]
) -> Iterator[tuple[Asked | Broken, Answer | None]]:
    """Answer each question, remembering what each conversation was told; None if it is broken."""
    told: dict[str, Told | None] = {}
    for entry in batch:
        if isinstance(entry, Broken):
            yield entry, None
        elif entry.conversation is None:
            yield entry, library.answer(Question(entry.text))
        else:
            about = told.get(entry.conversation)
            answer = library.answer(Question(entry.text, about))
            told[entry.conversation] = answer.told
            yield entry, answer


def _standard_input() -> Iterable[bytes]:
    if sys.stdin is None:
        message = "no question: standard input is closed"
        raise CommandError(message)
    if sys.stdin.isatty():
        warn("请输入问题，一行一个；Ctrl-D 结束。")
    return sys.stdin.buffer


def _why(explanation: Explanation | None) -> Iterator[str]:
    """Tell what decided on a question, a term a line."""
    if explanation is None:
        yield "依据：没有可查的词"
        return
    one = explanation
    sure = f"把握 {one.confidence:.3f}，{one.needed} 起作答"
    yield f"依据（语料 {one.version}）：{one.address}，{sure}"
    yield "  " + " ".join(f"{name}={value:.2f}" for name, value in asdict(one.signals).items())
    for term in one.contributions:
        yield f"  {term.weight:.3f} {term.term} 段内 {term.passage:.1f} 引文 {term.window:.1f}"


def _json(entry: Asked | Broken, answer: Answer | None) -> Iterator[str]:
    if isinstance(entry, Broken):
        error = {"id": entry.id, "error": f"line {entry.line}: {entry.why}"}
        yield json.dumps(error, ensure_ascii=False)
    elif answer is not None:
        yield json.dumps({"id": entry.id, **record(answer)}, ensure_ascii=False)


def _plain(entry: Asked | Broken, answer: Answer | None, style: TerminalStyle) -> Iterator[str]:
    if isinstance(entry, Broken):
        warn(f"line {entry.line}: {entry.why}")
    elif answer is not None:
        if entry.id is not None:
            yield style.faint(f"问：{entry.text}")
        yield from answer_lines(answer, style)
        if entry.id is not None:
            yield ""
