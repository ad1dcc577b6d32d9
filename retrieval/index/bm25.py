"""BM25, once: what a term adds to the score of a passage, in memory and in an archive alike.

A term of weight w, in n of N passages, adds to one that holds it tf times among `length` terms

    w · idf(N, n) · tf · (K1 + 1) / (norm + tf),  norm = K1 · (1 - B + B · length / mean length)

(Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), with the idf that Lv and Zhai
(Lower-Bounding Term Frequency Normalization, 2011) take for BM25+: it is above 0 for every term.
Their lower bound `delta` is not used.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

K1 = 0.6
"""How much a term counts that stands more than once: the lower, the less."""
B = 0.6
"""How much the length of a passage counts against it, 0 to 1."""

MOST = 255
"""A term counts so often at most in a passage: more would add less than 0.3 % to its share."""

Lengths = NDArray[np.integer]
"""How many terms each passage has."""


def idf(passages: int, holding: int) -> float:
    """Return how much a term tells that stands in `holding` of so many passages; 0 for none."""
    return math.log((passages + 1) / holding) if holding else 0.0


def mean(lengths: Lengths) -> float:
    """Return the mean length, 1 where there are no terms: nothing is ever divided by 0."""
    total = int(lengths.sum(dtype=np.int64))
    return total / len(lengths) if total else 1.0


def relative(lengths: Lengths, mean_length: float) -> NDArray[np.float64]:
    """Return 1 - B + B · length / mean length of each passage: its norm without K1."""
    return 1 - B + B * lengths.astype(np.float64) / mean_length
