"""Fitting weights: a softmax over choices, and a logistic regression. Plain and repeatable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from retrieval.ranking.layout import Floats

Choice = tuple[Floats, Floats]
"""Options (N x F signals), and which of them are right (N, 0 or 1)."""

_STEPS = 500
_RATE = 0.1
_RIDGE = 1e-4
"""How strongly weights are drawn to 0."""


def softmax(choices: Sequence[Choice], size: int) -> Floats:
    """Return the weights (F = `size`) that make the right options of each choice most probable.

    Maximises the mean log of the probability that falls on right options, by gradient ascent with
    Adam's steps (Kingma and Ba, 2015) from 0. Choices that are all right or all wrong say nothing;
    where all are so, the weights stay 0.
    """
    open_choices = [(signals, right) for signals, right in choices if 0 < right.mean() < 1]
    if not open_choices:
        return np.zeros(size)
    signals = np.concatenate([signals for signals, _ in open_choices])
    right = np.concatenate([right for _, right in open_choices])
    counts = [len(right) for _, right in open_choices]
    heads = np.cumsum([0, *counts[:-1]])
    choice = np.repeat(np.arange(len(counts)), counts)

    def gradient(weights: Floats) -> Floats:
        scores = signals @ weights
        chances = np.exp(scores - np.maximum.reduceat(scores, heads)[choice])
        chances /= np.add.reduceat(chances, heads)[choice]
        rights = chances * right
        rights /= np.add.reduceat(rights, heads)[choice]
        result: Floats = signals.T @ (rights - chances) / len(counts)
        return result

    return _climb(gradient, np.zeros(size))


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

    found = _climb(gradient, np.zeros(inputs.shape[1]))
    weights = fixed.copy()
    weights[free] = found[:-1]
    return weights, float(found[-1])


def _climb(gradient: Callable[[Floats], Floats], weights: Floats) -> Floats:
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = gradient(weights) - _RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        pace = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights = weights + _RATE * mean / (1 - 0.9**step) / pace
    return weights
