"""Words glossed alike: the same both ways, and nothing for words glossed otherwise."""

import pytest

from benchmarks.lexicon.likeness import alike

GLOSSED = [
    ("医生", ["doctor"]),
    ("大夫", ["senior official"]),
    ("大夫", ["doctor", "physician"]),
    ("河", ["river"]),
    ("官员", ["senior official"]),
]


def test_likeness_is_the_same_both_ways_and_no_more_than_one() -> None:
    found = {(one, other): like for one, other, like in alike(GLOSSED, 0.1)}
    assert found.keys() == {("医生", "大夫"), ("大夫", "医生"), ("大夫", "官员"), ("官员", "大夫")}
    for (one, other), like in found.items():
        assert 0.1 <= like <= 1
        assert like == pytest.approx(found[other, one])


def test_nothing_is_like_nothing() -> None:
    assert list(alike([], 0.1)) == []
