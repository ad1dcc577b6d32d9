"""Searches in more words than are looked for."""

from __future__ import annotations

import pytest

from retrieval.answering.search import MOST_WORDS
from retrieval.library import Library

WORD = "渡口"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (WORD, 0),
        (" ".join([WORD] * MOST_WORDS), 0),
        (" ".join([WORD] * (MOST_WORDS + 1)), MOST_WORDS),
        (f"{WORD} " * 1000, MOST_WORDS),
        (f"{WORD}，" * 300, MOST_WORDS),
        (WORD + " " * 500 + "稻田", MOST_WORDS),
        ("x " * 500, MOST_WORDS),
    ],
)
def test_who_types_more_words_than_are_looked_for_is_told(
    town: Library, typed: str, first: int
) -> None:
    assert town.look_up(typed).first_words == first


def test_the_first_words_are_looked_for_and_no_later_ones(town: Library) -> None:
    found = town.look_up(f"{WORD} " * MOST_WORDS + "稻田")
    assert found.passages
    assert found.words == (WORD,)
