"""Quantities: the same in any dress, and nothing where no single number is told."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import fold
from retrieval.analysis.numerals import written
from retrieval.analysis.quantities import Quantity, quantities, units


def only(text: str) -> Quantity:
    found = quantities(fold(text))
    assert len(found) == 1, text
    return found[0]


@pytest.mark.parametrize(
    "dresses",
    [
        ("1亿元", "10000万元", "一亿元", "100,000,000元", "１亿元", "1万万元"),
        ("400000台", "40万台", "四十万台", "400,000 台"),
        ("23876份", "23,876份", "２３８７６份", "二万三千八百七十六份"),
        ("13倍", "十三倍"),
        ("98%", "百分之九十八", "百分之98", "９８％"),
        ("20%", "两成", "2成"),
        ("5‰", "千分之五", "0.5%"),
        ("三分之一", "1/3"),
        ("120㎡", "120平方米", "120m2", "一百二十平方米"),
        ("5吨", "5000公斤", "一万斤", "5000千克", "5000kg", "10000斤"),
        ("10公顷", "150亩", "10万平方米", "0.1平方公里"),
        ("1.5小时", "90分钟", "一点五小时", "5400秒"),
        ("3千瓦时", "3度电"),
        ("3千克", "3公斤", "三千克"),
        ("3.5公里", "3500米", "七里", "3.5 km"),
        ("二〇二四年", "二零二四年", "2024年"),
        ("24年", "二四年", "二十四年"),
        ("78名", "七十八人", "78位"),
        ("2000余人", "两千多名", "2000多位"),
        ("三百多万元", "300余万元", "300万余元"),
        ("百余人", "100多人", "一百余名"),
        ("3.5亿", "三点五亿", "35000万", "350000000"),
        ("第3", "第三"),
        ("1.2万", "一万二", "一万二千", "12000"),
    ],
)
def test_a_quantity_is_the_same_in_any_dress(dresses: tuple[str, ...]) -> None:
    assert {only(dress) for dress in dresses} == {only(dresses[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1亿元", "1万元"),
        ("1亿元", "1亿美元"),
        ("2000人", "2000余人"),
        ("5吨", "5公斤"),
        ("3%", "3个百分点"),
        ("-3.2亿元", "3.2亿元"),
        ("2024年", "2025年"),
        ("5个", "5家"),
    ],
)
def test_another_quantity_is_another(one: str, other: str) -> None:
    assert only(one) != only(other)


@pytest.mark.parametrize(
    "text",
    [
        *("几十人", "十几个", "数百家", "三四百人", "三四名", "统一", "万一", "千万", "百姓"),
        *("一些", "十分", "五一", "三年级", "八里店镇", "f16", "a4纸", "1.2.3", "5g网络", "", "亿"),
        *("三里屯", "成功", "一成不变", "百花齐放", "4k", "v2.0"),
    ],
)
def test_what_tells_no_single_number_is_left_out(text: str) -> None:
    assert quantities(text) == []


def test_places_are_those_of_the_text() -> None:
    text = "3月5日，投资1.2亿元的项目占地约150亩，用工300余人。"
    found = [fold(text)[quantity.start : quantity.stop] for quantity in quantities(fold(text))]
    assert found == ["3月", "5日", "1.2亿元", "150亩", "300余人"]


def test_a_unit_is_never_the_beginning_of_another_word() -> None:
    assert [q.unit for q in quantities("2人大代表去了3家庭院,吃1米饭")] == ["", "", ""]


def test_units_stand_by_themselves_and_lead_to_their_canonical_one() -> None:
    assert all(unit.canonical and unit.factor > 0 for unit in units().values())
    assert all(fold(name) == name for name in units())
    assert all(" " not in name for name in units())


@given(st.decimals(0, 10**13, places=2), st.sampled_from(sorted(units())))
def test_the_value_is_the_same_in_arabic_and_in_chinese_figures(value: Decimal, unit: str) -> None:
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    dresses = [f"{value:f}{unit}", f"{value:,f}{unit}", f"{written(value)}{unit}"]
    found = [only(dress) for dress in dresses]
    assert found[0] == found[1] == found[2]
    assert found[0].value == value * units()[unit].factor


@given(st.integers(1, 99_999), st.sampled_from(["万", "亿"]))
def test_a_scale_is_only_a_shorter_way_to_write(count: int, scale: str) -> None:
    size = {"万": 10**4, "亿": 10**8}[scale]
    assert only(f"{count}{scale}元") == only(f"{count * size}元")
    assert only(f"{written(Decimal(count * size))}元") == only(f"{count}{scale}元")


@given(st.text(alphabet="零〇一二两十百千万亿点分之年月第几余多0123456789.,%/- 家亩a", max_size=20))
def test_any_jumble_is_taken_and_places_are_in_order(text: str) -> None:
    found = quantities(text)
    assert all(0 <= one.start < one.stop <= len(text) for one in found)
    assert all(one.stop <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("digit", ["1", "9", "一", "九", "十", "两", "亿", "九亿", "1,000", "一点"])
@pytest.mark.parametrize("times", [8, 24, 40, 50, 4096])
@pytest.mark.parametrize("unit", ["", "亿", "年", "%", "分之一", "吨"])
def test_a_number_of_any_length_is_no_error(digit: str, times: int, unit: str) -> None:
    quantities((digit * times)[:4096] + unit)
