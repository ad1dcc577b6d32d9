"""Styled text: marks move with their words, and nothing is counted but UTF-16 units."""

from __future__ import annotations

from hypothesis import given, strategies as st

from bot.views.reply import FormattedText, Style, bold, fitting, join, shortened, units
from tests.support import strategies

text = st.text(strategies.anything, max_size=30)


@given(text)
def test_units_are_utf_16_code_units(words: str) -> None:
    assert units(words) == len(words.encode("utf-16-le")) // 2


@given(text, st.integers(0, 40))
def test_what_fits_is_the_longest_beginning_that_does(words: str, limit: int) -> None:
    count = fitting(words, limit)
    assert units(words[:count]) <= limit
    assert count == len(words) or units(words[: count + 1]) > limit


@given(text, st.integers(1, 40))
def test_a_shortened_text_fits_and_says_that_it_is_short(words: str, limit: int) -> None:
    short = shortened(words, limit)
    assert units(short) <= limit
    assert short == words or (short.endswith("…") and words.startswith(short[:-1]))


@given(st.lists(st.tuples(text, st.sampled_from(Style)), max_size=5), text)
def test_joined_parts_keep_their_marks(parts: list[tuple[str, Style]], between: str) -> None:
    joined = join([FormattedText(words).wearing(style) for words, style in parts], between)
    assert joined.text == between.join(words for words, _ in parts)
    worn = [(style, joined.text[start:stop]) for style, start, stop in joined.marks]
    assert worn == [(style, words) for words, style in parts if words]


@given(text, text, st.integers(0, 60))
def test_clipping_cuts_marks_with_the_text(before: str, marked: str, limit: int) -> None:
    clipped = (FormattedText(before) + bold(marked)).clipped(limit)
    assert clipped.units <= limit
    assert all(0 <= start < stop <= len(clipped.text) for _, start, stop in clipped.marks)
    for _, start, stop in clipped.marks:
        assert marked.startswith(clipped.text[start:stop])


def test_outer_marks_come_before_inner_ones() -> None:
    nested = (FormattedText("一") + bold("二")).wearing(Style.QUOTE)
    assert nested.marks == ((Style.QUOTE, 0, 2), (Style.BOLD, 1, 2))
