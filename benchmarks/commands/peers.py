"""`peers`: what `eval` measures, of ours beside plain keyword engines."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from benchmarks.commands.evaluate import add_sets, report
from benchmarks.peers import OURS, PEERS
from retrieval.commands.errors import warn


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_sets(parser)
    parser.add_argument(
        "--engine",
        choices=tuple(PEERS),
        action="append",
        help="only this peer; may be given again (all that are installed)",
    )


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the tables, or one line of JSON."""
    yield from report(arguments, [OURS, *installed_of(arguments.engine or PEERS)])


def installed_of(peers: Iterable[str]) -> list[str]:
    """Return those of the peers whose library is there; say which are not."""
    there = [peer for peer in peers if find_spec(PEERS[peer])]
    missing = [peer for peer in peers if peer not in there]
    if missing:
        warn(f"not installed: {', '.join(missing)}")
    return there
