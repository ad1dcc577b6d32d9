"""Searching with phrases and filters: what fits is found, what does not is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.query.search_syntax import SearchQuery

ARTICLES = (
    Article(
        "s1",
        "石桥修复记",
        ("石桥全长42米。桥头有茶馆三家。", "知味楼在桥东,游人知道的不多。"),
        byline="记者 陆云帆 沈知秋",
        place="青石镇",
    ),
    Article(
        "s2", "梨园新事", ("梨农修复了水渠,石头桥也修好了。",), byline="温如玉", place="白沙乡"
    ),
    Article("s3", "書車進山", ("流動書車每月到訪一次。" * 20 + "石桥边也停。",), place="青石镇"),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus(ARTICLES))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("“石桥”", {"s1-1", "s3-1"}),
        ('"石桥" 茶馆', {"s1-1", "s3-1"}),
        ("「石橋」", {"s1-1", "s3-1"}),
        ("“石桥” “茶馆”", {"s1-1"}),
        ("作者:陆云帆", {"s1-1"}),
        ("作者：温如玉 修复", {"s2-1"}),
        ("作者:陆云帆 作者:温如玉", set()),
        ("標題:书车", {"s3-1"}),
        ("标题:《石桥修复记》 茶馆", {"s1-1"}),
        ("地点:青石镇 桥头", {"s1-1"}),
        ("place:白沙乡", {"s2-1"}),
        ("地点:青石镇", {"s1-1", "s3-1"}),
        ("知", {"s1-2"}),
        ("“知”", {"s1-2"}),
        ("作者:无此人 石桥", set()),
        ("“没有的话”", set()),
        ("“”", set()),
        ("", set()),
    ],
)
def test_what_fits_is_found(library: Library, typed: str, found: set[str]) -> None:
    assert {str(hit.quote.address) for hit in library.search(typed, 30)} == found


@pytest.mark.parametrize("typed", ["“石桥边也停”", "“到訪一次。流動書車每月到訪一次。流動書車”"])
def test_the_phrase_stands_in_the_quote_and_is_marked(library: Library, typed: str) -> None:
    [hit] = library.search(typed, 5)
    marked = [hit.quote.text[a:b] for a, b in hit.quote.highlights]
    assert marked
    assert typed.strip("“”") in hit.quote.text


def test_a_search_is_read_into_its_parts() -> None:
    assert SearchQuery.parse("作者：陸雲帆  “石桥 茶馆” 修复 地点:“青石 镇”") == SearchQuery(
        "修复", ("石桥 茶馆",), authors=("陆云帆",), places=("青石镇",)
    )
    assert SearchQuery.parse("合作者:甲").authors == ()


def test_the_words_of_a_question_are_told_without_the_rest(library: Library) -> None:
    assert "茶馆" in library.terms("请问石桥桥头有多少家茶馆?")
    assert "请问" not in library.terms("请问石桥桥头有多少家茶馆?")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('作者标题:：“”"「」《》石桥 a，\n知'), max_size=24))
def test_nothing_that_is_typed_breaks_a_search(library: Library, typed: str) -> None:
    for hit in library.search(typed, 3):
        assert hit.quote.text in hit.quote.paragraph.text
