"""What reports are asked for, told from the words around it. All questions are invented."""

from __future__ import annotations

import pytest

from retrieval.query.metadata import metadata_question
from retrieval.query.tokens import QuestionTokenizer
from retrieval.query.topic import topic


@pytest.mark.parametrize(
    ("question", "phrases"),
    [
        ("哪些报道提到渡口?", ["渡口"]),
        ("写临溪县各地的报道有哪几篇?", ["临溪县"]),
        ("地铁出现在哪几篇报道里?请全部列出。", ["地铁"]),
        ("有哪些报道跟柿子有关?", ["柿子"]),
        ("和企业有关的文章有哪些?", ["企业"]),
        ("哪些报道里出现了候船室?", ["候船室"]),
        ("都有哪些文章说到民宿的事?", ["民宿"]),
        ("列出所有提到和平村的报道", ["和平村"]),
        ("请把提到志愿者的报道都列出来", ["志愿者"]),
        ("提到过气象站的文章都有哪些呀", ["气象站"]),
        ("哪些文章讲的是环保方面的工作?", ["环保"]),
        ("哪几篇讲到了调解工作?", ["调解工作"]),
        ("说说有哪些报道写了派出所的", ["派出所"]),
        ("哪些报道同时提到快递和垃圾?", ["快递", "垃圾"]),
        ("一共收录了多少篇文章?", []),
    ],
)
def test_phrases_are_freed_of_what_only_asks(
    tokenizer: QuestionTokenizer, question: str, phrases: list[str]
) -> None:
    about = metadata_question(tokenizer.tokens(question))
    assert about is not None
    assert list(topic(about.subject).phrases) == phrases


@pytest.mark.parametrize(
    ("text", "either"),
    [
        ("民宿、餐饮", True),
        ("民宿或者餐饮", True),
        ("民宿和餐饮", False),
        ("同时 民宿、餐饮", False),
    ],
)
def test_one_phrase_will_do_where_the_question_says_so(
    tokenizer: QuestionTokenizer, text: str, *, either: bool
) -> None:
    assert topic(tokenizer.tokens(text)).either is either


def test_the_words_of_phrases_may_stand_apart(tokenizer: QuestionTokenizer) -> None:
    assert topic(tokenizer.tokens("举报奖励、举报工作")).words == ("举报", "奖励")
