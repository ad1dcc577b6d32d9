"""The compiled search, where numba is installed and the archive large enough to need it.

It is loaded in a thread of its own while the first questions are answered without: that takes half
a second, and the first time, when it must be compiled, some fifteen.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import cache, lru_cache, reduce
from importlib import import_module
from importlib.util import find_spec
from time import sleep
from typing import Any, NamedTuple

import numpy as np

from retrieval.index.archive import ahead
from retrieval.index.archive.array_file import Float64s, Int64s
from retrieval.index.archive.pruning import Norms, Places
from retrieval.index.archive.segment_view import SegmentView
from retrieval.index.archive.term_ids import TermIds, key
from retrieval.index.bm25 import idf

LARGE = 50_000
"""With fewer passages it is not worth its memory (some 80 MB)."""
_MOST = 1000
"""It is made to find so many passages at most."""
_WINDOW = 1 << 16
_LONG = 1 << 21
"""So many postings each thread has room for; for more, room is made each time."""
_LATER = 0.5
"""So many seconds after the first question it is loaded, so that the first answer is not late."""


class Compiled(NamedTuple):
    """What is loaded: `term_dictionary.look_up` and `segment_search.search` of `compiled`."""

    look_up: Callable[..., Any]
    search: Callable[..., Any]


class FastPart:
    """A part of the archive, as the compiled search takes it."""

    def __init__(self, part: SegmentView, norms: Norms, growth: float) -> None:
        segment, span = part.segment, slice(part.base, part.base + len(part.segment))
        self.part, self.growth, self.exact = part, growth, norms.exact[span]
        file, maps = segment.file, segment.maps
        names = ("keys", "starts", "bounds", "passages", "counts", "bits", "ranks")
        places = [file.place(name) for name in names]
        where = np.array([file.descriptor, len(segment.keys), maps.words, *places])
        self.dictionary = where, segment.fence, maps.terms, file.seen
        lists = np.array([file.descriptor, file.place("passages"), file.place("counts")])
        self.held = lists, file.unchecked("counts"), *maps.all(), norms.rough[span]

    def look_up(
        self, look_up: Callable[..., Any], keys: TermIds
    ) -> tuple[Int64s, Int64s, Float64s]:
        """Return where terms stand, in how many living passages, and what bounds them; checked."""
        places, bounds = look_up(self.dictionary, keys)
        for start, stop, row, _ in places[places[:, 3] == 0].tolist():
            self.part.segment.check(start, stop, row)
        sizes = places[:, 1] - places[:, 0]
        if len(self.part.tombstones.keys):
            sizes -= [self.part.tombstones.frequency(key) for key in keys.tolist()]
        return places, sizes, bounds.astype(np.float64) * self.growth


class FastSearch:
    """Finds in some parts what `Pruner` finds, in a fraction of the time."""

    def __init__(self, parts: Sequence[SegmentView], norms: Norms, growth: Sequence[float]) -> None:
        """`growth` is how much larger the bounds of each part may be than they are written."""
        self._large = len(norms.rough) >= LARGE
        self._parts = [FastPart(p, norms, g) for p, g in zip(parts, growth, strict=True)]
        self._checking = False
        self._own = threading.local()
        self._key = lru_cache(1 << 14)(key)

    def best(
        self, weights: Mapping[str, float], limit: int, living: int
    ) -> tuple[Places, Float64s] | None:
        """Return passages, the best `limit` among them, with their scores; None: not loaded yet.

        `living` is how many passages count.
        """
        code = self._code() if limit <= _MOST else None
        if not code:
            return None
        keys = np.array([self._key(text) for text in weights], dtype=np.uint64)
        looked_up = [part.look_up(code.look_up, keys) for part in self._parts]
        sizes = reduce(np.add, (sizes for _, sizes, _ in looked_up))
        idfs = [idf(living, size) for size in sizes.tolist()]
        asked = np.array([list(weights.values()), idfs])
        ratios = reduce(np.maximum, (ratios for *_, ratios in looked_up))
        best = np.full(limit, -1, dtype=np.float32)
        found, floor = [], 0.0
        for part, (places, _, _) in zip(self._parts, looked_up, strict=True):
            lengths = (places[:, 1] - places[:, 0]) * (asked[1] > 0)
            order = lengths.argsort()[len(lengths) - np.count_nonzero(lengths) :]
            of = asked, ratios, places, order, floor
            room = self._lists(int(lengths.sum())), self._room()
            passages, scores, floor = code.search(part.held, part.exact, of, room, best)
            found.append((passages + np.intp(part.part.base), scores))
        return np.concatenate([p for p, _ in found]), np.concatenate([s for _, s in found])

    def _code(self) -> Compiled | None:
        """Return what is compiled if it is there; begin what is done beside the first questions."""
        if not self._large:
            return None
        if not self._checking:
            self._checking = True
            ahead.check([part.part.segment.file for part in self._parts])
        return loaded()

    def _lists(self, postings: int) -> tuple[Any, ...]:
        """Return room for the lists of a question: this thread's own, if they are not long."""
        if postings > _LONG:
            return np.empty(postings, np.int32), np.empty(postings, np.uint8)
        if not hasattr(self._own, "lists"):
            self._own.lists = np.empty(_LONG, np.int32), np.empty(_LONG, np.uint8)
        lists: tuple[Any, ...] = self._own.lists
        return lists

    def _room(self) -> tuple[Any, ...]:
        """Return this thread's own arrays for a window."""
        if not hasattr(self._own, "room"):
            rows = np.zeros((4, 2 * _WINDOW), dtype=np.float32)
            self._own.room = (*rows[:3], rows[3].view(np.int32))
        room: tuple[Any, ...] = self._own.room
        return room


def loaded() -> Compiled | None:
    """Return the compiled search if it is there; begin to load it otherwise."""
    found = loading()
    return found.result() if found.done() else None


def wait() -> None:
    """Wait for what a large archive begins at its first question: to load this, and to check."""
    ahead.wait()
    if loading.cache_info().currsize:
        loading().result()


@cache
def loading() -> Future[Compiled | None]:
    """Begin to load it, once; None where numba is not installed, or does not work."""
    found: Future[Compiled | None] = Future()
    if find_spec("numba"):
        threading.Thread(target=_load, args=(found,), name="load", daemon=True).start()
    else:
        found.set_result(None)
    return found


def _load(found: Future[Compiled | None]) -> None:
    sleep(_LATER)
    try:
        home = "retrieval.index.archive.compiled"
        look_up = import_module(f"{home}.term_dictionary").look_up
        found.set_result(Compiled(look_up, import_module(f"{home}.segment_search").search))
    except Exception as error:  # noqa: BLE001 - whatever fails, there is a search without it
        why = str(error).partition("\n")[0]
        logging.getLogger(__name__).warning("numba does not work here, done without: %s", why)
        found.set_result(None)
