"""Other dress for a question's words: what is offered, and that an answer is found by it."""

from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Term
from retrieval.answer import Found, NotFound, Question
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.expansion.alternatives import MOST, Alternative, reword
from retrieval.expansion.synonyms import Thesaurus
from retrieval.library import Library


def corpus(*texts: str) -> Corpus:
    return Corpus(tuple(Article(f"a{n}", f"第{n}篇", (text,)) for n, text in enumerate(texts, 1)))


def first_quote(library: Library, question: str) -> str:
    answer = library.answer(Question(question))
    assert isinstance(answer, Found | NotFound)
    quotes = answer.quotes if isinstance(answer, Found) else answer.reason.nearest
    return quotes[0].text


REPORTS = corpus(
    "村口的面馆每天清晨开门，老板姓周。",
    "那家企业的厂房建在山脚下。",
    "剧场昨晚演出越剧，座无虚席。",
    "水库占地九点四六亩，由镇里管护。",
    "清华大学的学生来到海岛支教。",
    "项目总投资1亿元,建在镇东。",
    "新能源汽车累计销量40万台。",
    "村集体收入翻了十三倍,村民都很高兴。",
    "新建的书屋占地120㎡,夜里也开门。",
    "今年合作社收了一万斤粮食,晒满了场院。",
    "驿站把23,876份快递送到山里。",
)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("公司怎么样？", "企业"),
        ("哪里有9.46亩？", "九点四六亩"),
        ("投资10000万元的项目在哪里?", "1亿元"),
        ("哪种车卖了400000台?", "40万台"),
        ("收入翻了13倍的是哪个村?", "十三倍"),
        ("占地120平方米的是什么?", "120㎡"),
        ("哪里收了5吨粮食?", "一万斤"),
        ("23876份快递送到哪里?", "23,876份"),
        ("tsinghua university 的人做了什么？", "清华大学"),
    ],
)
def test_an_answer_in_other_words_is_found(question: str, words: str) -> None:
    assert words in first_quote(Library(REPORTS), question)


def test_the_operators_synonyms_find_what_no_dictionary_would(tmp_path: Path) -> None:
    synonyms = tmp_path / "synonyms.txt"
    synonyms.write_text("包间=座无虚席\n孤单\n", encoding="utf-8")
    library = Library(REPORTS, synonyms)
    assert "座无虚席" in first_quote(library, "包间还有吗？")
    assert [(problem.file, problem.line) for problem in library.problems] == [("synonyms.txt", 2)]


def test_the_operators_words_are_found_however_they_are_cut(tmp_path: Path) -> None:
    synonyms = tmp_path / "synonyms.txt"
    synonyms.write_text("大坝湾湾水 水库\n", encoding="utf-8")
    question = "大坝湾湾水占地多少亩？"
    with_them, without = Library(REPORTS, synonyms), Library(REPORTS)
    answer, other = (one.answer(Question(question)) for one in (with_them, without))
    assert isinstance(answer, Found)
    assert answer.confidence > other.confidence
    assert answer.absent == ()


def test_only_what_stands_in_the_reports_is_offered_and_not_too_much() -> None:
    content = "提高 增加 妻子 父亲 购买 获得 建立 24年 1.2万"
    terms = [
        Term(word, content.index(word), content.index(word) + 2, word=True)
        for word in content.split()[:7]
    ]
    thesaurus = Thesaurus()
    assert reword(content, terms, thesaurus, lambda _: ()) == ()
    known = reword(content, terms, thesaurus, {"采购", "12000"}.intersection)
    assert {(content[one.start : one.stop], one.text) for one in known} == {
        ("购买", "采购"),
        ("1.2万", "12000"),
    }
    everything = reword(content, terms, thesaurus, list)
    assert len(everything) == MOST
    assert all(0 < one.strength <= 1 for one in everything)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("12家", [0]),
        ("112家", []),
        ("12.5亩", []),
        ("3.12", []),
        ("a12", []),
        ("第12,共12", [1, 5]),
    ],
)
def test_a_number_never_stands_inside_another(text: str, places: list[int]) -> None:
    assert list(Alternative(0, 1, "12", 1.0).places(text)) == places
