"""Facts asked about in another dress than the reports tell them in."""

from __future__ import annotations

import pytest

from retrieval.answer import Found, NotFound, Question
from retrieval.article import Article
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
