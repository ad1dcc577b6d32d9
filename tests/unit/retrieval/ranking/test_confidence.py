from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, strategies as st

from retrieval.ranking.confidence import Signals, confidence

SHARE = st.floats(0, 1)
SIGNALS = st.builds(Signals, **{field.name: SHARE for field in fields(Signals)})
CHANCE = st.floats(0.01, 0.99)
AGAINST = {"kind_missing", "name_missing"}


@given(SIGNALS, CHANCE)
def test_confidence_lies_between_nought_and_one(found: Signals, chance: float) -> None:
    assert 0 < confidence(found, chance) < 1


@given(SIGNALS, CHANCE, CHANCE)
def test_what_comes_by_chance_makes_less_sure(found: Signals, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert confidence(found, low) >= confidence(found, high)


@given(SIGNALS)
def test_what_reaches_just_chance_is_as_likely_as_not(found: Signals) -> None:
    found = replace(found, **dict.fromkeys(AGAINST, 0.0))
    assert confidence(found, confidence(found)) == pytest.approx(0.5)


@given(SIGNALS, SHARE, st.sampled_from([field.name for field in fields(Signals)]))
def test_each_signal_speaks_for_or_against(found: Signals, value: float, name: str) -> None:
    more = replace(found, **{name: max(value, getattr(found, name))})
    surer, before = confidence(more), confidence(found)
    assert surer <= before if name in AGAINST else surer >= before
