from __future__ import annotations

import pytest

from retrieval.query.builder import QueryBuilder
from retrieval.query.several import MOST, separate


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("渡口在哪里?谁管渡口?", ("渡口在哪里?", "谁管渡口?")),
        ("渡口停运了。为什么停运?什么时候停运?", ("渡口停运了。为什么停运?", "什么时候停运?")),
        ("渡口在哪里?谢谢!", ("渡口在哪里?谢谢!",)),
        ("渡口停运了吗?", ("渡口停运了吗?",)),
        ("", ("",)),
        ("???", ("???",)),
    ],
)
def test_questions_are_told_apart(
    builder: QueryBuilder, text: str, questions: tuple[str, ...]
) -> None:
    assert separate(text, builder) == questions


def test_a_message_has_so_many_questions_at_most(builder: QueryBuilder) -> None:
    assert len(separate("渡口在哪里?" * 9, builder)) == MOST
