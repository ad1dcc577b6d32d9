"""Phrases found where words begin and end, against a naive search."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from retrieval.lexicon.phrases import Phrases
from retrieval.query.tokens import Token

PLAIN = ("多", "多少", "多少钱", "少钱", "钱", "什么时候")


def cut(words: Sequence[str]) -> list[Token]:
    """Tokens of these words, side by side; an empty one leaves a gap."""
    tokens, at = [], 0
    for word in words:
        if word:
            tokens.append(Token(word, at, at + len(word)))
        at += len(word) or 1
    return tokens


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["多少", "钱"], ["多少钱"]),
        (["多", "少", "钱"], ["多少钱"]),
        (["多", "少钱"], ["多少钱"]),
        (["多少", "", "钱"], ["多少", "钱"]),
        (["很多", "少"], []),
        (["什么", "时候"], ["什么时候"]),
        (["什么", "时"], []),
        ([], []),
    ],
)
def test_a_phrase_begins_and_ends_with_words(words: list[str], found: list[str]) -> None:
    tokens = cut(words)
    spans = Phrases((phrase, phrase) for phrase in PLAIN).find(tokens)
    assert [label for _, _, label in spans] == found


@given(st.lists(st.sampled_from(["多", "少", "钱", "多少", "少钱", "什么", "时候", "桥", ""])))
def test_the_longest_is_found_at_each_word_that_is_free(words: list[str]) -> None:
    tokens = cut(words)
    expected, at = [], 0
    while at < len(tokens):
        runs = (tokens[at : stop + 1] for stop in range(len(tokens) - 1, at - 1, -1))
        for run in runs:
            text = "".join(token.text for token in run)
            if text in PLAIN and run[-1].stop - run[0].start == len(text):
                expected.append((at, at + len(run) - 1, text))
                at += len(run) - 1
                break
        at += 1
    assert list(Phrases((phrase, phrase) for phrase in PLAIN).find(tokens)) == expected


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        (["什么", "城市"], ["place"]),
        (["什么", "大城市"], ["place"]),
        (["什么", "书"], ["thing"]),
        (["在", "哪"], ["place"]),
        (["说", "哪"], []),
        (["有", "多", "长"], ["size"]),
        (["有", "多", "长", "?"], ["size"]),
        (["有", "多", "长", "桥"], []),
        (["又称", "为什么"], ["thing"]),
        (["自", "称", "为什么"], ["thing"]),
        (["号称", "为什么"], []),
    ],
)
def test_a_phrase_may_count_beside_a_word_only(words: list[str], labels: list[str]) -> None:
    phrases = Phrases(
        [
            ("什么>城市", "place"),
            ("什么", "thing"),
            ("在>>哪", "place"),
            ("多长>$", "size"),
            ("^又称>>为什么", "thing"),
            ("^称>>为什么", "thing"),
        ]
    )
    assert [label for _, _, label in phrases.find(cut(words))] == labels


def test_of_a_phrase_given_twice_the_first_label_counts() -> None:
    assert list(Phrases([("桥", 1), ("桥", 2)]).find(cut(["桥"]))) == [(0, 0, 1)]
