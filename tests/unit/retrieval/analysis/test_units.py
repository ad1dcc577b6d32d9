"""Where a text is cut: in no number, in no word in letters, and by a mark where one is near."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.units import UNIT, cut_before, cut_behind, uncut

WHOLE = (
    "10676.73",
    "23,876",
    "-3.2亿",
    "40万",
    "98%",
    "百分之九十八",
    "十三倍"[:2],
    "COVID-19",
    "user.login.token",
    "Node.js",
    "9:30",
    "2025-05-03",
    "https://example.org/a?b=1",
    "a.b@example.org",
)
TEXTS = st.lists(st.sampled_from([*WHOLE, "稻田", "，", "。", "的", " ", "水渠"])).map("".join)


@pytest.mark.parametrize("whole", WHOLE)
def test_no_cut_is_inside_what_is_whole(whole: str) -> None:
    text = f"今年共有{whole}在册"
    first, last = text.index(whole), text.index(whole) + len(whole)
    for at in range(first + 1, last):
        assert uncut(text, at) == first
        assert not first < cut_before(text, at) < last
        assert not first < cut_behind(text, at) < last


@given(TEXTS, st.integers(0, 400))
def test_a_cut_moves_back_or_on_and_stays_in_the_text(text: str, at: int) -> None:
    at = min(at, len(text))
    assert 0 <= uncut(text, at) <= at
    assert min(at, 1) <= cut_before(text, at) <= at
    assert at <= cut_behind(text, at) <= len(text)


@given(TEXTS, st.integers(1, 400))
def test_what_is_cut_has_no_half_of_a_number(text: str, at: int) -> None:
    at = cut_before(text, min(at, len(text)))
    assert not any(one.start() < at < one.end() for one in UNIT.finditer(text) if one.start())


@pytest.mark.parametrize(
    ("text", "at", "begun"),
    [
        ("枫桥村修好了三座桥，杨坑村也在修", 12, "枫桥村修好了三座桥，"),
        ("全镇共有观察员78名和网格员", 8, "全镇共有观察员"),
        ("村里新修的古桥通车", 6, "村里新修的"),
        ("短", 1, "短"),
    ],
)
def test_a_mark_or_the_end_of_a_phrase_is_looked_for(text: str, at: int, begun: str) -> None:
    assert text[: cut_before(text, at)] == begun
