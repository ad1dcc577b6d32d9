"""Overviews: quotes only, in order, in bounded time, whatever is typed."""

from __future__ import annotations

from time import perf_counter

import pytest

from retrieval.answer import Aim, Found, NotFound, Question, Told
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library

BRIDGE = Article(
    "x01",
    "老桥新事",
    ("青禾县的老桥修好了。站长顾晓棠说,桥很结实。", "明年还要修路。(林小满)"),
    byline="林小满",
    place="青禾县",
)
BOAT = Article("x02", "渡船停运", ("渡船停了。", "村民方女士改走老桥。"), byline="贺知")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((BRIDGE, BOAT)))


def texts(library: Library, question: str, about: Told | None = None) -> list[str]:
    answer = library.answer(Question(question, about))
    assert isinstance(answer, Found)
    return [quote.text for quote in answer.quotes]


def test_an_outline_is_the_first_sentence_of_each_paragraph(library: Library) -> None:
    wanted = ["青禾县的老桥修好了。", "明年还要修路。"]
    for question in ("x01讲了什么?", "第一篇讲了什么?", "《老桥新事》讲了什么?", "概括一下x01"):
        assert texts(library, question) == wanted
    assert texts(library, "这篇讲了什么?", Told("x02")) == ["渡船停了。", "村民方女士改走老桥。"]
    assert texts(library, "x01-1讲了什么?") == ["青禾县的老桥修好了。", "站长顾晓棠说,桥很结实。"]


@pytest.mark.parametrize(
    "question", ["第九篇讲了什么?", "《没有这篇》讲了什么?", "写火箭的那篇讲了什么?"]
)
def test_an_outline_of_nothing_is_refused(library: Library, question: str) -> None:
    assert isinstance(library.answer(Question(question)), NotFound)


def test_names_are_marked_in_the_sentence_they_stand_in(library: Library) -> None:
    answer = library.answer(Question("报道里有哪些人?"))
    assert isinstance(answer, Found)
    assert answer.aim is Aim.NAMES
    marked = [quote.text[a:b] for quote in answer.quotes for a, b in quote.highlights]
    assert marked == ["顾晓棠", "方女士"]
    assert texts(library, "x02里有哪些人?") == ["村民方女士改走老桥。"]


def test_what_there_is_on_a_subject_comes_in_order(library: Library) -> None:
    assert texts(library, "讲讲老桥") == ["青禾县的老桥修好了。", "村民方女士改走老桥。"]
    about = library.about("顾晓棠")
    assert isinstance(about, Found)
    assert [quote.text for quote in about.quotes] == ["站长顾晓棠说,桥很结实。"]
    assert isinstance(library.about("没有此人"), NotFound)


def test_examples_are_answered(library: Library) -> None:
    for question in library.examples():
        assert isinstance(library.answer(Question(question)), Found)


@pytest.mark.parametrize(
    "question",
    [
        "和" * 200,
        "讲讲",
        "讲讲和",
        "概括",
        "讲讲<b>老桥</b>",
        "讲讲" + "老桥" * 150,
        "《》讲了什么?",
        "第零篇讲了什么",
    ],
)
def test_odd_questions_take_no_time(library: Library, question: str) -> None:
    library.answer(Question(question))
    start = perf_counter()
    library.answer(Question(question))
    assert perf_counter() - start < 0.25


@pytest.mark.slow
def test_a_name_in_five_thousand_reports_is_told_a_few_times() -> None:
    many = tuple(
        Article(f"m{n}", f"第{n}件事", ("站长顾晓棠说,来了。",), byline="贺知") for n in range(5000)
    )
    library = Library(Corpus(many))
    library.about("顾晓棠")
    start = perf_counter()
    about = library.about("顾晓棠")
    assert perf_counter() - start < 1
    assert isinstance(about, Found)
    assert len(about.quotes) < 20


TOWNS = Article("x03", "四镇", ("青禾镇修桥。梧川镇修路。", "梅坞镇和柳川镇种树。"))


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("除了青禾镇,还有哪些镇?", ["梧川镇", "梅坞镇", "柳川镇"]),
        ("除了青禾镇以外,报道里有哪些镇?", ["梧川镇", "梅坞镇", "柳川镇"]),
        ("除了青禾镇和梅坞镇,还有哪些镇?", ["梧川镇", "柳川镇"]),
        ("除了青禾、梧川,还提到哪些镇?", ["梅坞镇", "柳川镇"]),
    ],
)
def test_what_is_excepted_is_not_listed(question: str, named: list[str]) -> None:
    answer = Library(Corpus((TOWNS,))).answer(Question(question))
    assert isinstance(answer, Found)
    marked = [quote.text[a:b] for quote in answer.quotes for a, b in quote.highlights]
    assert marked == named
