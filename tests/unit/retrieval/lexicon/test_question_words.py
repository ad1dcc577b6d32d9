"""The question words with their holes filled."""

from __future__ import annotations

from retrieval.lexicon.files import words
from retrieval.lexicon.question_words import question_phrases
from retrieval.query.answer_type import AnswerKind


def test_each_kind_of_the_list_is_a_kind_of_answer() -> None:
    kinds = [AnswerKind(kind) for kind in question_phrases()]
    assert {*kinds} == {*AnswerKind} - {AnswerKind.ANY}


def test_no_hole_is_left() -> None:
    left = {phrase for group in question_phrases().values() for phrase in group if "{" in phrase}
    assert not left


def test_a_hole_takes_each_word_of_its_section() -> None:
    phrases = question_phrases()
    assert {f"几{measure}" for measure in words("measures")} <= {*phrases["number"]}
    assert {"哪家", "哪几家", "哪两家"} <= {*phrases["organisation"]}


def test_what_asks_nothing_is_told_before_what_it_looks_like() -> None:
    kinds = list(question_phrases())
    assert "头几个" in question_phrases()["none"]
    assert kinds.index("reason") < kinds.index("thing")
    assert kinds.index("definition") < kinds.index("thing")
