"""Versions of a report: every old paragraph is found again, and the differences make the new."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Article
from retrieval.revision import Revision, differing
from tests.support.corpus import BRIDGE

paragraphs = st.lists(st.text("桥长宽米年月0123456789，。", min_size=1, max_size=30), max_size=6)


@given(paragraphs, paragraphs)
def test_what_is_unaltered_leads_to_the_same_words(old: list[str], new: list[str]) -> None:
    before, after = (Article("a1", "桥", tuple(texts)) for texts in (old, new))
    revision = Revision(before, after)
    for number, text in enumerate(before.texts, 1):
        if number in revision.altered:
            assert text not in after.texts
        else:
            assert after.texts[revision.successor(number) - 1] == text


@given(st.text("桥长宽米0123。，", max_size=60), st.text("桥长宽米0123。，", max_size=60))
def test_the_differences_make_the_new_text_of_the_old(old: str, new: str) -> None:
    made = old
    for one in reversed(differing(old, new)):
        made = made[: one.claimed[0]] + new[slice(*one.source)] + made[one.claimed[1] :]
    assert made == new


@pytest.mark.parametrize(
    ("texts", "successors"),
    [
        (("桥长43米。", "由镇里负责。"), (1, 2)),
        (("新的一段。", "桥长42米。", "由镇里负责。"), (2, 3)),
        (("由镇里负责。", "桥长42米。"), (2, 1)),
        (("全是别的话了。",), (0, 0)),
        ((), (0, 0)),
    ],
)
def test_a_paragraph_is_followed_where_it_went(
    texts: tuple[str, ...], successors: tuple[int, int]
) -> None:
    before = Article("a1", "桥", ("桥长42米。", "由镇里负责。"))
    revision = Revision(before, replace(before, texts=texts))
    assert tuple(map(revision.successor, (1, 2))) == successors


def test_a_corrected_number_is_told_whole() -> None:
    after = replace(BRIDGE, texts=(BRIDGE.texts[0].replace("42米", "143米"), *BRIDGE.texts[1:]))
    [found] = Revision(BRIDGE, after).compared(1)
    assert BRIDGE.texts[0][slice(*found.claimed)] == "42米"
    assert after.texts[0][slice(*found.source)] == "143米"


@given(st.text("桥长宽米", max_size=30), st.text("桥长宽米", max_size=30))
def test_long_texts_are_compared_where_they_differ(old: str, new: str) -> None:
    before, after = (f"{'桥' * 9_000}，{text}。{'长' * 9_000}" for text in (old, new))
    made = before
    for one in reversed(differing(before, after)):
        made = made[: one.claimed[0]] + after[slice(*one.source)] + made[one.claimed[1] :]
    assert made == after


def test_what_differs_in_all_of_a_megabyte_takes_no_time() -> None:
    began = time.process_time()
    [found] = differing("桥" * 1_000_000, "路" * 1_000_000)
    assert found.claimed == (0, 1_000_000)
    many = Article("a1", "桥", ("桥。",) * 200_000)
    revision = Revision(many, replace(many, texts=("路。", *many.texts)))
    assert revision.successor(7) == 2
    assert time.process_time() - began < 3.0
