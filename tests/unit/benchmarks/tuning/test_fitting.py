import numpy as np
import pytest

from benchmarks.tuning.fitting import logistic, softmax
from retrieval.ranking.layout import Floats


def choices(count: int, weights: Floats) -> list[tuple[Floats, Floats]]:
    """Options of two signals; the one that `weights` like best is right."""
    random = np.random.default_rng(0)
    found = []
    for _ in range(count):
        signals = random.random((5, len(weights)))
        right = np.zeros(5)
        right[np.argmax(signals @ weights)] = 1.0
        found.append((signals, right))
    return found


def test_choices_are_told_by_the_signal_that_decides_them() -> None:
    weights = softmax(choices(200, np.array([3.0, 0.0])), 2)
    assert weights[0] > 5 * abs(weights[1])


def test_weights_keep_the_proportion_that_decided() -> None:
    first, second = softmax(choices(400, np.array([2.0, 1.0])), 2)
    assert first / second == pytest.approx(2.0, rel=0.2)


def test_choices_without_a_right_or_a_wrong_option_say_nothing() -> None:
    told = choices(50, np.array([1.0, 2.0]))
    silent = [(told[0][0], np.zeros(5)), (told[0][0], np.ones(5))]
    assert np.array_equal(softmax(told, 2), softmax([*told, *silent], 2))


def test_where_nothing_is_told_the_weights_stay_at_nothing() -> None:
    assert not softmax([], 3).any()


def test_the_same_examples_give_the_same_weights() -> None:
    told = choices(50, np.array([1.0, 2.0]))
    assert np.array_equal(softmax(told, 2), softmax(told, 2))


def test_log_odds_are_found_again() -> None:
    random = np.random.default_rng(1)
    signals = random.random((20_000, 2))
    odds = signals @ np.array([3.0, -2.0]) - 0.5
    right = (random.random(len(odds)) < 1 / (1 + np.exp(-odds))).astype(float)
    weights, bias = logistic(signals, right, np.array([np.nan, np.nan]))
    assert weights == pytest.approx([3.0, -2.0], abs=0.4)
    assert bias == pytest.approx(-0.5, abs=0.2)


def test_given_weights_are_kept_and_the_others_found_beside_them() -> None:
    random = np.random.default_rng(2)
    signals = random.random((20_000, 2))
    odds = signals @ np.array([3.0, -4.0]) + 1.0
    right = (random.random(len(odds)) < 1 / (1 + np.exp(-odds))).astype(float)
    weights, bias = logistic(signals, right, np.array([np.nan, -4.0]))
    assert weights[1] == -4.0
    assert weights[0] == pytest.approx(3.0, abs=0.4)
    assert bias == pytest.approx(1.0, abs=0.2)
