"""The candidates of one question laid out as one text: passages, sentences and windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from retrieval.article import Span
from retrieval.language.sentences import ENDS, QUOTE_LENGTH, sentences

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_BREAK = "\0"
"""What parts passages: no pattern takes it for white space within a number."""
_ENDS = [ord(mark) for mark in ENDS]


@dataclass(frozen=True, slots=True)
class Spread:
    """C passages, S sentences and W windows, laid out as one text.

    `codes` are the code points of `text`. `offsets` (C), `starts` and `stops` (S) count characters
    of `text`; `heads` (C) is each passage's first sentence; `passage` (S) the passage of each
    sentence. A window is a run of neighbouring sentences from `first` to `last` (W, both included)
    of passage `owner` that fits in a quote and cannot grow on either side.
    """

    text: str
    codes: NDArray[np.uint32]
    offsets: Ints
    starts: Ints
    stops: Ints
    heads: Ints
    passage: Ints
    first: Ints
    last: Ints
    owner: Ints

    def span(self, window: int) -> Span:
        """Where the window stands in its passage."""
        offset = self.offsets[self.owner[window]]
        start, stop = self.starts[self.first[window]], self.stops[self.last[window]]
        return int(start - offset), int(stop - offset)

    def bounds(self) -> tuple[Ints, Ints]:
        """Where each window starts and stops in `text`."""
        return self.starts[self.first], self.stops[self.last]

    def whole(self) -> Floats:
        """Tell which windows (W) stop where a sentence ends, 1 or 0."""
        stops = self.stops[self.last]
        ended = np.isin(self.codes[stops - 1], _ENDS) | (self.codes[stops] == ord(_BREAK))
        whole: Floats = ended.astype(np.float64)
        return whole

    def best(self, values: Floats) -> Floats:
        """Turn values of sentences (… x S) into those of windows (… x W): the highest in each."""
        padded = np.concatenate([values, np.zeros((*values.shape[:-1], 1))], axis=-1)
        pairs = np.stack([self.first, self.last + 1], axis=1).ravel()
        result: Floats = np.maximum.reduceat(padded, pairs, axis=-1)[..., ::2]
        return result


def lay_out(texts: Sequence[str]) -> Spread:
    """Lay passages (none of them blank) out as one text; a blank sentence is none."""
    text = _BREAK.join([*texts, ""])
    own = [[s for s in sentences(each) if not each[slice(*s)].isspace()] for each in texts]
    counts = np.array([len(each) for each in own])
    offsets = np.cumsum([0, *(len(each) + len(_BREAK) for each in texts[:-1])])
    passage = np.repeat(np.arange(len(texts)), counts)
    places = np.fromiter(chain.from_iterable(chain.from_iterable(own)), np.int64).reshape(-1, 2)
    starts, stops = (places + offsets[passage, None]).T
    heads = np.cumsum(counts) - counts
    first, last = _windows(starts, stops, heads[passage], (heads + counts - 1)[passage])
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return Spread(text, codes, offsets, starts, stops, heads, passage, first, last, passage[first])


def _windows(starts: Ints, stops: Ints, heads: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Return first and last sentence of each window, given those of each sentence's passage."""
    longest = np.searchsorted(stops, starts + QUOTE_LENGTH, side="right") - 1
    last = np.minimum(longest, ends)
    sentence = np.arange(len(starts))
    grown = np.diff(last, prepend=-1) > 0
    first = np.flatnonzero((sentence == heads) | grown)
    return first, last[first]
