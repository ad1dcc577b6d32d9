"""Kinds of faults of /search: words that do not all stand there, operators, names of authors."""

from __future__ import annotations

import pytest

from bot.views import search_results
from bot.views.search_results import Search
from bot.views.translations import Translations
from retrieval.answer import Found, NotFound, Question, SearchResults
from retrieval.corpus import Corpus
from retrieval.library import Library
from tests.support.shelf import SHELF

WORDS = Translations().for_reader("zh-hans")


@pytest.fixture(scope="module")
def shelf() -> Library:
    return Library(Corpus(SHELF))


def addresses(found: SearchResults) -> set[str]:
    return {str(one.quote.address) for one in found.whole}


def holding(*words: str) -> set[str]:
    """The paragraphs that hold all of some words, character by character."""
    return {
        f"{article.id}-{number}"
        for article in SHELF
        for number, text in enumerate(article.texts, 1)
        if all(word in text for word in words)
    }


@pytest.mark.parametrize(
    "typed",
    [
        "茶园 渡口",
        "渡船 免费",
        "渡船 电动",
        "茶园 春茶",
        "风筝 徒弟",
        "风筝 渡船",
        "气象站 学生",
        "卫生院 渡船",
        "站长 渡口",
        "魏长庚 颜料",
        "去年 两成",
        "去年 茶农 260元",
        "学生 茶园 雨量计",
        "日记 CT机",
    ],
)
def test_what_lacks_a_word_stands_under_a_heading_of_its_own(shelf: Library, typed: str) -> None:
    found = shelf.look_up(typed, 30)
    assert addresses(found) == holding(*typed.split())
    assert not addresses(found) & {str(one.quote.address) for one in found.part}
    shown = search_results.found(WORDS, Search(typed), found).text.text
    whole, heading, part = shown.partition(WORDS.plain("search_part"))
    assert bool(heading) == bool(part) == bool(found.part)
    first = [one.quote.text for one in found.passages[: search_results.PAGE]]
    assert [text for text in first if text in whole] == [one.quote.text for one in found.whole]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("渡船 -柴油", {"f-1-1", "f-1-3", "f-4-2"}),
        ("茶园 -渡口", {"f-2-1"}),
        ("去年 -风筝", {"f-1-2", "f-2-2"}),
        ("去年 -风筝 -春茶", {"f-1-2"}),
        ("气象站 NOT 丁小禾", {"f-5-1"}),
        ("渡船 －卫生院", {"f-1-1", "f-1-3", "f-4-2"}),
        ("风筝 -“卖出风筝”", {"f-3-1", "f-3-3"}),
        ("来源:柳溪日报 去年", {"f-1-2", "f-3-2"}),
        ("来源：群山晚报 茶", {"f-2-1", "f-2-2", "f-2-3"}),
        ("-来源:柳溪日报 去年", {"f-2-2"}),
        ("日期:2025 去年", {"f-1-2", "f-2-2"}),
        ("日期：2025-03 渡船", {"f-1-1", "f-1-3"}),
        ("日期:11月 风筝", {"f-3-1", "f-3-2", "f-3-3"}),
        ("渡船 日期:2025年5月", set()),
        ("地点:临河镇 去年", {"f-3-2"}),
        ("标题:风筝 去年", {"f-3-2"}),
        ("作者:秦小满 去年", {"f-1-2", "f-3-2"}),
        ("-作者:秦小满 去年", {"f-2-2"}),
    ],
)
def test_an_operator_is_obeyed(shelf: Library, typed: str, found: set[str]) -> None:
    results = shelf.look_up(typed, 30)
    assert addresses(results) == found
    assert results.misread == ()


@pytest.mark.parametrize(
    ("typed", "misread"),
    [
        ("日期:上周 渡船", "日期:上周"),
        ("日期:前年 茶", "日期:前年"),
        ("日期:2025-13 渡船", "日期:2025-13"),
        ("日期:2025-02-31 渡船", "日期:2025-02-31"),
        ("日期:2024..2025 渡船", "日期:2024..2025"),
        ("日期:>2024 渡船", "日期:>2024"),
        ("-日期:2025 渡船", "-日期:2025"),
        ("渡船 OR 茶园", "OR"),
        ("渡*", "*"),
        ("渡船 || 茶园", "||"),
        ("(渡船 OR 茶园) 学生", "OR"),
        ("版面:2 渡船", "版面:"),
        ("记者站:柳溪 渡船", "记者站:"),
        ("渡船~", "~"),
        ("^渡船", "^"),
        ("渡船 NEAR 茶园", "NEAR"),
        ("渡船 「茶园", "「"),
    ],
)
def test_what_is_no_operator_is_said_to_be_none(shelf: Library, typed: str, misread: str) -> None:
    found = shelf.look_up(typed, 30)
    assert misread in found.misread
    said = search_results.found(WORDS, Search(typed), found).text.text
    assert WORDS.plain("search_misread", parts=WORDS.listed(found.misread)) in said


AUTHORS = [name for article in SHELF for name in article.authors]


@pytest.mark.parametrize("name", sorted({*AUTHORS}))
def test_a_byline_is_no_text_of_its_paragraphs(shelf: Library, name: str) -> None:
    found = shelf.look_up(name, 30)
    assert found.passages == ()
    assert {one.id for one in found.reports} == {a.id for a in SHELF if name in a.authors}


@pytest.mark.parametrize("name", ["陶若水", "秦小满", "韩朝阳", "龙在野"])
@pytest.mark.parametrize(
    "question",
    [
        "{}是谁?",
        "{}说了什么?",
        "{}在哪里工作?",
        "{}多大年纪?",
        "{}做了什么?",
        "{}说乘客多了几成?",
        "{}什么时候来的?",
        "{}收了几名徒弟?",
        "关于{}有什么消息?",
        "{}卖出多少风筝?",
        "{}的茶园装了多少盏虫情灯?",
        "{}",
    ],
)
def test_who_only_wrote_the_report_is_not_told_of_in_it(
    shelf: Library, name: str, question: str
) -> None:
    answer = shelf.answer(Question(question.format(name)))
    quotes = answer.quotes if isinstance(answer, Found) else ()
    assert [quote for quote in quotes if name not in quote.text] == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("宋怀远说乘客多了几成?", "两成"),
        ("魏长庚收了几名徒弟?", "十二名"),
        ("罗桂香说春茶每斤卖到多少元?", "260元"),
        ("邵明澜介绍岛上有居民多少人?", "1900人"),
    ],
)
def test_who_is_told_of_is_found(shelf: Library, question: str, answer: str) -> None:
    found = shelf.answer(Question(question))
    assert not isinstance(found, NotFound)
    best = found.quotes[0]
    assert [best.text[a:b] for a, b in best.highlights] == [answer]
