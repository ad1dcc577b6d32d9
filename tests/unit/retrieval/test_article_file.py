from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from retrieval.article import Article
from retrieval.article_file import MAX_FRONT_MATTER, BrokenError, examine, parse, write

ARTICLE = Article(
    "a01", "桥通了", ("第一段。", "第二段。"), "李小明 王小红", "云溪县", "page.txt", "2024-05-20"
)
FILE = """---
id: a01
title: 桥通了
byline: 李小明 王小红
place: 云溪县
source: page.txt
date: '2024-05-20'
---

第一段。

第二段。
"""

field = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
paragraph = field.filter(bool)


def test_a_file_is_front_matter_and_a_paragraph_a_block() -> None:
    assert write(ARTICLE) == FILE
    assert parse(FILE) == ARTICLE


def test_what_is_not_known_is_left_out() -> None:
    assert (
        write(Article("a01", "桥通了", ("段。",))) == "---\nid: a01\ntitle: 桥通了\n---\n\n段。\n"
    )


@given(field.filter(bool), st.lists(paragraph, max_size=4).map(tuple), field, field, field)
@settings(max_examples=300, deadline=None)
def test_parse_undoes_write(
    title: str, texts: tuple[str, ...], byline: str, source: str, date: str
) -> None:
    article = Article("x-1", title, texts, byline, "", source, date)
    assert parse(write(article)) == article


@pytest.mark.parametrize("text", ["一\n\n二", " 一", "一\n", "", "一\r\n二"])
def test_a_paragraph_that_no_file_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no file form"):
        write(Article("a01", "题", ("首段。", text, "末段。")))


def test_a_file_written_by_hand_may_be_untidy() -> None:
    untidy = "\ufeff---\r\nid: 007\r\ntitle: '2024'\r\n---\r\n第一段。\r\n  \r\n\r\n第二段。\r\n"
    assert parse(untidy) == Article("007", "2024", ("第一段。", "第二段。"))


def test_a_rule_in_the_text_is_text() -> None:
    assert parse("---\nid: a\ntitle: b\n---\n\n一\n\n---\n\n二\n").texts == ("一", "---", "二")


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nid: *b\ntitle: 题"


@pytest.mark.parametrize(
    ("front", "line", "why"),
    [
        ("title: 题", 1, "no id"),
        ("id: a01", 1, "no title"),
        ("id: a01\ntitle:", 1, "no title"),
        ("- a01", 1, "not a mapping"),
        ("just words", 1, "not a mapping"),
        ("id: a01\ntitle: [题, 目]", 3, "title must be plain text"),
        ("id: a 1\ntitle: 题", 1, "must be 1 to 48"),
        ("id: ../a\ntitle: 题", 1, "must be 1 to 48"),
        ("id: a01\ntitle: “题”: 目: x", 3, "not YAML"),
        ("id: a01\ntitle: '题", 3, "not YAML"),
        ("id: !!python/object:os.system a", 1, "no title"),
        (BOMB, 4, "id must be plain text"),
        ("id: " + "[" * 3_000 + "]" * 3_000, 1, "nested too deep"),
        ("id: " + "x" * MAX_FRONT_MATTER, 1, "characters"),
    ],
)
def test_broken_front_matter_is_told_with_line_and_reason(front: str, line: int, why: str) -> None:
    with pytest.raises(BrokenError, match=why) as caught:
        parse(f"---\n{front}\n---\n\n段。\n")
    assert caught.value.line == line


DOUBTFUL = (
    ("id: a\ntitle: b\nauthor: 某某", "段。", 4, "'author' is none of id, title, byline"),
    ("id: a\ndate: 2026-13-45\ntitle: b", "段。", 3, "date '2026-13-45' is no day"),
    ("id: a\ntitle: b\ndate: 2026-02-29", "段。", 4, "date '2026-02-29' is no day"),
    ("id: a\ntitle: b\ndate: 2026-1O-02", "段。", 4, "is no day"),
    ("id: a\ntitle: b", "", 4, "no paragraphs"),
    ("id: a\ntitle: b\nplace: c", " \n\n ", 5, "no paragraphs"),
)


@pytest.mark.parametrize(("front", "body", "line", "why"), DOUBTFUL)
def test_what_is_passed_over_is_told_with_line_and_reason(
    front: str, body: str, line: int, why: str
) -> None:
    article, (doubt,) = examine(f"---\n{front}\n---\n\n{body}\n")
    assert (article.id, article.title) == ("a", "b")
    assert doubt.line == line
    assert why in str(doubt)


@pytest.mark.parametrize(
    "date", ["2024-05-20", "2024", "2024-05", "2024/5/20", "2024年5月20日", "2024年5月", "20240520"]
)
def test_a_date_may_be_written_in_several_ways(date: str) -> None:
    assert examine(f"---\nid: a\ntitle: b\ndate: {date}\n---\n\n段。\n")[1] == ()


@pytest.mark.parametrize(
    "text", ["", "段。", "title: 题\n---\n段。", "----x\n", "\n---\nid: a\n---\n"]
)
def test_a_file_without_front_matter_is_told(text: str) -> None:
    with pytest.raises(BrokenError, match="no front matter"):
        parse(text)


def test_front_matter_that_does_not_end_is_told() -> None:
    with pytest.raises(BrokenError, match="not closed"):
        parse("---\nid: a01\ntitle: 题\n\n段。\n")
