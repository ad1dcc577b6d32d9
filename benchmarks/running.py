"""Long measurements: several processes at work, and signs of life on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

INTERVAL = 5.0
"""Seconds between two signs; what is done sooner says nothing."""


def run_all(tasks: Sequence[Callable[[], Result]], jobs: int = 1) -> list[Result]:
    """Do the tasks (which can be pickled), `jobs` at a time in processes; return what they do."""
    if jobs == 1:
        return [task() for task in tasks]
    with ProcessPoolExecutor(jobs) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]


def watched(items: Sequence[Item], name: str) -> Iterator[Item]:
    """Yield the items, saying every few seconds how many of them are done."""
    said = monotonic()
    for done, item in enumerate(items):
        if monotonic() - said > INTERVAL:
            said = monotonic()
            sys.stderr.write(f"{name}: {done} of {len(items)}\n")
        yield item
