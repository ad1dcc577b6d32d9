"""Fitting weights: a softmax over choices, a search from there, a logistic regression. Repeatable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.ranking.layout import Floats, Ints

Choice = tuple[Floats, Floats]
"""Options (N x F signals), and what each of them is worth (N, 0 to 1)."""

_EPOCHS = 500
_RATE = 0.1
_RIDGE = 1e-4
"""How strongly weights are drawn to 0."""
_STEPS = (1.0, 0.5, 0.25, 0.1, 0.05)
"""How far `climb` moves a weight at once, the longest first."""
_MOST_ROUNDS = 50
_LIKELIHOOD = 0.1
"""What the mean log of the probability counts beside the mean worth of the options chosen."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices laid end to end: O options of `signals` (O x F), each worth 0 to 1.

    `heads` (N) is the first option of each choice, `choice` (O) the choice of each option; `counts`
    (N) says how much a choice counts, 1 in all.
    """

    signals: Floats
    worth: Floats
    heads: Ints
    choice: Ints
    counts: Floats

    def chances(self, scores: Floats) -> Floats:
        """Return the probability of each option within its choice (O), by their `scores` (O)."""
        chances = np.exp(scores - np.maximum.reduceat(scores, self.heads)[self.choice])
        within: Floats = chances / np.add.reduceat(chances, self.heads)[self.choice]
        return within

    def gain(self, scores: Floats) -> float:
        """Return what the options of the highest scores are worth on average.

        A little is added for the probability of what is right, so that it grows even where no first
        place changes.
        """
        best = scores == np.maximum.reduceat(scores, self.heads)[self.choice]
        chosen = np.add.reduceat(best * self.worth, self.heads) / np.add.reduceat(best, self.heads)
        right = np.log(np.add.reduceat(self.chances(scores) * self.worth, self.heads))
        return float(self.counts @ (chosen + _LIKELIHOOD * right))


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


def softmax(choices: Choices) -> Floats:
    """Return the weights (F) that make the options of each choice probable that are worth most.

    Maximises the mean log of the expected worth, by gradient ascent with Adam's steps (Kingma and
    Ba, 2015) from 0.
    """

    def gradient(weights: Floats) -> Floats:
        chances = choices.chances(choices.signals @ weights)
        rights = chances * choices.worth
        rights /= np.add.reduceat(rights, choices.heads)[choices.choice]
        pull = (rights - chances) * choices.counts[choices.choice]
        result: Floats = choices.signals.T @ pull
        return result

    return _ascend(gradient, np.zeros(choices.signals.shape[1]))


def climb(choices: Choices, weights: Floats) -> Floats:
    """Move `weights` (F), by hundredths, to where the options chosen are worth most.

    The worth of first places has no slope to follow: each weight in turn takes each step that
    gains, until none does.
    """
    weights = weights.round(2)
    highest = choices.gain(choices.signals @ weights)
    for _ in range(_MOST_ROUNDS):
        before = highest
        for moved in _moves(len(weights)):
            there = np.maximum(weights + moved, 0.0).round(2)
            gain = choices.gain(choices.signals @ there)
            if gain > highest:
                weights, highest = there, gain
        if highest == before:
            break
    return weights


def _moves(size: int) -> Iterator[Floats]:
    """Yield the steps of one round: a weight at a time, the longest steps first."""
    for step in _STEPS:
        for signal in range(size):
            yield from (sign * step * np.eye(size)[signal] for sign in (1, -1))


def logistic(signals: Floats, right: Floats, fixed: Floats) -> tuple[Floats, float]:
    """Return the weights (F) and bias of the log-odds that an example (N x F) is right (N).

    `fixed` (F) are weights that are given; NaN marks those to be found.
    """
    free = np.isnan(fixed)
    given = signals[:, ~free] @ fixed[~free]
    inputs = np.column_stack([signals[:, free], np.ones(len(signals))])

    def gradient(weights: Floats) -> Floats:
        chances = 1 / (1 + np.exp(-(inputs @ weights + given)))
        result: Floats = inputs.T @ (right - chances) / len(right)
        return result

    found = _ascend(gradient, np.zeros(inputs.shape[1]))
    weights = fixed.copy()
    weights[free] = found[:-1]
    return weights, float(found[-1])


def _ascend(gradient: Callable[[Floats], Floats], weights: Floats) -> Floats:
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _EPOCHS + 1):
        slope = gradient(weights) - _RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        pace = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights = weights + _RATE * mean / (1 - 0.9**step) / pace
    return weights
