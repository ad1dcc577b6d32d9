"""Where texts are cut: between sentences, never inside a visible character, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.views.article_pages import pieces
from bot.views.quotes import narrowed, within
from bot.views.reply import units
from retrieval.article import Article, Quote
from tests.support import corpus, strategies


@given(strategies.texts, st.integers(8, 200))
def test_pieces_are_short_and_together_are_the_text(text: str, limit: int) -> None:
    spans = list(pieces(text, limit))
    assert "".join(text[start:stop] for start, stop in spans) == text
    assert all(units(text[start:stop]) <= limit for start, stop in spans)


def test_pieces_end_with_a_sentence() -> None:
    text = "第一句。“第二句！”第三句？"
    assert [text[a:b] for a, b in pieces(text, 10)] == ["第一句。“第二句！”", "第三句？"]


@pytest.mark.parametrize("cluster", ["e\u0301", "👩‍👧", "👍🏽", "☝\ufe0f"])
def test_a_visible_character_is_not_cut(cluster: str) -> None:
    text = cluster * 40
    for start, stop in pieces(text, 15):
        assert text[start:stop] == cluster * ((stop - start) // len(cluster))


@given(strategies.quotes(), st.integers(1, 120))
def test_a_narrowed_quote_lies_in_the_quote(quote: Quote, limit: int) -> None:
    small = narrowed(quote, limit)
    assert quote.start <= small.start < small.stop <= quote.stop
    assert small.text in quote.text
    shown = [small.text[a:b] for a, b in small.highlights]
    assert all(any(part in quote.text[a:b] for a, b in quote.highlights) for part in shown)


def test_a_narrowed_quote_keeps_the_sentence_that_answers() -> None:
    both = corpus.quote(corpus.BRIDGE, 1, corpus.BRIDGE.texts[0], "1786年")
    assert narrowed(both, 30).text == "这座桥始建于1786年,全长42米,是全镇最老的石拱桥。"
    assert [narrowed(both, 30).text[a:b] for a, b in narrowed(both, 30).highlights] == ["1786年"]


def test_highlights_are_cut_with_the_quote() -> None:
    quote = Quote(Article("a", "t", ("零一二三四五",)), 1, 0, 6, ((1, 3), (4, 6)))
    assert within(quote, 2, 5).highlights == ((0, 1), (2, 3))
