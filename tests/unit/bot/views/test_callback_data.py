"""Buttons: at most 64 bytes whatever the ids are, and nothing made up by hand does harm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from bot.views.callback_data import Action, CallbackData, fingerprint_in, key
from retrieval.serialization import fingerprint

presses = st.builds(
    CallbackData,
    st.sampled_from(Action),
    st.text(max_size=200),
    st.integers(0, 10**9 - 1),
    st.integers(0, 10**9 - 1),
    st.integers(0, 10**9 - 1),
    st.sampled_from(["", "0f3e9a"]),
    st.integers(0, 2**52 - 1),
)


@given(presses)
def test_a_button_carries_what_it_was_given_in_64_bytes(press: CallbackData) -> None:
    data = press.pack()
    assert 1 <= len(data.encode("utf-8", "surrogatepass")) <= 64
    read = CallbackData.unpack(data)
    assert read
    of = fingerprint_in(read.article)
    assert of in (None, fingerprint(press.article))
    assert replace(read, article=read.article if of is None else press.article) == press


@given(st.lists(st.text(max_size=200), unique=True))
def test_no_two_ids_share_a_key(ids: list[str]) -> None:
    assert len({key(article) for article in ids}) == len(ids)


@given(st.text(max_size=80))
def test_data_made_up_by_hand_is_read_or_refused(data: str) -> None:
    press = CallbackData.unpack(data)
    assert press is None or press.pack()[:2] == data[:2]


@pytest.mark.parametrize(
    "data",
    [
        *("", "1t1.0.a01", "2z1.0.0.0..a01", "2t-1.0.0.0..a01", "2t1.a01", "2t²."),
        "2t1.0.0.0..~Zm9vYmFyYmF6cXV4",  # the fingerprint of an older version
    ],
)
def test_old_and_strange_data_is_refused(data: str) -> None:
    assert CallbackData.unpack(data) is None


def test_a_button_obeys_its_owner_and_one_without_obeys_everybody() -> None:
    assert CallbackData(Action.TURN, "a", owner=7).obeys(7)
    assert not CallbackData(Action.TURN, "a", owner=7).obeys(8)
    assert CallbackData(Action.TURN, "a").obeys(8)


def test_an_id_that_looks_like_a_fingerprint_is_given_one() -> None:
    fingerprint = key("x" * 100)
    assert key(fingerprint) != fingerprint
