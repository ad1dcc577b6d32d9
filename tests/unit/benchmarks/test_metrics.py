import pytest
from hypothesis import given, strategies as st

from benchmarks.metrics import answer_rate, auroc, f1, interval, mean, reciprocal_rank

scores = st.lists(st.integers(0, 6).map(float), min_size=1, max_size=12)


def test_mean_of_nothing_is_none() -> None:
    assert mean([]) is None
    assert mean([True, False]) == 0.5


def test_an_interval_holds_the_mean_and_is_always_the_same() -> None:
    values = [1.0] * 80 + [0.0] * 20
    low, high = interval(mean, values) or (0.0, 0.0)
    # The normal approximation gives 0.8 -/+ 1.96 * sqrt(0.8 * 0.2 / 100).
    assert (low, high) == pytest.approx((0.72, 0.88), abs=0.02)
    assert interval(mean, values) == (low, high)
    assert interval(mean, [1.0] * 9) == (1.0, 1.0)
    assert interval(mean, []) is interval(auroc, [1.0], []) is None


def test_auroc_of_a_perfect_a_reversed_and_a_blind_score() -> None:
    assert auroc([0.9, 0.8], [0.2, 0.1]) == 1
    assert auroc([0.1], [0.9]) == 0
    assert auroc([0.5, 0.5], [0.5]) == 0.5
    assert auroc([], [0.5]) is None
    assert auroc([0.5], []) is None


@given(scores, scores)
def test_auroc_is_the_share_of_pairs_in_the_right_order(
    positives: list[float], negatives: list[float]
) -> None:
    pairs = [(p > n) + (p == n) / 2 for p in positives for n in negatives]
    assert auroc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs))


def test_answer_rate_takes_the_lowest_threshold_that_is_precise_enough() -> None:
    assert answer_rate([0.9, 0.8, 0.3], [0.5, 0.1]) == pytest.approx(2 / 3)
    assert answer_rate([0.9, 0.8, 0.3], [0.5, 0.1], precision=0.75) == 1
    assert answer_rate([0.5], [0.5]) == 0
    assert answer_rate([0.5], []) == 1
    assert answer_rate([], [0.5]) is None


@given(scores, scores, st.sampled_from([0.5, 0.8, 0.95]))
def test_answer_rate_is_the_best_over_all_thresholds(
    positives: list[float], negatives: list[float], precision: float
) -> None:
    best = 0
    for threshold in {*positives, *negatives}:
        right = sum(score >= threshold for score in positives)
        passed = right + sum(score >= threshold for score in negatives)
        best = max(best, right if right >= precision * passed else 0)
    assert answer_rate(positives, negatives, precision) == best / len(positives)


def test_reciprocal_rank_counts_from_one() -> None:
    assert reciprocal_rank(["a", "b", "c"], {"b", "c"}) == 0.5
    assert reciprocal_rank(["a"], {"b"}) == 0
    assert reciprocal_rank([], {"b"}) == 0


def test_f1_of_sets() -> None:
    assert f1({"a", "b"}, {"b", "c"}) == 0.5
    assert f1({"a"}, {"a"}) == 1
    assert f1(set(), {"a"}) == 0
    assert f1(set(), set()) == 1
    assert f1({"a", "b", "c", "d"}, {"a"}) == pytest.approx(0.4)
