import numpy as np
import pytest

from benchmarks.tuning.fitting import Choice, belief, gather
from retrieval.ranking.layout import Floats


def choices(count: int, weights: Floats) -> list[Choice]:
    """Options of two signals; one is right, with the chance that the softmax of `weights` gives."""
    random = np.random.default_rng(0)
    found = []
    for _ in range(count):
        signals = random.random((5, len(weights)))
        chances = np.exp(signals @ weights)
        right = np.zeros(5)
        right[random.choice(5, p=chances / chances.sum())] = 1.0
        found.append((signals, right))
    return found


def learned(*groups: list[Choice], fixed: tuple[float, float] = (np.nan, np.nan)) -> Floats:
    gathered = gather(groups)
    assert gathered is not None
    return gathered.fit(np.array(fixed))


def test_weights_that_chose_are_found_again() -> None:
    assert learned(choices(4000, np.array([3.0, -2.0]))) == pytest.approx([3.0, -2.0], abs=0.4)


def test_what_is_always_right_gets_a_weight_all_the_same() -> None:
    first, second = learned([(np.eye(2), np.array([1.0, 0.0]))])
    assert first == pytest.approx(-second)
    assert 1 < first < 20


def test_what_is_worth_more_is_chosen() -> None:
    first, second = learned([(np.eye(2), np.array([0.5, 1.0]))])
    assert second > first


def test_of_several_right_options_one_is_enough() -> None:
    """The expected worth is highest with two of three, not when one of them is left out."""
    signals = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    first, second = learned([(signals, np.array([1.0, 1.0, 0.0]))])
    assert first == pytest.approx(second)
    assert first > 1


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
    right = random.random(len(odds)) < 1 / (1 + np.exp(-odds))
    examples = gather(
        [[belief(row, right=is_so) for row, is_so in zip(signals, right, strict=True)]]
    )
    assert examples is not None
    assert examples.fit(np.full(3, np.nan)) == pytest.approx([3.0, -2.0, -0.5], abs=0.4)


def test_given_weights_are_kept_and_the_others_found_beside_them() -> None:
    told = choices(4000, np.array([3.0, -2.0]))
    first, second = learned(told, fixed=(np.nan, -2.0))
    assert second == -2.0
    assert first == pytest.approx(3.0, abs=0.4)
    assert learned(told, fixed=(np.nan, 0.0))[0] != pytest.approx(first, abs=0.05)
