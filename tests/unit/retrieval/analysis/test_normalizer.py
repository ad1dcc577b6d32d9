from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import close_up, fold

MIXED = st.text(st.one_of(st.characters(), st.sampled_from("臺灣ＡＢ１２，。 　Ǆﬁ㈱㎡①Ⅻ後裡𠮷İß")))


@given(MIXED)
def test_every_character_keeps_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded == "".join(map(fold, text))


def test_folding_twice_is_folding_once() -> None:
    every = "".join(chr(point) for point in range(0x30000) if not 0xD800 <= point < 0xE000)
    assert fold(fold(every)) == fold(every)
    assert "".join(map(fold, every)) == fold(every)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("雙林鎮", "双林镇"),
        ("⾞站⼤⾨⼾⼝", "车站大门户口"),
        ("⻋站的⻓度", "车站的长度"),
        ("渡口重開，臺灣遊客", "渡口重开,台湾游客"),
        ("ＡＢｃ１２３", "abc123"),
        ("（２．５亩）　！", "(2.5亩) !"),
        ("①", "1"),
        ("㎡ﬁ", "㎡ﬁ"),
        ("😀𠮷野\ud800", "😀𠮷野\ud800"),
        ("", ""),
    ],
)
def test_script_width_and_case_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.sampled_from("柳湾村 　\tabc12?")))
def test_closing_up_takes_nothing_but_white_space(text: str) -> None:
    closed = close_up(text)
    assert "".join(closed.split()) == "".join(text.split())
    assert close_up(closed) == closed


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("  柳 湾 村  ", "柳湾村"),
        ("柳湾村\n候船室", "柳湾村候船室"),
        ("new ferry", "new ferry"),
        ("占地 2.5 亩", "占地2.5亩"),
        ("f e r r y", "ferry"),
        ("", ""),
        (" \u3000", ""),
    ],
)
def test_stray_white_space_is_closed_up(text: str, closed: str) -> None:
    assert close_up(text) == closed
