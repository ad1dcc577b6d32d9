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
        ("渡口和粮站分别在哪里?", ("渡口在哪里?", "粮站在哪里?")),
        ("渡口和渡口分别在哪里?", ("渡口在哪里?",)),
        ("渡口的长、宽各是多少?", ("渡口的长是多少?", "渡口的宽是多少?")),
        ("老李和老王的船各有几条?", ("老李的船有几条?", "老王的船有几条?")),
        ("比较一下渡口和粮站", ("讲讲渡口", "讲讲粮站")),
        ("比较一下渡口和粮站的数量", ("渡口有多少?", "粮站有多少?")),
        ("对比渡口与粮站的工人数目", ("渡口的工人有多少?", "粮站的工人有多少?")),
        ("渡口和粮站有什么不同?", ("讲讲渡口", "讲讲粮站")),
        ("渡口有几条船,谁管粮站?", ("渡口有几条船", "谁管粮站?")),
        ("分别呢?", ("分别呢?",)),
        ("比较一下和", ("比较一下和",)),
        ("和" * 200, ("和" * 200,)),
        ("", ("",)),
        ("???", ("???",)),
    ],
)
def test_questions_are_told_apart(
    builder: QueryBuilder, text: str, questions: tuple[str, ...]
) -> None:
    assert separate(text, builder).questions == questions


def test_a_message_has_so_many_questions_at_most(builder: QueryBuilder) -> None:
    assert len(separate("渡口在哪里?" * 9, builder).questions) == MOST


def test_of_many_things_the_first_three_are_asked_of(builder: QueryBuilder) -> None:
    several = separate("甲村、乙村、丙村、丁村和戊村分别有几口井?", builder)
    assert several.questions == ("甲村有几口井?", "乙村有几口井?", "丙村有几口井?")
    assert several.left == ("丁村", "戊村")
