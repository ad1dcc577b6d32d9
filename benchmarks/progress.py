"""Signs of life on standard error while something long is measured."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

Item = TypeVar("Item")

INTERVAL = 5.0
"""Seconds between two signs; what is done sooner says nothing."""


def watched(items: Sequence[Item], name: str) -> Iterator[Item]:
    """Yield the items, saying every few seconds how many of them are done."""
    said = monotonic()
    for done, item in enumerate(items):
        if monotonic() - said > INTERVAL:
            said = monotonic()
            sys.stderr.write(f"{name}: {done} of {len(items)}\n")
        yield item
