"""The compiled search, where numba is installed and the archive large enough to need it.

It is loaded in a thread of its own while the first questions are answered without: that takes half
a second, and the first time, when it must be compiled, some ten.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from time import sleep
from typing import Any

import numpy as np

from retrieval.archive.part import Part
from retrieval.archive.pruning import Floats, Gain, Norms, Places

LARGE = 50_000
"""With fewer passages it is not worth its memory (some 80 MB)."""
_MOST = 1000
"""It is made to find so many passages at most."""
_WINDOW = 1 << 16
_LATER = 0.5
"""So many seconds after the first question it is loaded, so that the first answer is not late."""

Search = Callable[..., Any]
"""`retrieval.archive.compiled.search.search`."""


class FastSearch:
    """Finds in some parts what `Pruner` finds, in a fraction of the time."""

    def __init__(self, parts: Sequence[Part], norms: Norms) -> None:
        self._large = len(norms.rough) >= LARGE
        self._bases = [part.base for part in parts]
        spans = [slice(part.base, part.base + len(part.segment)) for part in parts]
        self._segments = [
            (*part.segment.arrays(), norms.rough[span])
            for part, span in zip(parts, spans, strict=True)
        ]
        self._norms = [norms.exact[span] for span in spans]
        self._own = threading.local()

    def best(self, gains: Sequence[Gain], limit: int) -> tuple[Places, Floats] | None:
        """Return passages, the best `limit` among them, with their scores; None: not loaded yet."""
        search = loaded() if self._large and limit <= _MOST else None
        if not search:
            return None
        asked = np.array([(gain.weight, gain.term.idf, gain.bound) for gain in gains])
        best = np.full(limit, -1, dtype=np.float32)
        found, floor = [], 0.0
        for at, base in enumerate(self._bases):
            places = np.array([gain.term.places[at] for gain in gains])
            order = np.argsort(places[:, 1] - places[:, 0], kind="stable")
            of = (asked, places, order, floor)
            passages, scores, floor = search(
                self._segments[at], self._norms[at], of, self._room(), best
            )
            found.append((passages + np.intp(base), scores))
        return np.concatenate([p for p, _ in found]), np.concatenate([s for _, s in found])

    def _room(self) -> tuple[Any, ...]:
        """Return this thread's own arrays for a window."""
        if not hasattr(self._own, "room"):
            kinds = (*(np.float32,) * 3, np.int32, np.int64)
            self._own.room = tuple(np.zeros(_WINDOW + 1, dtype=kind) for kind in kinds)
        room: tuple[Any, ...] = self._own.room
        return room


def loaded() -> Search | None:
    """Return the compiled search if it is there; begin to load it otherwise."""
    found = loading()
    return found.result() if found.done() else None


def wait() -> None:
    """Wait for the compiled search, if a large archive has been asked for anything."""
    if loading.cache_info().currsize:
        loading().result()


@cache
def loading() -> Future[Search | None]:
    """Begin to load it, once; None where numba is not installed, or does not work."""
    found: Future[Search | None] = Future()
    if find_spec("numba"):
        threading.Thread(target=_load, args=(found,), name="load", daemon=True).start()
    else:
        found.set_result(None)
    return found


def _load(found: Future[Search | None]) -> None:
    sleep(_LATER)
    try:
        found.set_result(import_module("retrieval.archive.compiled.search").search)
    except Exception as error:  # noqa: BLE001 - whatever fails, there is a search without it
        why = str(error).partition("\n")[0]
        logging.getLogger(__name__).warning("numba does not work here, done without: %s", why)
        found.set_result(None)
