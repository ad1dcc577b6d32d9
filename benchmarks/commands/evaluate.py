"""`eval`: question sets in, tables of figures out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks import development, public
from benchmarks.figures import Measured
from benchmarks.peers import BASELINE, INDEXED, OURS, PEERS, installed
from benchmarks.questions import QuestionsError, Selection, key_of, read_development
from benchmarks.report import as_json, failure_lines, set_tables, style_table
from retrieval.commands.arguments import (
    PROJECT,
    add_corpus,
    add_json,
    open_corpus,
    positive,
    warn_of,
)
from retrieval.commands.errors import CommandError, warn

Task = Callable[[], Measured]


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    _add_questions(parser)
    _add_engines(parser)
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


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the tables, or one line of JSON."""
    try:
        tasks = [*_development_tasks(arguments), *_public_tasks(arguments)]
    except QuestionsError as error:
        raise CommandError(str(error)) from error
    measured = _measure(tasks, arguments.jobs)
    if arguments.json:
        yield json.dumps(as_json(measured, failures=arguments.failures), ensure_ascii=False)
        return
    yield from style_table([one for one in measured if one.questions == development.NAME])
    yield from set_tables([one for one in measured if one.questions != development.NAME])
    if arguments.failures:
        yield from failure_lines(f for one in measured if one.engine == OURS for f in one.failures)


def _add_questions(parser: argparse.ArgumentParser) -> None:
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


def _add_engines(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--baseline", action="store_true", help="measure plain rank_bm25 over jieba's words too"
    )
    parser.add_argument(
        "--index", action="store_true", help="measure ours from an index on the disk too"
    )
    parser.add_argument(
        "--peers", action="store_true", help=f"measure {', '.join(PEERS)} too, where installed"
    )


def _engines(arguments: argparse.Namespace) -> list[str]:
    peers = installed(PEERS) if arguments.peers else []
    if arguments.peers and len(peers) < len(PEERS):
        warn(f"not installed: {', '.join(peer for peer in PEERS if peer not in peers)}")
    indexed = [INDEXED] if arguments.index else []
    return [OURS, *indexed, *([BASELINE] if arguments.baseline else []), *peers]


def _development_tasks(arguments: argparse.Namespace) -> Iterator[Task]:
    if arguments.bench:
        return
    corpus = open_corpus(arguments.corpus)
    selection = Selection(arguments.half, arguments.sample)
    dialogues = selection.of(read_development(arguments.questions), key_of)
    page = development.read_page(arguments.sources)
    for engine in _engines(arguments):
        yield partial(development.measure, engine, corpus, dialogues, page)


def _public_tasks(arguments: argparse.Namespace) -> Iterator[Task]:
    selection = Selection(arguments.half, arguments.sample)
    engines = _engines(arguments) if arguments.bench else []
    for folder in (folder for path in arguments.bench for folder in public.sets_in(path)):
        asked = public.read_set(folder, selection)
        warn_of(asked.corpus.problems)
        for engine in engines:
            yield partial(public.measure_ranking, engine, asked)
            yield partial(public.measure_refusal, engine, asked)


def _measure(tasks: list[Task], jobs: int) -> list[Measured]:
    if jobs == 1:
        return [task() for task in tasks]
    with ProcessPoolExecutor(jobs) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]
