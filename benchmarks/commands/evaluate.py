"""`eval`: question sets in, tables of figures out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.development import NAME, DevelopmentSet, read_page
from benchmarks.figures import Measured
from benchmarks.parts import PARTS, VECTORS, variants
from benchmarks.peers import INDEXED, OURS
from benchmarks.public import PublicSet, read_set, sets_in
from benchmarks.questions import Selection, key_of, read_development
from benchmarks.report import as_json, failure_lines, headlines, set_tables
from benchmarks.running import run_all
from retrieval.commands.arguments import PROJECT, add_corpus, add_json, positive, warn_of
from retrieval.corpus import read


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_sets(parser)
    parser.add_argument(
        "--index", action="store_true", help="measure ours from an index on the disk too"
    )
    parser.add_argument(
        "--parts",
        action="store_true",
        help=f"measure ours without each of its parts too ({', '.join(PARTS)}), and, where they are"
        f" installed, {VECTORS}",
    )


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the tables, or one line of JSON."""
    engines = [OURS, INDEXED] if arguments.index else [OURS]
    engines += variants() if arguments.parts else []
    yield from report(arguments, engines)


def add_sets(parser: argparse.ArgumentParser) -> None:
    """Declare which questions are asked, and what is told of them."""
    add_corpus(parser)
    parser.add_argument(
        "--questions",
        type=Path,
        default=PROJECT / "tests" / "questions",
        metavar="DIR",
        help="development questions about the corpus (%(default)s)",
    )
    parser.add_argument(
        "--sources",
        type=Path,
        default=PROJECT / "corpus" / "sources",
        metavar="DIR",
        help="text as received, in which every quote must stand (%(default)s)",
    )
    parser.add_argument(
        "--bench",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="public sets in place of the development questions: a folder with corpus.jsonl and"
        " queries.jsonl, or one of such folders; may be given again",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="development questions, those of blind/ and near/ beside them, and the public"
        " sets in one table",
    )
    parser.add_argument(
        "--half", choices=("tune", "report"), help="only the questions to tune on, or to report"
    )
    parser.add_argument(
        "--sample", type=positive, metavar="N", help="only N questions of a set, chosen at random"
    )
    parser.add_argument("--failures", action="store_true", help="list what our library got wrong")
    parser.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="processes at work (%(default)s)"
    )
    add_json(parser)


def report(arguments: argparse.Namespace, engines: Sequence[str]) -> Iterator[str]:
    """Ask every question of every engine; yield the tables, or one line of JSON."""
    measured = measure(arguments, engines)
    if arguments.json:
        yield json.dumps(as_json(measured, failures=arguments.failures), ensure_ascii=False)
        return
    yield from headlines(measured) if arguments.all else set_tables(measured)
    if arguments.failures:
        yield from failure_lines(f for one in measured if one.engine == OURS for f in one.failures)


def measure(arguments: argparse.Namespace, engines: Sequence[str]) -> list[Measured]:
    """Ask every question of every engine."""
    sets: list[DevelopmentSet | PublicSet] = [*_development_sets(arguments)]
    sets += _public_sets(arguments)
    tasks = [partial(one.measure, engine) for one in sets for engine in engines]
    return run_all(tasks, arguments.jobs)


def _development_sets(arguments: argparse.Namespace) -> Iterator[DevelopmentSet]:
    if arguments.bench and not arguments.all:
        return
    others = [*_others(arguments.questions)] if arguments.all else []
    for folder in (arguments.questions, *others):
        own = folder / "articles"
        corpus = read(own if own.is_dir() else arguments.corpus)
        warn_of(corpus.problems)
        page = None if own.is_dir() else read_page(arguments.sources)
        selection = Selection(arguments.half, arguments.sample)
        dialogues = tuple(selection.of(read_development(folder), key_of))
        blind = "blind " if folder.parent.name == "blind" else ""
        name = blind + folder.name if folder in others else NAME
        yield DevelopmentSet(name, corpus, dialogues, page)


def _others(questions: Path) -> Iterator[Path]:
    """Yield the folders of questions beside the development questions."""
    yield from sorted((questions / "blind").glob("*/"))
    yield from (path for path in [questions / "near"] if path.is_dir())


def _public_sets(arguments: argparse.Namespace) -> Iterator[PublicSet]:
    selection = Selection(arguments.half, arguments.sample)
    for folder in (folder for path in arguments.bench for folder in sets_in(path)):
        asked = read_set(folder, selection)
        warn_of(asked.corpus.problems)
        yield asked
