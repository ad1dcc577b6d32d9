"""The words of a question, and where the analyser's cut of it is mended."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import normalize
from retrieval.query.tokens import QuestionTokenizer, words_of

QUESTIONS = st.text(st.sampled_from("渡口有几篇那这第一多少个村的镇?，1a 青禾停运谁"), max_size=25)


@given(st.one_of(st.text(max_size=30), QUESTIONS))
def test_tokens_are_the_text_without_white_space(tokenizer: QuestionTokenizer, typed: str) -> None:
    text, _ = normalize(typed)
    tokens = tokenizer.tokens(text)
    assert all(text[token.start : token.stop] == token.text != "" for token in tokens)
    assert all(before.stop <= after.start for before, after in pairwise(tokens))
    assert "".join(words_of(tokens)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("枫桥村有几篇报道", ["枫桥", "村", "有", "几", "篇", "报道"]),
        ("这家公司有几人", ["这", "家", "公司", "有", "几", "人"]),
        ("那篇文章", ["那", "篇", "文章"]),
        ("青禾镇有多少条路", ["青禾", "镇", "有", "多少", "条", "路"]),
        ("渡口有没有停运", ["渡口", "有没有", "停运"]),
        ("渡口 停运", ["渡口", "停运"]),
        ("24日云陵市全市停电", ["24", "日", "云陵市", "全市", "停电"]),
        ("新增多少家电商企业", ["新增", "多少", "家", "电商", "企业"]),
        ("卖了多少家电", ["卖", "了", "多少", "家电"]),
        ("丢了东西去哪里找", ["丢", "了", "东西", "去", "哪里", "找"]),
        ("停运有哪些因素", ["停运", "有", "哪些", "因素"]),
        ("", []),
    ],
)
def test_a_guess_is_parted_where_grammar_parts_it(
    tokenizer: QuestionTokenizer, text: str, words: list[str]
) -> None:
    assert words_of(tokenizer.tokens(text)) == words


@pytest.mark.parametrize(
    "word", ["高校", "马耳他", "和平村", "一起", "一定", "这里", "那曲", "几内亚", "其他", "地铁"]
)
def test_a_word_stays_whole(tokenizer: QuestionTokenizer, word: str) -> None:
    assert word in words_of(tokenizer.tokens(f"谁去了{word}?"))
