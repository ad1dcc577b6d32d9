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
