"""Terms as numbers: the same terms as the analyser's, however they are cut."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from retrieval.analysis.analyzer import Analyzer
from retrieval.corpus import read
from retrieval.index.archive.term_ids import key, occurrences
from tests.unit.retrieval.index.archive.corpora import TEXTS

REPORTS = Path(__file__).parents[5] / "corpus" / "articles"
ANY = st.lists(TEXTS | st.text(max_size=30), max_size=6)


def told(texts: list[str], analyzer: Analyzer) -> Counter[tuple[int, int]]:
    return Counter((key(t), n) for n, text in enumerate(texts) for t in analyzer.index_terms(text))


def counted(texts: list[str], analyzer: Analyzer) -> Counter[tuple[int, int]]:
    found = occurrences(texts, analyzer)
    return Counter(zip(found.keys.tolist(), found.texts.tolist(), strict=True))


@given(ANY)
def test_occurrences_are_those_of_the_analyser(analyzer: Analyzer, texts: list[str]) -> None:
    assert counted(texts, analyzer) == told(texts, analyzer)


@given(st.lists(st.text(min_size=1, max_size=5), unique=True, max_size=20))
def test_different_terms_have_different_keys(terms: list[str]) -> None:
    clean = [term for term in terms if "\x00" not in term]
    assert len({key(term) for term in clean}) == len(clean)


needs_rjieba = pytest.mark.skipif(
    not find_spec("rjieba"), reason="the extra `archive` is not installed"
)
NAMES = ["俞建华", "双林镇", "店口镇快递园"]


@pytest.fixture(scope="module")
def fast() -> Analyzer:
    analyzer = Analyzer()
    analyzer.learn(NAMES[:1])
    assert analyzer.hasten()
    analyzer.learn(NAMES[1:])
    return analyzer


@pytest.fixture(scope="module")
def slow() -> Analyzer:
    analyzer = Analyzer()
    analyzer.learn(NAMES)
    return analyzer


@needs_rjieba
@given(
    st.lists(
        st.text("中国人民日报湖州市的是\u9fff\u3400〇一二俞建华双林镇店口快递园", max_size=30),
        max_size=5,
    )
)
def test_rjieba_cuts_alike(slow: Analyzer, fast: Analyzer, texts: list[str]) -> None:
    assert counted(texts, fast) == told(texts, slow)


@needs_rjieba
def test_rjieba_cuts_the_reports_alike(slow: Analyzer, fast: Analyzer) -> None:
    texts = [text for article in read(REPORTS).articles for text in article.texts]
    assert counted(texts, fast) == told(texts, slow)
