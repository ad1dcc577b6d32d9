from __future__ import annotations

import pytest

from retrieval.query.answer_type import answer_type
from retrieval.query.focus import focus
from retrieval.query.tokens import QuestionTokenizer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("有多少名先锋骑士?", ["先锋", "骑士"]),
        ("工资是多少?", ["工资"]),
        ("在哪个镇?", ["镇"]),
        ("渡口南到哪条路?", ["路"]),
        ("渡口在哪条路?", ["路"]),
        ("设了几个班?", ["班"]),
        ("所长是谁?", ["所长"]),
        ("谁是所长?", ["所长"]),
        ("渡口停运了", []),
        ("", []),
    ],
)
def test_the_noun_asked_for_stands_beside_the_question_word(
    tokenizer: QuestionTokenizer, question: str, words: list[str]
) -> None:
    tokens = tokenizer.tokens(question)
    assert [token.text for token in focus(tokens, answer_type(tokens)[1])] == words
