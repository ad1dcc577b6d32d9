"""Words of a question that stand in no report."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import fold
from retrieval.library import Library
from tests.unit.retrieval.town import ARTICLES

TEXTS = [fold(text) for one in ARTICLES for text in (one.title, one.byline, *one.texts)]


def absent(town: Library, question: str) -> tuple[str, ...]:
    query = town._builder.build(question)  # noqa: SLF001
    return town._judge.absence.words(query)  # noqa: SLF001


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("西湖有多深?", ("西湖",)),
        ("渡口为什么停运?", ()),
        ("渡口和西湖分别在哪里?", ("西湖",)),
        ("比较一下渡口和稻田的原文", ()),
        ("x900停运了吗?", ("x900",)),
        ("产量增长98%吗?", ("98%",)),
        ("渡口停运几公顷?", ()),
        ("请问", ()),
        ("", ()),
    ],
)
def test_only_what_is_asked_about_is_told_absent(
    town: Library, question: str, words: tuple[str, ...]
) -> None:
    assert absent(town, question) == words


@given(
    st.lists(
        st.sampled_from(
            ["渡口", "西湖", "云浦市", "分别", "多少", "2.5", "7.5", "稻田音乐会", "abc"]
        )
    )
)
def test_what_is_told_absent_stands_in_no_report(town: Library, words: list[str]) -> None:
    told = absent(town, " ".join(words))
    assert not [word for word in told if any(word in text for text in TEXTS)]
    assert len({*told}) == len(told)
