"""`tune`: learn the weights of the signals from public sets, and show what they are worth."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.public import sets_in
from benchmarks.report import table
from benchmarks.tuning.data_set import DataSet, data_sets
from benchmarks.tuning.tuner import Tuner, sure
from retrieval.commands.arguments import positive
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
        "--sample",
        type=positive,
        metavar="N",
        help="at most N questions of a set, chosen at random (all of them)",
    )
    parser.add_argument(
        "--jobs", type=positive, default=2, metavar="N", help="processes at work (%(default)s)"
    )
    parser.add_argument(
        "--vectors",
        action="store_true",
        help="learn what vectors of sentences count, and hold the other weights (`make meaning`)",
    )
    parser.add_argument("--write", action="store_true", help=f"keep the weights in {PATH.name}")


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the weights as TOML, then a table of figures."""
    folders = [folder for path in arguments.bench for folder in sets_in(path)]
    sets = [one for folder in folders for one in data_sets(folder, arguments.sample)]
    tuner = Tuner(sets, arguments.jobs, vectors=arguments.vectors)
    weights = tuner.tune()
    trials = tuner.judge(weights)
    # The confidence is that of words alone, with vectors and without.
    weights = weights if arguments.vectors else sure(weights, trials)
    yield from weights.toml()
    if arguments.write:
        PATH.write_text("\n".join([*_header(sets), *weights.toml(), ""]), "utf-8")
    yield ""
    yield from table(list(tuner.figures(weights, trials)))


def _header(sets: Sequence[DataSet]) -> Iterator[str]:
    yield "# Written by `python -m benchmarks tune --write`, learned on the tuning halves of"
    for one in sets:
        yield f"#   {one.name}: {sum(task.half == 'tune' for task in one.tasks)} questions"
    yield ""
