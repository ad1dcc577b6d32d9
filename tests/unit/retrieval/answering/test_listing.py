"""Lists of reports: each place by itself, what lacks a word, and what stands above the reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.answer import Answer, Listing, NotFound, Question, Why
from retrieval.article import Article
from retrieval.claims.criterion import Mark
from retrieval.corpus import Corpus
from retrieval.library import Library

ARTICLES = (
    Article(
        "m1",
        "梨园新事",
        ("白沙乡的梨农修了水渠,梨树丰收。", "客商来自青石镇。"),
        byline="温如玉",
        place="白沙乡",
        source="松溪日报",
        date="2025-05-03",
    ),
    Article(
        "m2",
        "石桥修复记",
        ("青石镇的石桥修好了,茶馆开张。",),
        byline="记者 陆云帆 沈知秋",
        place="青石镇",
        source="松溪日报",
        date="2024年11月",
    ),
    Article(
        "m3",
        "书车进山",
        ("流动书车走进松岭县,茶馆里有了书架。", "何大川说,2025年还要再去。"),
        byline="何大川",
        place="松岭县",
        source="白沙晚报",
        date="20250518",
    ),
    Article("m4", "无名小记", ("一场雨后,梨花落了。陆云帆路过。",)),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus(ARTICLES))


@pytest.fixture(scope="module")
def bare() -> Library:
    """The same without dates, newspapers and authors."""
    return Library(Corpus(tuple(replace(a, byline="", source="", date="") for a in ARTICLES)))


def ask(library: Library, question: str) -> Answer:
    return library.answer(Question(question))


def listed(library: Library, question: str) -> set[str]:
    answer = ask(library, question)
    assert isinstance(answer, Listing), answer
    assert answer.total == len(answer.articles)
    return {article.id for article in answer.articles}


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("青石镇、白沙乡、松岭县各有几篇报道?", {"青石镇": 2, "白沙乡": 1, "松岭县": 1}),
        ("白沙乡、松岭县各有多少篇报道?", {"白沙乡": 1, "松岭县": 1}),
        ("青石镇和松岭县分别有哪些报道?", {"青石镇": 2, "松岭县": 1}),
        ("青石镇和松岭县各有哪些报道?", {"青石镇": 2, "松岭县": 1}),
        ("石桥、书车、水渠各有几篇文章?", {"石桥": 1, "书车": 1, "水渠": 1}),
        ("提到茶馆和水渠的报道各有几篇?", {"茶馆": 2, "水渠": 1}),
        ("茶馆、火星各有几篇报道?", {"茶馆": 2, "火星": 0}),
        ("青石镇与白沙乡各自有几篇报道?", {"青石镇": 2, "白沙乡": 1}),
        ("分别有几篇报道提到茶馆、石桥?", {"茶馆": 2, "石桥": 1}),
        ("哪些报道分别提到茶馆、水渠?", {"茶馆": 2, "水渠": 1}),
    ],
)
def test_each_is_counted_by_itself(library: Library, question: str, groups: dict[str, int]) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Listing)
    assert {one.criterion.phrases[0]: one.total for one in answer.groups} == groups
    assert all(len(one.articles) == one.total for one in answer.groups)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("没有提到茶馆的报道有哪些?", {"m1", "m4"}),
        ("不在青石镇的报道有哪些?", {"m3", "m4"}),
        ("哪些报道没提到茶馆?", {"m1", "m4"}),
        ("未提及茶馆的文章有几篇?", {"m1", "m4"}),
        ("与茶馆无关的报道有几篇?", {"m1", "m4"}),
        ("哪几篇没有写到茶馆?", {"m1", "m4"}),
        ("没有提到茶馆、水渠的报道有哪些?", {"m4"}),
        ("提到茶馆但没有提到书车的报道有哪些?", {"m2"}),
        ("除了青石镇,还有哪些报道?", {"m3", "m4"}),
        ("不是青石镇的报道有哪些?", {"m3", "m4"}),
        ("未涉及石桥的新闻有哪些?", {"m1", "m3", "m4"}),
        ("没有关于书车的报道有几篇?", {"m1", "m2", "m4"}),
        ("没有提到火星的报道有哪些?", {"m1", "m2", "m3", "m4"}),
    ],
)
def test_what_lacks_a_word_is_listed(library: Library, question: str, ids: set[str]) -> None:
    assert listed(library, question) == ids


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("2025年的报道有哪些?", {"m1", "m3"}),
        ("2025年5月的报道有几篇?", {"m1", "m3"}),
        ("5月的报道", {"m1", "m3"}),
        ("五月的报道有哪些?", {"m1", "m3"}),
        ("2024年的报道", {"m2"}),
        ("2024年11月刊登的文章有几篇?", {"m2"}),
        ("2025年5月3日的报道有哪些?", {"m1"}),
        ("提到2025年的报道有哪些?", {"m3"}),
        ("最新的报道是哪篇?", {"m3"}),
        ("最早的报道是哪一篇?", {"m2"}),
        ("最近有哪些报道?", {"m3"}),
        ("松溪日报有几篇报道?", {"m1", "m2"}),
        ("白沙晚报的报道有哪些?", {"m3"}),
        ("松溪日报的报道", {"m1", "m2"}),
        ("陆云帆写了几篇报道?", {"m2"}),
        ("何大川写过哪些报道?", {"m3"}),
    ],
)
def test_front_matter_is_asked(library: Library, question: str, ids: set[str]) -> None:
    assert listed(library, question) == ids


@pytest.mark.parametrize(
    ("question", "mark"),
    [
        ("2025年的报道有哪些?", Mark.DATE),
        ("5月的报道", Mark.DATE),
        ("2024年11月的报道有几篇?", Mark.DATE),
        ("最新的报道是哪篇?", Mark.DATE),
        ("最早的报道有哪些?", Mark.DATE),
        ("最近的新闻有哪些?", Mark.DATE),
        ("松溪日报有几篇报道?", Mark.NEWSPAPER),
        ("某报有几篇报道?", Mark.NEWSPAPER),
        ("白沙晚报的报道有哪些?", Mark.NEWSPAPER),
        ("这些报道来自哪里?", Mark.NEWSPAPER),
        ("报道的来源是什么?", Mark.NEWSPAPER),
        ("有哪些作者?", Mark.AUTHOR),
        ("一共有几位记者?", Mark.AUTHOR),
    ],
)
def test_what_no_report_bears_is_said(bare: Library, question: str, mark: Mark) -> None:
    answer = ask(bare, question)
    assert isinstance(answer, NotFound)
    assert (answer.reason.why, answer.reason.mark) == (Why.UNMARKED, mark)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("有哪些作者?", {"温如玉": 1, "陆云帆": 1, "沈知秋": 1, "何大川": 1}),
        ("一共有几个作者?", {"温如玉": 1, "陆云帆": 1, "沈知秋": 1, "何大川": 1}),
        ("作者有哪些?", {"温如玉": 1, "陆云帆": 1, "沈知秋": 1, "何大川": 1}),
        ("报道的来源有哪些?", {"松溪日报": 2, "白沙晚报": 1}),
        ("这些报道来自哪里?", {"松溪日报": 2, "白沙晚报": 1}),
        ("有几个来源?", {"松溪日报": 2, "白沙晚报": 1}),
    ],
)
def test_authors_and_newspapers_of_all(
    library: Library, question: str, names: dict[str, int]
) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Listing)
    told = {one.criterion.author or one.criterion.source: one.total for one in answer.groups}
    assert told == names


@pytest.mark.parametrize(
    "question",
    ["2023年的报道有哪些?", "12月的报道", "江南日报有几篇报道?", "没有提到梨、茶馆的报道有哪些?"],
)
def test_where_there_is_none_it_is_said_that_there_is_none(library: Library, question: str) -> None:
    answer = ask(library, question)
    assert isinstance(answer, NotFound)
    assert answer.reason.why in {Why.NONE_SUCH, Why.ABSENT_TERMS}


def test_a_name_above_a_report_quotes_no_paragraph_without_it(library: Library) -> None:
    answer = ask(library, "温如玉写了几篇报道?")
    assert isinstance(answer, Listing)
    assert [article.id for article in answer.articles] == ["m1"]
    assert answer.quotes == ()
