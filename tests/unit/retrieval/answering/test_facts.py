"""Facts asked about in another dress than the reports tell them in."""

from __future__ import annotations

import pytest

from benchmarks.truth.checker import is_true
from benchmarks.truth.raw_reports import RawReport, RawReports
from retrieval.answer import Found, NotFound, Question
from retrieval.article import Article
from retrieval.claims.answers import claims
from retrieval.corpus import Corpus
from retrieval.library import Library

SHIPS = Article(
    "s1",
    "船厂见闻",
    (
        "青禾船厂去年共交付小艇超40万台,总投资约1亿元。",
        "船工的收入翻了十三倍,每艘船最高卖到100元。",
        "码头在2008年重修,货船往来不断。",
    ),
)
ROADS = Article("s2", "修路记", ("临溪县修路,路长18公里,修了三年。", "村民说路好走了。"))


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((SHIPS, ROADS)))


@pytest.mark.parametrize(
    "question",
    [
        "青禾船厂去年交付小艇400000台吗?",
        "青禾船厂去年交付小艇四十万台吗?",
        "青禾船厂去年交付小艇40万台吗?",
        "青禾船厂总投资10000万元吗?",
        "青禾船厂总投资100000000元吗?",
        "青禾船厂总投资一亿元吗?",
        "船工的收入翻了13倍吗?",
        "每艘船最高卖到一百元吗?",
        "码头是二〇〇八年重修的吗?",
        "临溪县修的路长18000米吗?",
        "临溪县修的路长36里吗?",
    ],
)
def test_equal_numbers_meet_in_whatever_dress(library: Library, question: str) -> None:
    answer = library.answer(Question(question))
    assert isinstance(answer, Found)
    assert answer.absent == ()


@pytest.mark.parametrize(
    "question",
    ["青禾船厂去年交付小艇50万台吗?", "青禾船厂总投资20000万元吗?", "船工的收入翻了17倍吗?"],
)
def test_other_numbers_do_not(library: Library, question: str) -> None:
    answer = library.answer(Question(question))
    assert isinstance(answer, NotFound)
    assert not {"万台", "万元", "倍"} & {*answer.reason.absent_terms}


FILLER = "全镇上下一边忙着春耕一边修整水渠和田埂,"
LONG = "{start}," + FILLER * 5 + "新修的石拱桥长三百二十米,桥上还建起了十二座凉亭" + "{end}。"


def told_in_part(start: str, end: str = "") -> Library:
    texts = ("村里的集市逢五逢十开张。", LONG.format(start=start, end=end))
    return Library(Corpus((Article("b1", "石拱桥", texts), ROADS)))


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [
        ("网传的这些话并非事实", "", "并非"),
        ("镇政府从未批准过这样的说法", "", "从未"),
        ("记者没有在现场见到传言里说的景象", "", "没有"),
        ("镇里否认了以下的说法", "", "否认"),
        ("这是谣言", "", "谣言"),
        ("村民说他们不曾听过这些", "", "不曾"),
        ("镇里禁止在这里摆摊", "", "禁止"),
        ("原来的计划并未实现", "", "并未"),
        ("去年", ",这些说法都不属实", "不"),
        ("去年", ",这样的传言纯属虚构,镇里已经辟谣", "辟谣"),
        ("去年", ",可是这些至今都没有建成", "没有"),
    ],
)
def test_what_negates_in_the_rest_of_a_long_sentence_is_told(
    start: str, end: str, word: str
) -> None:
    library = told_in_part(start, end)
    answer = library.answer(Question("新修的石拱桥长多少米?"))
    assert isinstance(answer, Found)
    quote = answer.quotes[0]
    assert any(quote.cut)
    if word not in quote.text:
        told = [one.word.text for one in answer.negations]
        assert any(word in one for one in told)
        assert not any(one in quote.text for one in told)
    raw = {one.id: RawReport(one.texts, one.title) for one in library.articles}
    assert all(is_true(claim, RawReports(raw)) for claim in claims(answer))


@pytest.mark.parametrize("start", ["镇里不断修桥铺路", "不少村民都来帮忙", "未来这里会更热闹"])
def test_what_only_looks_like_a_negation_is_not_told(start: str) -> None:
    answer = told_in_part(start).answer(Question("新修的石拱桥长多少米?"))
    assert isinstance(answer, Found)
    assert not answer.negations


def test_a_word_that_the_paragraph_told_lacks_is_asked_of_the_rest_of_its_report() -> None:
    master = Article(
        "m1",
        "船匠方阿四",
        ("方阿四今年81岁,修船六十年。", "夫人苏婉仪说,他夜里也在看图纸。", "他的船卖到了邻县。"),
    )
    library = Library(Corpus((SHIPS, ROADS, master)))
    told = library.answer(Question("方阿四今年多少岁?")).told
    answer = library.answer(Question("他的夫人叫什么名字?", told))
    assert isinstance(answer, Found)
    assert "苏婉仪" in answer.quotes[0].text


def test_why_is_told_by_the_paragraph_that_has_the_cause() -> None:
    recalled = Article(
        "r1",
        "两款水壶被召回",
        ("晶盛公司召回“暖心”牌水壶,涉及38650台。", "召回的原因是,温控器可能失灵。"),
    )
    answer = Library(Corpus((SHIPS, ROADS, recalled))).answer(Question("水壶为什么被召回?"))
    assert isinstance(answer, Found)
    assert "温控器" in answer.quotes[0].text


@pytest.mark.parametrize(
    "question", ["《船歌》的作者是谁?", "地铁1号线的末班车是几点?"], ids=["work", "label"]
)
def test_what_no_report_tells_of_another_of_its_kind_is_no_answer(question: str) -> None:
    metro = Article(
        "n1",
        "3号线提前收车",
        (
            "地铁3号线的末班车提前到21时40分,10月1日起恢复。",
            "论文发表在《先进能源》上,第一作者是滕子期。",
        ),
    )
    answer = Library(Corpus((SHIPS, ROADS, metro))).answer(Question(question))
    assert isinstance(answer, NotFound)


def test_a_roman_number_tells_a_grade() -> None:
    flood = Article("l1", "汛情快报", ("县防汛办将防汛应急响应由Ⅳ级提升至Ⅲ级。",))
    answer = Library(Corpus((SHIPS, ROADS, flood))).answer(Question("防汛应急响应是几级?"))
    assert isinstance(answer, Found)


def test_a_question_without_a_word_of_its_own_is_asked_of_the_paragraph_told() -> None:
    match = Article(
        "f1",
        "海潮逆转铁骑",
        ("海潮队是龙舟体育场的主人。", "海潮队主帅米哈伊洛维奇来自塞尔维亚。"),
    )
    library = Library(Corpus((SHIPS, ROADS, match)))
    told = library.answer(Question("海潮队的主帅叫什么?")).told
    answer = library.answer(Question("他是哪国人?", told))
    assert isinstance(answer, Found)
    assert "塞尔维亚" in answer.quotes[0].text
