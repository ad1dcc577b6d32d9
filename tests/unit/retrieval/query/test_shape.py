"""Questions as letters, one for each word or phrase of a class."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.query.shape import OTHER, shape_reader
from retrieval.query.tokens import QuestionTokenizer

LETTERS = {"piece": "p", "leaf": "u", "how_many": "h", "which_ones": "D", "who": "W", "write": "v"}
read = shape_reader("report_words", LETTERS)


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("这篇报道谁写?", "xupWvx"),
        ("有哪些报道", "Dp"),
        ("渡口有多少篇", "xxhu"),
        ("渡口停运", "xx"),
        ("", ""),
    ],
)
def test_a_word_has_the_letter_of_its_class(
    tokenizer: QuestionTokenizer, question: str, letters: str
) -> None:
    assert read(tokenizer.tokens(question)).letters == letters


@given(st.text(st.sampled_from("渡口有哪些报道多少篇谁写的? 新闻文章"), max_size=20))
def test_letters_cover_every_token_in_order(tokenizer: QuestionTokenizer, question: str) -> None:
    tokens = tokenizer.tokens(question)
    shape = read(tokens)
    assert len(shape.letters) == len(shape.spans)
    assert {*shape.letters} <= {OTHER, *LETTERS.values()}
    covered = "".join(question[start:stop] for start, stop in shape.spans)
    assert covered == "".join(token.text for token in tokens)
    assert list(shape.spans) == sorted(shape.spans)


def test_a_span_goes_from_the_first_chunk_to_the_last(tokenizer: QuestionTokenizer) -> None:
    question = "渡口有哪些报道?"
    shape = read(tokenizer.tokens(question))
    at = shape.letters.index("Dp")
    assert question[slice(*shape.span(at, at + 2))] == "有哪些报道"


def test_of_several_classes_the_first_given_counts(tokenizer: QuestionTokenizer) -> None:
    tokens = tokenizer.tokens("另外")
    assert shape_reader("report_words", {"else": "E", "piece": "p"})(tokens).letters == "E"
    with pytest.raises(KeyError):
        shape_reader("report_words", {"no such class": "?"})
