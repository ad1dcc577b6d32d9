"""What is counted, of when and why: whole amounts, in units of the kind that is asked for."""

from __future__ import annotations

import pytest

from retrieval.answer import Answer, Found, NotFound, Question
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library

MOTORS = Article(
    "m1",
    "北屿机电三季度利润下滑",
    (
        "北屿机电10月披露三季报,前三季度实现营业收入46.8亿元,净利润2.15亿元。",
        "公司解释称,净利润下降主要是因为铜价上涨,又对河口工厂计提减值准备6200万元。",
        "样机充电12分钟可跑400公里,电池能量密度达到每公斤360瓦时,研制历时一年半。",
        "北屿机电今年前8个月交付样机8.6万台,预售价32.98万元起。",
    ),
)
COURT = Article(
    "m2",
    "高空抛物获刑",
    (
        "被告人孟某因犯高空抛物罪,被判处有期徒刑一年,并处罚金3000元。",
        "受降雨影响,庭审推迟了两个半月。法庭每周三开庭,9时至17时接待。",
        "陈列室去年接待参观17万人次,接待组织参观的工人2300人。",
    ),
)
BRIDGE = Article(
    "m3",
    "古渡桥拆了",
    (
        "3月15日凌晨,古渡桥实施爆破拆除,整个过程只有4秒。新桥设计双向四车道,预计明年10月通车。",
        "古渡桥建于1957年,是全县第一座公路桥,长86米,宽7米。",
        "警方历时四个月侦破炸药失窃案,在昆明集中收网。渡口值守从周一至周五16时至18时。",
        "当年三百多人修桥修了一年零四个月。",
        "养护费每人每年40元,由县里统一收取。",
        "收取养护费从9月15日至12月31日。",
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((MOTORS, COURT, BRIDGE)))


def marked(answer: Answer) -> list[str]:
    assert isinstance(answer, Found), answer
    quote = answer.quotes[0]
    return [quote.article.texts[quote.number - 1][slice(*one)] for one in quote.highlights]


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("研制历时多久?", "一年半"),
        ("研制花了多长时间?", "一年半"),
        ("庭审推迟了多久?", "两个半月"),
        ("孟某被判了多久?", "一年"),
        ("孟某的有期徒刑判了多长时间?", "一年"),
        ("孟某被罚了多少钱?", "3000元"),
        ("电池能量密度是多少?", "360瓦时"),
        ("样机充电12分钟能跑多远?", "400公里"),
        ("陈列室去年接待了多少游客?", "17万人次"),
        ("参观的工人有多少?", "2300人"),
        ("古渡桥有多长?", "86米"),
        ("警方侦破失窃案用了几个月?", "四个月"),
        ("当年修桥修了多久?", "一年零四个月"),
        ("警方在哪里收网?", "昆明"),
        ("渡口值守到几点?", "周一至周五16时至18时"),
        ("养护费什么时候收取?", "9月15日至12月31日"),
        ("今年前8个月交付了多少台样机?", "8.6万台"),
    ],
)
def test_an_amount_is_marked_whole(library: Library, question: str, amount: str) -> None:
    assert marked(library.answer(Question(question))) == [amount]


@pytest.mark.parametrize(
    "question",
    [
        "河口工厂有多少工人?",
        "河口工厂有多少员工?",
        "北屿机电有多少职工?",
        "铜价上涨影响多少学生?",
        "北屿机电去年交付样机多少台?",
        "北屿机电上年交付了多少台样机?",
        "北屿机电的CEO是谁?",
        "北屿机电的董秘是谁?",
        "北屿机电的CTO是哪位?",
        "法庭的主簿是谁?",
        "陈列室周几闭馆?",
        "新桥有多长?",
    ],
)
def test_what_is_told_of_other_things_and_times_answers_nothing(
    library: Library, question: str
) -> None:
    assert isinstance(library.answer(Question(question)), NotFound)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("北屿机电为什么净利润下降?", "是因为铜价上涨"),
        ("北屿机电的净利润为何下降?", "是因为铜价上涨"),
        ("庭审为什么推迟?", "受降雨影响"),
        ("样机多少钱?", "32.98万元"),
        ("法庭星期几开庭?", "每周三"),
        ("法庭几点钟接待?", "9时至17时"),
    ],
)
def test_what_is_told_in_another_paragraph_or_form_is_found(
    library: Library, question: str, told: str
) -> None:
    answer = library.answer(Question(question))
    assert isinstance(answer, Found)
    assert told in answer.quotes[0].text


def test_a_figure_within_a_word_is_none() -> None:
    text = "长三角的企业投资1亿元。珠三角的展会门票100元。"
    answer = Library(Corpus((Article("m4", "展会", (text,)),))).answer(Question("提到了哪些金额?"))
    assert isinstance(answer, Found)
    told = [quote.text[slice(*one)] for quote in answer.quotes for one in quote.highlights]
    assert told == ["1亿元", "100元"]
