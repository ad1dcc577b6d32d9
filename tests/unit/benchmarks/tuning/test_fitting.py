import numpy as np
import pytest

from benchmarks.tuning.fitting import Choice, climb, gather, logistic
from retrieval.ranking.layout import Floats


def choices(count: int, weights: Floats) -> list[Choice]:
    """Options of two signals; the one that `weights` like best is right."""
    random = np.random.default_rng(0)
    found = []
    for _ in range(count):
        signals = random.random((5, len(weights)))
        right = np.zeros(5)
        right[np.argmax(signals @ weights)] = 1.0
        found.append((signals, right))
    return found


def learned(*groups: list[Choice]) -> Floats:
    gathered = gather(groups)
    assert gathered is not None
    return climb(gathered, np.zeros(gathered.signals.shape[1]), rounds=20)


def test_choices_are_told_by_the_signal_that_decides_them() -> None:
    weights = learned(choices(200, np.array([3.0, 0.0])))
    assert weights[0] > 5 * abs(weights[1])


def test_weights_keep_the_proportion_that_decided() -> None:
    first, second = learned(choices(400, np.array([2.0, 1.0])))
    assert first / second == pytest.approx(2.0, rel=0.2)


def test_weights_that_were_found_are_found_again_from_there() -> None:
    one, other = choices(60, np.array([2.0, 1.0])), choices(60, np.array([1.0, 3.0]))
    gathered = gather([one, other])
    assert gathered is not None
    found = climb(gathered, np.array([1.0, 1.0]))
    assert np.array_equal(climb(gathered, found), found)


def test_a_signal_that_speaks_against_is_left_out() -> None:
    assert learned(choices(50, np.array([1.0, -0.5])))[1] == 0


def test_what_is_worth_more_is_chosen() -> None:
    signals = np.eye(2)
    gathered = gather([[(signals, np.array([0.5, 1.0]))]])
    assert gathered is not None
    assert gathered.gain(np.array([0.0, 1.0])) > gathered.gain(np.array([1.0, 0.0]))
    assert gathered.gain(np.array([0.0, 0.0])) == pytest.approx(0.75 + np.log(0.75))


def test_groups_count_the_same_whatever_their_size() -> None:
    one, other = choices(60, np.array([1.0, 0.0])), choices(3, np.array([0.0, 1.0]))
    gathered = gather([one, other])
    assert gathered is not None
    assert gathered.shares[:60].sum() == pytest.approx(gathered.shares[60:].sum())


def test_choices_without_a_right_or_a_wrong_option_say_nothing() -> None:
    told = choices(50, np.array([1.0, 2.0]))
    silent = [(told[0][0], np.zeros(5)), (told[0][0], np.ones(5))]
    assert np.array_equal(learned(told), learned([*told, *silent], silent))
    assert gather([silent, []]) is None


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


def test_a_weight_that_is_held_does_not_move() -> None:
    choices = gather([[(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 1.0]))]])
    assert choices
    start = np.array([1.0, 0.0])
    assert climb(choices, start)[0] < 1
    first, second = climb(choices, start, free=[1]).tolist()
    assert first == 1
    assert second > 1
