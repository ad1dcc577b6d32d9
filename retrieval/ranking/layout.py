"""The candidates of one question laid out as one text: passages, sentences and windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis.sentences import ENDS, QUOTE_LENGTH, sentences
from retrieval.article import Span

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]
"""Code points."""

BREAK = "\0"
"""What parts passages: no pattern takes it for white space within a number."""
_ENDS = np.array([ord(mark) for mark in ENDS], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Layout:
    """C passages, S sentences and W windows, laid out as one text; beside them other texts.

    `codes` (N) are the code points of `text`; the passages take up the first `size` of them.
    `offsets` (C), `starts` and `stops` (S) count characters of `text`; `heads` (C) is each
    passage's first sentence, `counts` (C) how many it has, `passage` (S) the passage of each. A
    window is a run of neighbouring sentences from `first` to `last` (W, both included) of passage
    `owner` that fits in a quote and cannot grow on either side; `opening` (C) is each passage's
    first. `stretch` (N) is the sentence of each character; S + n that of the n-th text beside.
    """

    text: str
    codes: Codes
    offsets: Ints
    starts: Ints
    stops: Ints
    heads: Ints
    counts: Ints
    passage: Ints
    first: Ints
    last: Ints
    owner: Ints
    opening: Ints
    stretch: Ints
    size: int

    def spans(self, windows: Ints | list[int]) -> list[Span]:
        """Where each of `windows` stands in its passage."""
        offsets = self.offsets[self.owner[windows]]
        starts, stops = self.starts[self.first[windows]], self.stops[self.last[windows]]
        return list(zip((starts - offsets).tolist(), (stops - offsets).tolist(), strict=True))

    def span(self, window: int) -> Span:
        """Where the window stands in its passage."""
        return self.spans([window])[0]

    def bounds(self) -> tuple[Ints, Ints]:
        """Where each window starts and stops in `text`."""
        return self.starts[self.first], self.stops[self.last]

    def whole(self) -> Floats:
        """Tell which windows (W) stop where a sentence ends, 1 or 0."""
        stops = self.stops[self.last]
        ended = (self.codes[stops - 1][:, None] == _ENDS).any(axis=1)
        whole: Floats = (ended | (self.codes[stops] == ord(BREAK))).astype(np.float64)
        return whole

    def best(self, values: Floats) -> Floats:
        """Turn values of sentences (S x …) into those of windows (W x …): the highest in each."""
        padded = np.concatenate([values, np.zeros((1, *values.shape[1:]))])
        pairs = np.array([self.first, self.last + 1]).T.ravel()
        result: Floats = np.maximum.reduceat(padded, pairs)[::2]
        return result


def lay_out(
    texts: Sequence[str],
    beside: Sequence[str] = (),
    split: Callable[[str], Ints] | None = None,
) -> Layout:
    """Lay passages (none of them blank) out as one text, and other texts `beside` them.

    `split` does what `sentences_of` does, for whoever remembers what that returned.
    """
    own = list(map(split or sentences_of, texts))
    counts = np.array(list(map(len, own)))
    sizes = np.array([len(text) + len(BREAK) for text in (*texts, *beside)])
    ends = sizes.cumsum()
    offsets = (ends - sizes)[: len(texts)]
    passage = np.arange(len(texts)).repeat(counts)
    starts, stops = np.concatenate(own).T + offsets[passage]
    heads = counts.cumsum() - counts
    first, last = _windows(starts, stops, heads[passage], (heads + counts - 1)[passage])
    owner = passage[first]
    edges = np.concatenate([[0], starts[1:], ends[len(texts) - 1 :]])
    text = BREAK.join([*texts, *beside, ""])
    return Layout(
        text,
        code_points(text),
        offsets,
        starts,
        stops,
        heads,
        counts,
        passage,
        first,
        last,
        owner,
        opening=owner.searchsorted(np.arange(len(texts))),
        stretch=np.arange(len(edges) - 1).repeat(edges[1:] - edges[:-1]),
        size=int(ends[len(texts) - 1]),
    )


def opening(text: str) -> Span:
    """Return how a paragraph (not blank) begins: its first sentences, as many as fit in a quote."""
    start = len(text) - len(text.lstrip())
    first, last = lay_out([text[start : start + 2 * QUOTE_LENGTH]]).span(0)
    return start + first, start + len(text[start + first : start + last].rstrip())


def sentences_of(text: str) -> Ints:
    """Return where the sentences of a passage start and stop (n x 2); a blank one is none."""
    return np.array([(a, b) for a, b in sentences(text) if not text[a:b].isspace()])


def code_points(text: str) -> Codes:
    """Return the code points of `text`."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _windows(starts: Ints, stops: Ints, heads: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Return first and last sentence of each window, given those of each sentence's passage."""
    longest = stops.searchsorted(starts + QUOTE_LENGTH, side="right") - 1
    last = np.minimum(longest, ends)
    grown = starts == starts[heads]
    grown[1:] |= last[1:] > last[:-1]
    first = np.flatnonzero(grown)
    return first, last[first]
