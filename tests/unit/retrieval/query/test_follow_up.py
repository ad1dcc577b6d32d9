from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.answer import Told
from retrieval.article import Article
from retrieval.query.answer_type import answer_type
from retrieval.query.follow_up import Lean, follow_up, lent_words, standing, without_rival
from retrieval.query.tokens import QuestionTokenizer
from tests.unit.retrieval.town import FERRY

TOLD = Told("b2", 1, 0, 21, ((0, 4), (7, 12)))
REPORTS = {
    "b2": FERRY,
    "gaps": Article("gaps", "空", ("", "有话。")),
    "none": Article("none", "", ()),
}


@pytest.mark.parametrize(
    ("question", "words", "lean"),
    [
        ("那里有什么设施?", "有什么设施?", Lean.POINTS),
        ("他是谁?", "是谁?", Lean.POINTS),
        ("这个项目投资多少?", "投资多少?", Lean.POINTS),
        ("其中老人占多少?", "老人占多少?", Lean.POINTS),
        ("青禾镇的呢?", "青禾镇", Lean.AGAIN),
        ("那投资多少?", "投资多少?", Lean.AGAIN),
        ("占地呢?", "占地", Lean.AGAIN),
        ("那北苑街道呢?", "北苑街道", Lean.AGAIN),
        ("那旧馆街道的呢?", "旧馆街道", Lean.AGAIN),
        ("由谁运营?", "由谁运营?", Lean.MAY),
        ("什么时候停运的?", "什么时候停运的?", Lean.MAY),
        ("跟谁合作的?", "跟谁合作的?", Lean.MAY),
        ("用了多少年?", "用了多少年?", Lean.MAY),
        ("采访了哪些人?", "采访了哪些人?", Lean.NONE),
        ("渡口用了多少年?", "渡口用了多少年?", Lean.NONE),
        ("柿子产量增长多少?", "柿子产量增长多少?", Lean.NONE),
        ("换个话题,那里有多少人?", "换个话题,那里有多少人?", Lean.NONE),
        ("其他村的情况如何?", "其他村的情况如何?", Lean.NONE),
        ("土耳其客商来了几位?", "土耳其客商来了几位?", Lean.NONE),
        ("他人能进气象站吗?", "他人能进气象站吗?", Lean.NONE),
    ],
)
def test_how_a_question_leans(
    tokenizer: QuestionTokenizer, question: str, words: str, lean: Lean
) -> None:
    tokens = tokenizer.tokens(question)
    found = follow_up(tokens, answer_type(tokens)[1])
    said = list(question)
    for start, stop in found.words:
        said[start:stop] = " " * (stop - start)
    assert found.lean is lean
    assert "".join(said).rstrip("?").split() == words.rstrip("?").split()


@pytest.mark.parametrize(
    "name",
    [
        "马耳他",
        "维他命",
        "那英",
        "那曲",
        "犹他州",
        "吉他",
        "其他村",
        "土耳其",
        "那拉提",
        "那不勒斯",
    ],
)
def test_a_name_with_a_pronoun_in_it_does_not_lean(tokenizer: QuestionTokenizer, name: str) -> None:
    tokens = tokenizer.tokens(f"{name}的产量是多少?")
    lean = follow_up(tokens, answer_type(tokens)[1]).lean
    assert lean is Lean.NONE


@given(st.text(st.sampled_from("那里他这个项目呢?其中渡口的还有,"), max_size=15))
def test_words_that_lean_stand_in_the_question(tokenizer: QuestionTokenizer, question: str) -> None:
    tokens = tokenizer.tokens(question)
    found = follow_up(tokens, answer_type(tokens)[1])
    assert all(0 <= start < stop <= len(question) for start, stop in found.words)
    assert bool(found.words) <= (found.lean in {Lean.POINTS, Lean.AGAIN})


def test_lent_words_are_read_from_the_report() -> None:
    assert lent_words(TOLD, FERRY) == "沙湾渡口 1937年"
    for nowhere in (Told("b2"), Told("b2", 9, 0, 4, ((0, 2),)), Told("b2", 1, 0, 4)):
        assert lent_words(nowhere, FERRY) == ""


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        (TOLD, True),
        (Told("b2"), True),
        (Told("b2", 4), True),
        (Told("b2", 5), False),
        (Told("b2", -1), False),
        (Told("b2", 1, 0, 999), False),
        (Told("gone", 1, 0, 4), False),
        (Told("gaps"), True),
        (Told("gaps", 1), False),
        (Told("none"), False),
    ],
)
def test_a_place_told_of_may_be_no_more(told: Told, stands: bool) -> None:  # noqa: FBT001
    assert standing(told, REPORTS.__getitem__) == (told if stands else None)


def test_nothing_told_is_nothing_told() -> None:
    assert standing(None, REPORTS.__getitem__) is None


@pytest.mark.parametrize(
    ("lent", "own", "kept"),
    [
        (["铁骑", "队", "主教练"], ["海潮", "队"], ["主教练"]),
        (["3", "号线", "日均", "客运量"], ["5", "号线"], ["日均", "客运量"]),
        (["双林镇", "户数"], ["织里镇"], ["户数"]),
        (["锹甲", "查获"], ["独角仙"], ["锹甲", "查获"]),
        (["队", "主教练"], ["队"], ["主教练"]),
        (["主教练"], [], ["主教练"]),
        ([], ["海潮", "队"], []),
    ],
)
def test_what_is_put_in_the_place_of_another_does_not_borrow_it(
    lent: list[str], own: list[str], kept: list[str]
) -> None:
    assert without_rival(lent, own) == kept
