"""Numbers in other dress: what is written, what is left alone, and reading back what is written."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.quantities import quantities
from retrieval.expansion.numbers import alternatives


def ways(text: str) -> dict[str, tuple[str, ...]]:
    return {text[start:stop]: others for (start, stop), others in alternatives(text)}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("九点四六亩", "9.46"),
        ("9.46亩", "九点四六"),
        ("二〇二四年", "2024年"),
        ("二零二四年", "2024年"),
        ("2024年", "二〇二四年"),
        ("24年", "2024年"),
        ("2024年", "24年"),
        ("十三倍", "13"),
        ("七十八名", "78"),
        ("78名", "七十八"),
        ("一亿元", "1亿"),
        ("1亿元", "一亿"),
        ("百分之九十八", "98%"),
        ("百分之三点五", "3.5%"),
        ("98%", "百分之九十八"),
        ("三分之一", "1/3"),
        ("2/3", "三分之二"),
        ("两家", "2家"),
        ("2家", "两家"),
        ("1.2万", "12000"),
        ("1.2万", "一万二千"),
        ("12000", "1.2万"),
        ("12,000", "12000"),
        ("一万二", "12,000"),
        ("三百五", "350"),
        ("三点五亿", "3.5亿"),
        ("两百", "200"),
        ("200", "两百"),
        ("一百一十五", "115"),
        ("十一万零一十五", "110015"),
        ("3月5日", "三月"),
        ("1亿元", "10000万"),
        ("10000万元", "一亿"),
        ("10000万元", "1亿"),
        ("400000台", "40万"),
        ("40万台", "400000"),
        ("四十万台", "400,000"),
        ("23876份", "23,876"),
        ("23,876份", "23876"),
        ("13倍", "十三"),
        ("120㎡", "120平方米"),
        ("120平方米", "120㎡"),
        ("5吨", "5000公斤"),
        ("5吨", "一万斤"),
        ("5000公斤", "5吨"),
        ("10000斤", "5吨"),
        ("10公顷", "150亩"),
        ("90分钟", "1.5小时"),
        ("两成", "20%"),
        ("20%", "两成"),
        ("300余名", "三百多人"),
        ("三百多万元", "300余万元"),
    ],
)
def test_a_number_is_also_written(said: str, written: str) -> None:
    assert any(written in others or f"{written}亩" in others for others in ways(said).values())


@pytest.mark.parametrize(
    "text", ["上半年", "千万", "万一", "几十", "数百", "f16", "a4纸", "3", "", "1.2.3", "百花齐放"]
)
def test_what_is_no_plain_number_is_left_alone(text: str) -> None:
    assert alternatives(text) == []


def test_a_small_number_keeps_the_word_it_counts() -> None:
    assert ways("走访3家企业") == {"3家": ("三家",)}


@given(
    st.decimals(0, 10**9, places=2), st.sampled_from(["", "元", "吨", "平方米", "台", "%", "小时"])
)
def test_every_other_way_says_the_same(value: Decimal, unit: str) -> None:
    text = f"{value.normalize():f}{unit}"
    for (start, stop), others in alternatives(text):
        said = quantities(text[start:stop]) or quantities(text)
        assert all(quantities(other) == said for other in others)


@given(st.integers(1, 10**13))
def test_chinese_figures_read_back_as_the_number(number: int) -> None:
    text = f"{number}元"
    chinese = [way for others in ways(text).values() for way in others if not way[0].isascii()]
    assert chinese
    for way in chinese:
        back = ways(way.removesuffix("元") + "元")
        assert any(str(number) in {other.removesuffix("元") for other in o} for o in back.values())


@given(
    st.text(
        alphabet="零〇一二两三四五六七八九十百千万亿点分之年月0123456789.,%/ 家约a", max_size=14
    )
)
def test_any_jumble_is_taken_and_every_place_is_in_the_text(text: str) -> None:
    for (start, stop), others in alternatives(text):
        assert 0 <= start < stop <= len(text)
        assert text[start:stop] not in others
        assert len(set(others)) == len(others)
        assert all(re.search("[0-9零〇一二两三四五六七八九十百千万亿]", other) for other in others)


@pytest.mark.parametrize("digit", ["1", "9", "一", "九", "十", "两", "亿", "九亿", "1,000", "一点"])
@pytest.mark.parametrize("times", [8, 16, 24, 40, 50, 4096])
@pytest.mark.parametrize("unit", ["", "亿", "年", "%", "分之一"])
def test_a_number_of_any_length_is_no_error(digit: str, times: int, unit: str) -> None:
    alternatives((digit * times)[:4096] + unit)


@pytest.mark.parametrize(
    ("text", "number", "word", "written"),
    [
        ("建于8世纪", "8", "世纪", "八世纪"),
        ("3年级有几个班", "3", "年级", "三年级"),
        ("增长在4季度", "4", "季度", "四季度"),
        ("获得6星级认证", "6", "星级", "六星级"),
        ("进入7强赛", "7", "强赛", "七强赛"),
        ("分为5步骤", "5", "步骤", "五步骤"),
        ("共2阶段", "2", "阶段", "二阶段"),
        ("穿过9街坊", "9", "街坊", "九街坊"),
        ("分成6版块", "6", "版块", "六版块"),
        ("连续3赛季", "3", "赛季", "三赛季"),
        ("4号线", "4", "号线", "四号线"),
        ("走访3家企业", "3", "家", "三家"),
    ],
)
def test_a_small_number_is_taken_with_all_of_the_word_that_follows(
    text: str, number: str, word: str, written: str
) -> None:
    at = text.index(number) + 1
    found = alternatives(text, ends={at: at + len(word)})
    told = {text[start:stop]: others for (start, stop), others in found}
    assert written in told[number + word]
