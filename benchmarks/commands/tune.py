"""`tune`: learn the weights of the signals from public sets, and show what they are worth."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.public import sets_in
from benchmarks.questions import QuestionsError
from benchmarks.report import table
from benchmarks.tuning.exercise import Exercise, exercises
from benchmarks.tuning.tuner import Tuner
from retrieval.commands.arguments import positive
from retrieval.commands.errors import CommandError
from retrieval.ranking.weights import PATH


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--bench",
        type=Path,
        action="append",
        required=True,
        metavar="DIR",
        help="public sets: a folder with corpus.jsonl and queries.jsonl, or one of such folders;"
        " may be given again",
    )
    parser.add_argument(
        "--sample", type=positive, metavar="N", help="only N questions of a set, chosen at random"
    )
    parser.add_argument("--write", action="store_true", help=f"keep the weights in {PATH.name}")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the weights as TOML, then a table of figures."""
    try:
        found = list(_exercises(arguments))
    except QuestionsError as error:
        raise CommandError(str(error)) from error
    tuner = Tuner(found)
    weights = tuner.tune()
    yield from weights.toml()
    if arguments.write:
        PATH.write_text("\n".join([_header(found), *weights.toml(), ""]), "utf-8")
    yield ""
    yield from table(list(tuner.figures(weights)))


def _exercises(arguments: argparse.Namespace) -> Iterator[Exercise]:
    for path in arguments.bench:
        for folder in sets_in(path):
            yield from exercises(folder, arguments.sample)


def _header(found: list[Exercise]) -> str:
    counts = [(each.name, sum(task.half == "tune" for task in each.tasks)) for each in found]
    sets = "".join(f"#   {name}: {count} questions\n" for name, count in counts)
    return (
        f"# Written by `python -m benchmarks tune --write`, learned on the tuning halves of\n{sets}"
    )
