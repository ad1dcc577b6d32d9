"""Fitting weights to choices by their likelihood (a conditional logit). Plain and repeatable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.ranking.layout import Floats, Ints

Choice = tuple[Floats, Floats]
"""Options (N x F signals), and what each of them is worth (N, 0 to 1)."""

_STEPS = 100
_STILL = 1e-3
"""Weights have arrived when none moves further than this at a step."""
_RIDGE = 1e-4
"""How strongly weights are drawn to 0."""


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

    def fit(self, fixed: Floats) -> Floats:
        """Return the weights (F) under which the worth of the options is likeliest.

        Each is chosen with the chance that the softmax of the weighted signals gives it; the mean
        logarithm of the expected worth is to be highest. `fixed` (F) are weights that are given;
        NaN marks those to be found, by Newton's method, from 0.
        """
        weights, free = np.nan_to_num(fixed), np.isnan(fixed)
        for _ in range(_STEPS):
            slope, curvature = self._derivatives(weights[:, None])
            slope -= _RIDGE * weights
            curvature += _RIDGE * np.eye(len(weights))
            step = np.linalg.solve(curvature[np.ix_(free, free)], slope[free])
            weights[free] += step
            if np.abs(step).max() < _STILL:
                break
        return weights

    def _derivatives(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return the slope of the likelihood (F) at `weights` (F x 1), and how it bends (F x F).

        It bends less where several options are worth something. That is left out: it makes the
        steps shorter, and lets none go astray.
        """
        scores = self.signals @ weights
        chances = np.exp(scores - np.maximum.reduceat(scores, self.heads)[self.choice])
        right = self._parts(chances * self.worth[:, None])
        chances = self._parts(chances)
        shares = self.shares[:, None]
        means = np.add.reduceat(self.signals * chances, self.heads)
        chances, right = chances * shares[self.choice], right * shares[self.choice]
        slope: Floats = ((right - chances).T @ self.signals)[0]
        return slope, self.signals.T @ (self.signals * chances) - means.T @ (means * shares)

    def _parts(self, values: Floats) -> Floats:
        """Return what part of the sum of its choice each option's value is (O x 1)."""
        parts: Floats = values / np.add.reduceat(values, self.heads)[self.choice]
        return parts


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


def belief(signals: Sequence[float], *, right: bool) -> Choice:
    """Return the choice to believe what has these signals (F), or not; a bias comes after them.

    The weights that such choices are fitted by are those of a logistic regression.
    """
    believed = np.array([*signals, 1.0])
    return np.stack([believed, np.zeros_like(believed)]), np.array([right, not right], float)
