"""Where a text can be cut: behind a clause, never within what belongs together."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.extraction.clauses import Clauses

TEXT = "渡口修好了,花去480万元。岸上的人说:“真好。”书屋也开了;"


def pieces(text: str) -> list[str]:
    return [text[start:stop] for start, stop in Clauses.of(text).spans]


def test_a_clause_ends_behind_its_mark_and_what_closes_it() -> None:
    assert pieces(TEXT) == [
        "渡口修好了,",
        "花去480万元。",
        "岸上的人说:",
        "“真好。”",
        "书屋也开了;",
    ]
    assert Clauses.of(TEXT).ends == (False, True, False, True, True)


@pytest.mark.parametrize(
    "text",
    [
        "花去1,480万元",
        "每天9:30开门",
        "《高空落下的花盆，谁来赔》登了出来",
        "文旅局（渡口，书屋）修好了",
        "推行“积分制,网格化”管理",
    ],
)
def test_numbers_brackets_and_short_quotations_are_not_cut(text: str) -> None:
    assert pieces(text) == [text]


def test_a_speech_is_cut() -> None:
    speech = "“渡口修好了以后来的人多了,书屋也开到了晚上九点,岸上的人都说好”"
    assert len(pieces(speech)) == 3


def test_runs_grow_by_whole_sentences() -> None:
    clauses = Clauses.of(TEXT)
    assert clauses.around((1, 1)) == (0, 1)
    assert clauses.behind((0, 1)) == (0, 3)
    assert clauses.before((2, 3)) == (0, 3)
    assert clauses.before((3, 3)) is None
    assert clauses.behind((0, 0)) is None
    assert clauses.before((0, 1)) is None
    assert clauses.behind((4, 4)) is None
    assert TEXT[slice(*clauses.span((1, 2)))] == "花去480万元。岸上的人说:"


@given(st.text("渡口书屋1,.，。：;”“（）《》", max_size=60))
def test_together_the_clauses_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
