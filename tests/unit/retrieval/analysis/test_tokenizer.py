from __future__ import annotations

import jieba
import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.tokenizer import Tokenizer


@pytest.fixture(scope="module")
def cutter() -> Tokenizer:
    return Tokenizer()


@pytest.mark.slow
def test_words_are_cut_as_jieba_cuts_them(cutter: Tokenizer) -> None:
    text = "新渡口的候船室在二十年以后向全县老人免费开放"
    jiebas = jieba.Tokenizer()
    assert list(cutter.words(text)) == jiebas.lcut(text)
    assert list(cutter.places(text)) == list(jiebas.tokenize(text, mode="search"))


@given(st.text(st.sampled_from("新渡口的候船室在全县老人免费a1，")))
def test_words_together_are_the_text(cutter: Tokenizer, text: str) -> None:
    assert "".join(cutter.words(text)) == text
    places = list(cutter.places(text))
    assert all(text[start:stop] == word for word, start, stop in places)
    assert sorted(cutter.search_words(text)) == sorted(word for word, _, _ in places)


def test_a_word_added_is_kept_whole_and_by_one_cutter_alone(cutter: Tokenizer) -> None:
    other = Tokenizer()
    assert "候船室里" not in other.words("在候船室里等船")
    other.add("候船室里", 50)
    assert "候船室里" in other.words("在候船室里等船")
    assert "候船室里" not in cutter.words("在候船室里等船")


def test_the_version_names_the_dictionary(cutter: Tokenizer) -> None:
    assert cutter.version == Tokenizer().version
    assert jieba.__version__ in cutter.version


@given(st.text(st.sampled_from("新渡口的候船室在全县老人免费a1，")))
def test_words_from_a_place_are_all_the_dictionary_has(cutter: Tokenizer, text: str) -> None:
    for start in range(len(text)):
        found = dict(cutter.words_from(text, start, 4))
        shares = {stop: cutter.commonness(text[start:stop]) for stop in range(start + 2, start + 5)}
        assert found == {at: by for at, by in shares.items() if by and at <= len(text)}


def test_a_blank_one_keeps_nothing_of_what_was_added(cutter: Tokenizer) -> None:
    """Not the beginnings of words either: names come and go for as long as a bot runs."""
    counts = cutter._tokenizer.FREQ  # noqa: SLF001
    beginning = next(word for word, count in counts.items() if not count)
    taught = cutter.blank()
    for word in ("候船室里", "候船室里的灯", "龘靐", beginning):
        taught.add(word, 50)
    assert counts == taught.blank()._tokenizer.FREQ  # noqa: SLF001


@pytest.mark.slow
@given(st.text(st.sampled_from("新渡口的候船室里在全县老人a1，")))
def test_a_blank_one_cuts_as_if_nothing_had_been_added(cutter: Tokenizer, text: str) -> None:
    taught = cutter.blank()
    taught.add("候船室里", 50)
    blank = taught.blank()
    assert (set(taught.added), set(blank.added)) == ({"候船室里"}, set())
    assert list(blank.words(text)) == list(cutter.words(text))
    assert blank.commonness("候船室里") == cutter.commonness("候船室里")
    assert blank.commonness("老人") == cutter.commonness("老人")
    for word in ("候船室里", "老人"):
        assert taught.own_commonness(word) == blank.commonness(word)
