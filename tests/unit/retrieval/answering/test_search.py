"""Searching with phrases and filters: what fits is found, what does not is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from retrieval.answering.search import MOST_WORDS
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.query.search_syntax import SearchQuery

FERRY = "渡口"
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


MORE = (
    Article(
        "x1",
        "ＣＯＶＩＤ与登录",
        ("防治COVID-19的药X-900由user.login.name写成C++程序,售价1900元。", "知道哪里怎么走吗?"),
        byline="甲一",
        source="松溪日报",
        date="2025-05-03",
    ),
    Article("x2", "杨梅熟了", ("大棚杨梅上市。", "露天杨梅还早,民宿也卖杨梅。", "民宿客满。")),
    Article("x3", "另一家", ("青石镇的杨梅很甜。",), byline="陆云帆", source="白沙晚报"),
)


@pytest.fixture(scope="module")
def more() -> Library:
    return Library(Corpus(MORE))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("杨梅 民宿", {"x2-2"}),
        ("杨梅 -大棚", {"x2-2", "x3-1"}),
        ("杨梅 －大棚", {"x2-2", "x3-1"}),
        ("杨梅 NOT 大棚", {"x2-2", "x3-1"}),
        ("杨梅 -“大棚” -青石镇", {"x2-2"}),
        ("杨梅 AND 民宿", {"x2-2"}),
        ("杨梅 +民宿", {"x2-2"}),
        ("来源:白沙晚报 杨梅", {"x3-1"}),
        ("source：白沙晚报", {"x3-1"}),
        ("日期:2025-05 药", {"x1-1"}),
        ("日期：2025年 程序", {"x1-1"}),
        ("‘大棚杨梅’", {"x2-1"}),
        ("「民宿客满」", {"x2-3"}),
        ("〝杨梅上市〞", {"x2-1"}),
        ("«杨梅上市»", {"x2-1"}),
        ("怎么", {"x1-2"}),
        ("哪里", {"x1-2"}),
        ("知道", {"x1-2"}),
        ("COVID", {"x1-1"}),
        ("ｃｏｖｉｄ", {"x1-1"}),
        ("x900", {"x1-1"}),
        ("X 900", {"x1-1"}),
        ("login", {"x1-1"}),
        ("c++", {"x1-1"}),
        ("900元", set()),
        ("logi", set()),
        ("陆云帆", set()),
    ],
)
def test_what_holds_all_that_was_typed_is_apart(more: Library, typed: str, found: set[str]) -> None:
    whole = more.look_up(typed, 30).whole
    assert {str(hit.quote.address) for hit in whole} == found
    assert typed.startswith("source") or all(hit.quote.highlights for hit in whole)


def test_what_holds_a_part_comes_after_it(more: Library) -> None:
    found = more.look_up("杨梅 民宿", 30)
    assert {str(hit.quote.address) for hit in found.part} == {"x2-1", "x2-3", "x3-1"}
    assert more.search("杨梅 民宿", 30) == found.whole + found.part


@pytest.mark.parametrize(
    ("typed", "reports"),
    [
        ("陆云帆", ["x3"]),
        ("甲一", ["x1"]),
        ("杨梅熟了", ["x2"]),
        ("ｃｏｖｉｄ", ["x1"]),
        ("火星", []),
    ],
)
def test_what_only_a_heading_holds_names_the_report_and_quotes_nothing(
    more: Library, typed: str, reports: list[str]
) -> None:
    assert [article.id for article in more.look_up(typed, 30).reports] == reports


@pytest.mark.parametrize(
    ("typed", "misread"),
    [
        ("日期:昨天 杨梅", "日期:昨天"),
        ("杨梅 OR 民宿", "OR"),
        ("杨梅 | 民宿", "|"),
        ("栏目:要闻 杨梅", "栏目:"),
        ("杨*", "*"),
        ("“杨梅", "“"),
        ("杨梅 NOT", "NOT"),
        ("杨梅 -", "-"),
        ("-日期:2025 杨梅", "-日期:2025"),
        ("date:soon 杨梅", "date:soon"),
        ("杨梅 NEAR 民宿", "NEAR"),
    ],
)
def test_what_is_not_understood_is_said(more: Library, typed: str, misread: str) -> None:
    assert misread in more.look_up(typed, 30).misread


def test_what_is_barred_is_left_out(more: Library) -> None:
    every = {one.quote.article.byline for one in more.search("杨梅", 30)}
    assert "陆云帆" in every
    left = {one.quote.article.byline for one in more.search("杨梅 -作者:陆云帆", 30)}
    assert left == every - {"陆云帆"}


@pytest.mark.parametrize(
    "typed", ["杨梅 民宿", "作者:陆云帆", "“大棚杨梅”", "比分3:2", "C++", "X-900"]
)
def test_what_is_understood_is_not_complained_of(more: Library, typed: str) -> None:
    assert more.look_up(typed, 30).misread == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (FERRY, 0),
        (" ".join([FERRY] * MOST_WORDS), 0),
        (" ".join([FERRY] * (MOST_WORDS + 1)), MOST_WORDS),
        (f"{FERRY} " * 1000, MOST_WORDS),
        (f"{FERRY}，" * 300, MOST_WORDS),
        (FERRY + " " * 500 + "稻田", MOST_WORDS),
        ("x " * 500, MOST_WORDS),
    ],
)
def test_who_types_more_words_than_are_looked_for_is_told(
    town: Library, typed: str, first: int
) -> None:
    assert town.look_up(typed).first_words == first


def test_the_first_words_are_looked_for_and_no_later_ones(town: Library) -> None:
    found = town.look_up(f"{FERRY} " * MOST_WORDS + "稻田")
    assert found.passages
    assert found.words == (FERRY,)
