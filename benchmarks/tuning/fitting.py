"""Fitting weights: a search over choices, and a logistic regression. Plain and repeatable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.ranking.layout import Floats, Ints

Choice = tuple[Floats, Floats]
"""Options (N x F signals), and what each of them is worth (N, 0 to 1)."""

_STEPS = (1.0, 0.5, 0.25, 0.1, 0.05)
"""How far `climb` moves a weight at once."""
_NEWTON_STEPS = 30
_RIDGE = 1e-4
"""How strongly the weights of a regression are drawn to 0."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices laid end to end: O options of `signals` (O x F), each worth 0 to 1.

    `heads` (N) is the first option of each choice, `choice` (O) the choice of each option, `shares`
    (N) what a choice counts, 1 in all.
    """

    signals: Floats
    worth: Floats
    heads: Ints
    choice: Ints
    shares: Floats

    def gain(self, weights: Floats) -> float:
        """Return the mean worth of the options that `weights` (F) choose, plus a likelihood.

        That is the mean log of the expected worth, by the softmax of the weighted signals. The
        worth is what counts; the likelihood tells apart what changes no first place, and gives the
        weights a scale.
        """
        scores = self.signals @ weights
        scores -= np.maximum.reduceat(scores, self.heads)[self.choice]
        first, chances = scores == 0, np.exp(scores)
        chosen, right = first * self.worth, chances * self.worth
        worth = self._sums(chosen) / self._sums(first)
        likelihood = np.log(self._sums(right) / self._sums(chances))
        return float(self.shares @ (worth + likelihood))

    def _sums(self, values: Floats) -> Floats:
        sums: Floats = np.add.reduceat(values, self.heads, dtype=np.float64)
        return sums


def gather(groups: Sequence[Sequence[Choice]]) -> Choices | None:
    """Lay choices end to end, each group of them counting the same; None when none is open.

    A choice whose options are all worth the same says nothing and is left out.
    """
    kept = [[one for one in group if one[1].min() < one[1].max()] for group in groups]
    kept = [group for group in kept if group]
    if not kept:
        return None
    lengths = np.array([len(worth) for group in kept for _, worth in group])
    return Choices(
        np.concatenate([signals for group in kept for signals, _ in group]),
        np.concatenate([worth for group in kept for _, worth in group]),
        lengths.cumsum() - lengths,
        np.arange(len(lengths)).repeat(lengths),
        np.concatenate([np.full(len(group), 1 / len(group) / len(kept)) for group in kept]),
    )


def climb(
    choices: Choices, start: Floats, free: Sequence[int] | None = None, rounds: int = 100
) -> Floats:
    """Return weights (F, hundredths from 0 up) whose choices are worth most: a climb from `start`.

    What first places are worth has no slope to follow: in each of at most so many `rounds` each
    weight takes each step that gains, until none does. Weights that were so found are kept when it
    starts from them. Only those at the places that are `free` move, where such are given.
    """
    weights = start.copy()
    highest = choices.gain(weights)
    for _ in range(rounds):
        before = highest
        for step in _moves(len(weights), free):
            moved = np.maximum(weights + step, 0.0).round(2)
            if (gain := choices.gain(moved)) > highest:
                weights, highest = moved, gain
        if highest == before:
            break
    return weights


def _moves(size: int, free: Sequence[int] | None) -> Iterator[Floats]:
    """Yield the steps of one round, the longest first: one free weight up or down at a time."""
    for length in _STEPS:
        for direction in np.eye(size)[slice(None) if free is None else list(free)]:
            yield from (length * direction, -length * direction)


def logistic(signals: Floats, right: Floats, fixed: Floats) -> tuple[Floats, float]:
    """Return the weights (F) and bias of the log-odds that an example (N x F) is right (N).

    `fixed` (F) are weights that are given; NaN marks those to be found, by Newton's method.
    """
    free = np.isnan(fixed)
    given = signals[:, ~free] @ fixed[~free]
    inputs = np.column_stack([signals[:, free], np.ones(len(signals))])
    found, ridge = np.zeros(inputs.shape[1]), _RIDGE * len(signals) * np.eye(inputs.shape[1])
    for _ in range(_NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-(inputs @ found + given)))
        curvature = inputs.T @ (inputs * (chances * (1 - chances))[:, None]) + ridge
        found += np.linalg.solve(curvature, inputs.T @ (right - chances) - ridge @ found)
    weights = fixed.copy()
    weights[free] = found[:-1]
    return weights, float(found[-1])
