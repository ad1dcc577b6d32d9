from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.citation.citation import LONGEST, gbt7714, short

FULL = Article(
    "a07",
    "培养“头雁” 助力增收",
    ("一。", "二。", "三。"),
    byline="金正武 陈新楷 周素羽",
    source="浙江日报",
    date="2024-01-02",
)


def test_all_that_a_report_can_say() -> None:
    reference = Reference(FULL, 3, 3)
    assert short(reference) == (
        "《培养“头雁” 助力增收》金正武、陈新楷、周素羽，浙江日报，2024-01-02 · 第3段（a07-3）"
    )
    assert gbt7714(reference) == (
        "金正武, 陈新楷, 周素羽. 培养“头雁” 助力增收[N]. 浙江日报, 2024-01-02. 第3段(a07-3)."
    )


def test_more_than_three_authors() -> None:
    reference = Reference(replace(FULL, byline="甲一 乙二 丙三 丁四"), 1, 1)
    assert "》甲一、乙二、丙三等，" in short(reference)
    assert str(gbt7714(reference)).startswith("甲一, 乙二, 丙三, 等. 培养")


@pytest.mark.parametrize(
    ("source", "date"),
    [
        ("", ""),
        ("", "2024-01-02"),
        ("page.txt", "2024-01-02"),
        ("zhejiang-page.md", ""),
        ("浙江日报", ""),
        ("浙江日报", "近日"),
        ("https://example.com/a", "2024-01-02"),
        ("第3版", "2024-01-02"),
        (" ", "2024-01-02"),
        ("浙江日报", "2024年13月"),
    ],
)
def test_what_cannot_be_complete_is_not_cited_by_the_standard(source: str, date: str) -> None:
    """The name of the file a report came in is not that of its newspaper."""
    signed = Article("b", "题目", ("一。",), byline="赵一", source=source, date=date)
    assert gbt7714(Reference(signed, 1, 1)) is None
    assert short(Reference(signed, 1, 1)).startswith("《题目》赵一")


def test_nothing_is_invented() -> None:
    signed = Reference(Article("b", "题目", ("一。",), byline="赵一", source="page.txt"), 1, 1)
    assert short(signed) == "《题目》赵一 · 第1段（b-1）"
    nameless = Reference(Article("b", "题目", ("一。",)), 1, 1)
    assert short(nameless) == "《题目》 · 第1段（b-1）"


@pytest.mark.parametrize(
    ("source", "issue"),
    [
        ("浙江日报", "浙江日报, 2024-01-02. "),
        ("浙江日报 第3版", "浙江日报, 2024-01-02(3). "),
        ("浙江日报,第 12 版", "浙江日报, 2024-01-02(12). "),
        ("光明日报（A02版）", "光明日报, 2024-01-02(A02). "),
    ],
)
def test_the_page_of_a_newspaper_stands_behind_the_day(source: str, issue: str) -> None:
    cited = gbt7714(Reference(replace(FULL, source=source), 1, 1))
    assert cited
    assert f"[N]. {issue}第1段" in cited


def test_a_range_and_a_whole_report() -> None:
    assert short(Reference(FULL, 1, 2)).endswith(" · 第1—2段（a07-1-2）")
    assert str(gbt7714(Reference(FULL, 1, 2))).endswith(". 第1—2段(a07-1-2).")
    assert short(Reference(FULL)).endswith("，2024-01-02（a07）")
    assert str(gbt7714(Reference(FULL))).endswith(", 2024-01-02. a07.")


words = st.text(st.characters(codec="utf-8"), max_size=400)


@given(words.filter(lambda text: bool(text.strip())), words, words, st.integers(1, 60))
def test_a_citation_fits_a_button_and_keeps_its_address(
    title: str, byline: str, source: str, id_length: int
) -> None:
    article = Article("i" * id_length, title, ("一。",), byline=byline, source=source, date=source)
    for reference in (Reference(article, 1, 1), Reference(article)):
        for citation in filter(None, (short(reference), gbt7714(reference))):
            assert 0 < len(citation.encode("utf-16-le")) // 2 <= LONGEST
            assert str(reference) in citation


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    cited = short(Reference(replace(FULL, title="长" * 400), 1, 1))
    assert len(cited) == LONGEST
    assert "长…》金正武、" in cited
