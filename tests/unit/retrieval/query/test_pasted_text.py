"""A question after a long text that was pasted before it."""

from __future__ import annotations

import pytest

from retrieval.query.pasted_text import last_question

PASTED = "近日,青石镇的望月桥完成修复。这座桥始建于1786年,是全镇最老的石拱桥。" * 5


@pytest.mark.parametrize("between", ["", "\n", "\n\n", " "])
@pytest.mark.parametrize(
    "question", ["这座桥在哪里?", "望月桥有多长？", "请问是谁修的", "茶馆有几家呢?", "为什么要修"]
)
def test_the_last_sentence_is_the_question(between: str, question: str) -> None:
    def asks(text: str) -> bool:
        return any(word in text for word in ("谁", "为什么"))

    assert last_question(PASTED + between + question, asks) == question


@pytest.mark.parametrize(
    "typed", ["", "桥?", PASTED, PASTED + "修好了。", "桥在哪里?" + PASTED, "?" * 200, "\n" * 200]
)
def test_anything_else_is_left_as_it_is(typed: str) -> None:
    assert last_question(typed, lambda _: False) == typed
