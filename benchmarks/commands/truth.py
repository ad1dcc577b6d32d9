"""`truth`: whether all that is said of the reports, over sets of questions, is true of them."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.questions import QuestionsError
from benchmarks.truth.asking import Tally
from benchmarks.truth.raw_reports import RawReports
from retrieval.commands.errors import CommandError
from retrieval.library import Library


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--corpus", type=Path, required=True, help="the reports, as for `ask`")
    parser.add_argument("files", type=Path, nargs="+", help="questions, a JSON object a line")
    parser.add_argument("--sample", type=int, default=0, help="how many of them; 0: all")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield how many claims of each kind were checked, and those that are false."""
    asked = [one for file in arguments.files for one in questions(file)]
    if arguments.sample:
        asked = random.Random(0).sample(asked, min(arguments.sample, len(asked)))  # noqa: S311
    tally = Tally()
    tally.ask(Library.open(arguments.corpus), RawReports.read(arguments.corpus), asked)
    yield f"{len(asked)} questions"
    yield from (f"{kind}: {count} checked" for kind, count in sorted(tally.checked.items()))
    yield from (f"FALSE, asked {question}: {said}" for question, said in tally.false)
    if tally.false:
        message = f"{len(tally.false)} of {tally.checked.total()} are false"
        raise CommandError(message)
    yield f"none of {tally.checked.total()} is false"


def questions(file: Path) -> Iterator[str]:
    """Yield the questions of a file, whatever its rows call them, or those of dialogues."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        message = f"{file}: {error.strerror}"
        raise QuestionsError(message) from error
    for row in map(json.loads, lines):
        for turn in row.get("turns", [row]):
            yield turn.get("question") or turn.get("text") or ""
