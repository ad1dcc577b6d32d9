"""Chinese numerals: read, written, and refused where they tell no number."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.numerals import NUMERAL, whole, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("〇", 0),
        ("十", 10),
        ("两百", 200),
        ("三百五", 350),
        ("一万二", 12000),
        ("一百十五", 115),
        ("一千零五", 1005),
        ("十一万零一十五", 110015),
        ("一万亿", 10**12),
        ("二〇二四", 2024),
    ],
)
def test_a_numeral_is_read(text: str, number: int) -> None:
    assert whole(text) == number


@pytest.mark.parametrize("text", ["", "三四", "二三十", "二百三百", "万一", "百", "千万", "十三千"])
def test_what_is_no_single_number_is_none(text: str) -> None:
    assert whole(text) is None


@given(st.integers(0, 10**16))
def test_what_is_written_reads_back(number: int) -> None:
    assert whole(written(Decimal(number))) == number


@given(st.text(alphabet=NUMERAL, max_size=40))
def test_any_row_of_figures_is_read_or_refused(text: str) -> None:
    number = whole(text)
    assert number is None or number >= 0
