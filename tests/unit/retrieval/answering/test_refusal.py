from __future__ import annotations

from dataclasses import fields

import pytest

from retrieval.answer import Why
from retrieval.answering.refusal import counterpart, is_english, unreadable, why_not
from retrieval.query.builder import QueryBuilder
from retrieval.ranking.confidence import Signals


def found(**values: float) -> Signals:
    """Signals of which all others are 0."""
    return Signals(**{field.name: values.get(field.name, 0.0) for field in fields(Signals)})


@pytest.mark.parametrize(
    ("signals", "absent", "names", "why"),
    [
        (found(article=1, name_missing=1), (), ("梅坞镇", "青禾镇"), Why.OTHER_NAME),
        (found(article=1, name_missing=1), ("梅坞镇",), None, Why.ABSENT_TERMS),
        (found(), ("火星",), ("火星镇", "青禾镇"), Why.ABSENT_TERMS),
        (found(article=1, kind_missing=1), (), None, Why.KIND_MISSING),
        (found(), (), None, Why.WEAK),
    ],
)
def test_the_plainest_reason_is_given(
    signals: Signals, absent: tuple[str, ...], names: tuple[str, str] | None, why: Why
) -> None:
    told = why_not(signals, (), absent, lambda: names)
    assert (told.why, told.absent_terms) == (why, absent)
    assert told.names == (names if why is Why.OTHER_NAME else None)


@pytest.mark.parametrize(
    ("missing", "pair"),
    [
        (("梅坞镇",), ("梅坞镇", "青禾镇")),
        (("周大", "梅坞镇"), ("梅坞镇", "青禾镇")),
        (("梅坞街道",), None),
        (("480",), None),
        ((), None),
    ],
)
def test_a_name_is_paired_with_its_like(
    missing: tuple[str, ...], pair: tuple[str, str] | None
) -> None:
    assert counterpart(missing, lambda: ("云浦市", "青禾镇", "青禾镇", "柳湾镇")) == pair


@pytest.mark.parametrize(
    ("text", "known", "noise"),
    [
        ("asdf qwer", False, True),
        ("hello there", False, True),
        ("ferry", True, False),
        ("Привет", False, True),
        ("渡口", False, False),
        ("稻田里的风吹过村庄" * 20, True, True),
    ],
)
def test_noise_is_told_from_questions(
    builder: QueryBuilder,
    text: str,
    known: bool,  # noqa: FBT001
    noise: bool,  # noqa: FBT001
) -> None:
    assert unreadable(builder.build(text), known=known) is noise


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("渡口 has how many boats?", True),
        ("how many boats are there in 渡口?", True),
        ("青禾镇 will have what kind of festival?", True),
        ("who is the 书记 of 青禾镇?", True),
        ("when will the 渡口 open?", True),
        ("where is 柳湾村 in the county?", True),
        ("why was 渡口 closed?", True),
        ("青禾镇的 festival 是什么时候?", False),
        ("渡口的 boats 有多少?", False),
        ("WHO 的报告说了什么?", False),
        ("渡口停运了吗 how is it?", False),
        ("COVID-19 疫苗 how 渡口", False),
        ("A4 纸", False),
    ],
)
def test_who_asks_in_english_only_is_asked_for_chinese(
    builder: QueryBuilder,
    question: str,
    english: bool,  # noqa: FBT001
) -> None:
    assert is_english(builder.build(question)) is english
