from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.sentences import sentences

TEXTS = st.text(st.sampled_from("稻田很美，。！？；：…”’」』）)a1 \n"), max_size=300)


@given(TEXTS, st.integers(1, 130))
def test_together_they_are_the_text_and_each_fits(text: str, limit: int) -> None:
    spans = sentences(text, limit)
    assert "".join(text[start:stop] for start, stop in spans) == text
    assert all(0 < stop - start <= limit for start, stop in spans)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("稻子熟了", ["稻子熟了"]),
        ("稻子熟了。鸟来了！", ["稻子熟了。", "鸟来了！"]),
        ("他说：“稻子熟了。”鸟来了。", ["他说：“稻子熟了。”", "鸟来了。"]),
        ("（见图。）『好！』走吧？！", ["（见图。）", "『好！』", "走吧？！"]),
        ("等等……再说", ["等等……", "再说"]),
        ("占地2.5亩；投资3.2亿元。", ["占地2.5亩；", "投资3.2亿元。"]),
    ],
)
def test_sentences_keep_their_closing_marks(text: str, pieces: list[str]) -> None:
    assert [text[start:stop] for start, stop in sentences(text)] == pieces


def test_a_long_sentence_is_split_at_clauses() -> None:
    text = "稻" * 70 + "，" + "田" * 70 + "。"
    assert sentences(text) == [(0, 71), (71, 142)]


def test_a_long_clause_is_cut_hard() -> None:
    assert [stop - start for start, stop in sentences("稻" * 10_000)] == [120] * 83 + [40]


@pytest.mark.parametrize(
    "whole",
    [
        "23,876",
        "1,234,567.89",
        "9:30",
        "12:05:33",
        "２３，８７６",
        "https://example.org/a,b",
        "user.login.token",
        "COVID-19",
        "10676.73",
        "-3.2亿",
        "百分之九十八点五",
        "X-900",
    ],
)
@pytest.mark.parametrize("before", range(112, 121))
def test_a_long_sentence_is_cut_in_no_number_and_no_word_in_letters(
    whole: str, before: int
) -> None:
    for filler in ("稻", "稻田，"):
        text = (filler * 120)[:before] + whole + "田" * 100 + "。"
        at = text.index(whole)
        starts = {start for start, _ in sentences(text)}
        assert not starts.intersection(range(at + 1, at + len(whole)))
        assert all(stop - start <= 120 for start, stop in sentences(text))
