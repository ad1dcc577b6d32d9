from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.query.builder import QueryBuilder
from retrieval.ranking.highlighting import highlights, matches, quote

TEXTS = st.text(st.sampled_from("渡口因为水位停运326名１９３７年。 “”，林晓峰说"), max_size=40)
QUESTIONS = st.sampled_from(
    [
        "渡口为什么停运",
        "停运了多少名",
        "渡口哪一年建成",
        "谁说停运",
        "没有",
        "水位326名有多少名",
        "",
    ]
)


@given(TEXTS, QUESTIONS)
def test_highlights_lie_inside_apart_and_in_order(
    builder: QueryBuilder, text: str, question: str
) -> None:
    spans = highlights(fold(text), builder.build(question))
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("来了多少名村民", ["326名"]),
        ("音乐会哪一年办的", ["2019年"]),
        ("村民卖了什么", ["村民"]),
        ("大象", []),
    ],
)
def test_the_answer_is_marked_or_else_what_matched(
    builder: QueryBuilder, question: str, marked: list[str]
) -> None:
    text = "2019年的音乐会来了326名村民。"
    spans = highlights(text, builder.build(question))
    assert [text[start:stop] for start, stop in spans] == marked


def test_a_quote_has_no_white_space_at_its_ends(builder: QueryBuilder) -> None:
    article = Article("a", "题", ("\u3000\u3000渡口停運了。 \n",))
    query = builder.build("渡口停运")
    found = quote(article, 1, (0, 10), fold(article.texts[0])[:10], query)
    assert found.text == "渡口停運了。"
    assert [found.text[a:b] for a, b in found.highlights] == ["渡口停運"]
    assert matches(found, query) == found.highlights
