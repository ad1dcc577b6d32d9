from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.extraction.answer_span import AnswerExtractor
from retrieval.query.builder import QueryBuilder
from retrieval.ranking.highlighting import matches, whole_quote

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


@pytest.fixture(scope="session")
def extractor(analyzer: Analyzer) -> AnswerExtractor:
    return AnswerExtractor(analyzer)


@given(TEXTS, QUESTIONS)
def test_at_most_one_answer_is_marked_and_no_number_is_cut(
    extractor: AnswerExtractor, builder: QueryBuilder, text: str, question: str
) -> None:
    text = fold(text)
    spans = extractor.highlights(text, builder.build(question))
    assert len(spans) <= 1
    for start, stop in spans:
        assert 0 <= start < stop <= len(text)
        assert not (text[stop - 1].isdigit() and text[stop : stop + 1].isdigit())
        assert not (text[start].isdigit() and text[:start][-1:].isdigit())


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("来了多少名村民", ["326名"]),
        ("音乐会哪一年办的", ["2019年"]),
        ("村民卖了什么", []),
        ("大象", []),
    ],
)
def test_the_answer_is_marked_or_else_nothing(
    extractor: AnswerExtractor, builder: QueryBuilder, question: str, marked: list[str]
) -> None:
    text = "2019年的音乐会来了326名村民。"
    spans = extractor.highlights(text, builder.build(question))
    assert [text[start:stop] for start, stop in spans] == marked


def test_words_that_are_looked_up_are_marked(
    extractor: AnswerExtractor, builder: QueryBuilder
) -> None:
    query = builder.words("渡口 停运")
    assert extractor.highlights("渡口昨天停运了。", query) == ((0, 2), (4, 6))


def test_a_quote_has_no_white_space_at_its_ends(builder: QueryBuilder) -> None:
    article = Article("a", "题", ("\u3000\u3000渡口停運了。 \n",))
    found = whole_quote(article, 1, (0, 10), [(2, 6)])
    assert found.text == "渡口停運了。"
    assert [found.text[a:b] for a, b in found.highlights] == ["渡口停運"]
    assert matches(found, builder.build("渡口停运")) == found.highlights
