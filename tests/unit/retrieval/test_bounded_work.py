"""However much is typed, so much is done: work is counted here; `benchmarks` measures time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from retrieval.answer import Found, NotFound, Question
from retrieval.answering.absence import absent_words
from retrieval.correction.corrector import Corrector
from retrieval.correction.vocabulary import Vocabulary
from retrieval.expansion import numbers
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library
from retrieval.query.builder import LONGEST, QueryBuilder

STRANGE = "".join(map(chr, range(0x4E00, 0x4E00 + 2000)))
"""Characters in a row as no report has them."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Counter[Any]]:
    """Count the calls of a function or method by their last argument."""

    def count(owner: Any, name: str) -> Counter[Any]:  # noqa: ANN401 -- a class or a module
        calls: Counter[Any] = Counter()
        done = getattr(owner, name)

        def call(*arguments: Any) -> Any:  # noqa: ANN401
            calls[arguments[-1]] += 1
            return done(*arguments)

        monkeypatch.setattr(owner, name, call)
        return calls

    return count


def test_a_question_is_read_once_for_all_that_is_done_with_it(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    read = counted(Corrector, "mend")
    weighed = counted(QueryBuilder, "_weighed")
    text = "沙湾渡口始建于哪一年,是真的吗"
    town.claim_in(text)
    town.leans(text)
    town.answer(Question(text))
    assert read[text] == 1
    assert weighed.total() <= 2  # the question, and the clause of it that asks


def test_of_a_long_text_the_question_at_its_end_is_answered(town: Library) -> None:
    text = STRANGE + "。沙湾渡口始建于哪一年?"
    answer = town.answer(Question(text))
    assert isinstance(answer, Found)
    assert "1937年" in answer.quotes[0].text


def test_no_more_is_read_of_a_text_than_a_question_may_be_long(town: Library) -> None:
    for text in (STRANGE, "和" * 2000, "渡口," * 700, "渡口？" * 700, "<b>" * 700):
        assert len(town.query(Question(text)).text) <= LONGEST
        assert isinstance(town.answer(Question(text)), Found | NotFound)


def test_a_text_about_other_things_is_not_searched_for_misprints(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    looked_up = counted(Vocabulary, "count")
    town.query(Question(STRANGE))
    assert not looked_up


def test_words_that_are_not_chinese_are_looked_for_in_one_reading(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    query = town.query(Question(" ".join(f"zq{n}x" for n in range(60))))
    read = counted(PassageStore, "folded")
    found = absent_words(query, town._retriever.statistics, town._store)  # noqa: SLF001
    assert len(found) > 40
    assert max(read.values()) == 1


def test_only_some_of_many_quantities_are_written_otherwise(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    written = counted(numbers, "_ways")
    town.query(Question("".join(f"第{n}篇" for n in range(100, 190))))
    assert 0 < written.total() <= 32
