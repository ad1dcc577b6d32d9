"""The passages that can be among the best, and the best scores so far."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from retrieval.index.archive.compiled.held import Real, Span, Whole
from retrieval.index.archive.compiled.jit import compiled
from retrieval.index.archive.compiled.window import Room
from retrieval.index.archive.postings import Ints
from retrieval.index.archive.pruning import Singles


class Chosen(NamedTuple):
    """Passages, and what they come to."""

    passages: Ints
    scores: Singles


@compiled
def _enter(best: Singles, score: Real) -> None:
    """Put a score in the place of the least of `best`, a heap."""
    at, below = 0, 1
    while below < len(best):
        if below + 1 < len(best) and best[below + 1] < best[below]:
            below += 1
        if best[below] >= score:
            break
        best[at] = best[below]
        at, below = below, 2 * below + 1
    best[at] = score


@compiled
def enter_all(best: Singles, scores: Singles) -> None:
    """Put scores into `best` in the place of lesser ones."""
    for score in scores:
        if score > best[0]:
            _enter(best, score)


@compiled
def lengthened(chosen: Chosen, length: Whole) -> Chosen:
    """Return a copy with room for so many passages."""
    passages = np.empty(length, dtype=np.int32)
    scores = np.empty(length, dtype=np.float32)
    for at in range(len(chosen.passages)):
        passages[at], scores[at] = chosen.passages[at], chosen.scores[at]
    return Chosen(passages, scores)


@compiled
def append(chosen: Chosen, size: Whole, room: Room, window: Span) -> Whole:
    """Put those found in a window (its first passage, how many) after the `size` chosen so far."""
    passages, scores, names, found = chosen.passages, chosen.scores, room.found, room.scores
    for number in range(window[1]):
        passages[size + number] = names[number] + window[0]
        scores[size + number] = found[number]
    return size + window[1]
