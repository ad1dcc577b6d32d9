from __future__ import annotations

import pytest

from retrieval.query.names import names

COMMON = {"全", "农村", "有限", "开发", "方便", "周末", "万元"}


def commonness(word: str) -> float:
    return 1e-3 if word in COMMON else 0.0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["青禾", "镇", "的", "稻田"], ("青禾镇",)),
        (["柳湾村", "在", "哪"], ("柳湾村",)),
        (["竹溪", "街道", "的", "柿子"], ("竹溪街道",)),
        (["临溪县", "第二", "小学"], ("临溪县", "第二小学")),
        (["林晓峰", "说"], ("林晓峰",)),
        (["投资", "480", "万元", "占", "2.5", "亩"], ("480", "2.5")),
        (["青禾", "镇", "和", "青禾", "镇"], ("青禾镇",)),
        (["地铁", "1", "号线", "5", "号"], ("1", "1号线", "5")),
        (["全", "镇", "这个", "村", "民营", "公司"], ()),
        (["方便", "村"], ()),
        (["周末", "来"], ()),
        (["店口", "", "乡", "贤"], ()),
        (["上城", "", "街道"], ()),
        (["高科技公司", "在", "哪"], ()),
        (["周曾于"], ()),
        ([], ()),
    ],
)
def test_names_are_told_by_their_form(words: list[str], found: tuple[str, ...]) -> None:
    assert names(words, commonness) == found
