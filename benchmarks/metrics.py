"""The figures of information retrieval, from plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import groupby

import numpy as np

Interval = tuple[float, float]
_DRAWS = 500
_OUTSIDE = 0.025
"""What is left out of an interval on either side."""


def mean(values: Iterable[float]) -> float | None:
    """Return the arithmetic mean; None when there is nothing to average."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None


def auroc(positives: Collection[float], negatives: Collection[float]) -> float | None:
    """Return the area under the ROC curve; None when either side is empty.

    It is the chance that a positive scores above a negative, a tie counting half: the
    Mann-Whitney U statistic over the number of pairs.
    """
    if not positives or not negatives:
        return None
    wins, below = 0.0, 0
    for tied in _ties(positives, negatives):
        against = len(tied) - sum(tied)
        wins += sum(tied) * (below + against / 2)
        below += against
    return wins / (len(positives) * len(negatives))


def interval(measure: Callable[..., float | None], *samples: Collection[float]) -> Interval | None:
    """Return where `measure` of the samples lies with 95 % confidence; None when one is empty.

    The percentiles of what it is on samples drawn again with replacement (Efron, 1979), the same on
    every machine.
    """
    if not all(samples):
        return None
    chance = np.random.default_rng(0)
    drawn = ((chance.choice(list(s), len(s)).tolist() for s in samples) for _ in range(_DRAWS))
    values = np.array([measure(*each) for each in drawn], dtype=np.float64)
    low, high = np.quantile(values, [_OUTSIDE, 1 - _OUTSIDE]).tolist()
    return low, high


def answer_rate(
    positives: Collection[float], negatives: Collection[float], precision: float = 0.95
) -> float | None:
    """Return the largest share of the positives that one threshold lets through.

    The threshold must keep the positives among all that pass at `precision` or more; None when
    there are no positives.
    """
    if not positives:
        return None
    passed = best = right = 0
    for tied in reversed(_ties(positives, negatives)):
        passed += len(tied)
        right += sum(tied)
        if right >= precision * passed:
            best = right
    return best / len(positives)


def reciprocal_rank(ranking: Sequence[str], gold: Collection[str]) -> float:
    """Return 1 / the rank of the first gold entry, counted from 1; 0 when there is none."""
    return next((1 / rank for rank, entry in enumerate(ranking, 1) if entry in gold), 0.0)


def f1(got: Collection[str], wanted: Collection[str]) -> float:
    """Return the harmonic mean of precision and recall; 1 when nothing is wanted nor got."""
    if not got and not wanted:
        return 1.0
    return 2 * len(set(got) & set(wanted)) / (len(set(got)) + len(set(wanted)))


def _ties(positives: Collection[float], negatives: Collection[float]) -> list[list[bool]]:
    """Group both sides by score, lowest first: of each, whether it is a positive."""
    labelled = sorted([(s, True) for s in positives] + [(s, False) for s in negatives])
    return [[label for _, label in tied] for _, tied in groupby(labelled, key=lambda one: one[0])]
