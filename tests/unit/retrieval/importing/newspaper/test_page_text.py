from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from retrieval.importing.newspaper.boilerplate import clear, is_furniture, printed_date
from retrieval.importing.newspaper.page_text import PageText
from retrieval.importing.newspaper.punctuation import is_finished, is_one, is_unsure, join


def texts(page: str) -> list[str]:
    return [block.text for block in PageText.of(page).blocks]


def test_a_block_knows_its_line_its_gap_and_its_indent() -> None:
    blocks = PageText.of("\n\u3000\u3000一\n\n\n二 \n\f三").blocks
    assert [(b.text, b.line, b.gap, b.indented) for b in blocks] == [
        ("一", 2, 1, True),
        ("二", 5, 2, False),
        ("三", 6, 1, False),
    ]


LINE = "镇里修好了村口的老桥大家走得"  # as wide as the column


def test_lines_wrapped_at_the_column_are_joined() -> None:
    wrapped = "\n".join([LINE] * 9 + ["安心。"])
    assert texts(wrapped) == [LINE * 9 + "安心。"]


def test_an_indent_begins_a_paragraph_in_wrapped_lines() -> None:
    wrapped = "\n".join(["\u3000\u3000" + LINE[2:], *[LINE] * 5, "安心。"] * 2)
    assert len(texts(wrapped)) == 2


def test_a_full_line_that_ends_a_sentence_is_doubtful() -> None:
    page = PageText.of("\n".join([LINE] * 5 + [LINE[:-1] + "。"] + [LINE] * 5))
    assert [line for line, _ in page.doubts] == [7]


def test_lines_of_many_lengths_are_kept() -> None:
    lines = [LINE[:length] for length in range(2, 14)]
    assert texts("\n".join(lines)) == lines


@given(st.lists(st.text(st.sampled_from("镇里桥，。A1 \t\u3000"), max_size=30), max_size=20))
@settings(deadline=None)
def test_blocks_have_the_characters_of_the_page(lines: list[str]) -> None:
    page = "\n".join(lines)
    assert "".join("".join(texts(page)).split()) == "".join(page.split())


@pytest.mark.parametrize(
    "text", ["好。", "好！”", "好。》", "好……", "好。(完)", "well.", "好。’”）"]
)
def test_a_sentence_ends_a_paragraph(text: str) -> None:
    assert is_finished(text)


@pytest.mark.parametrize("text", ["好", "好，", "好：", "“好”", "文旅型(市)", "10676.", "好——"])
def test_other_ends_do_not(text: str) -> None:
    assert not is_finished(text)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("先锋骑", "士，16名"),
        ("他说：“走得安心。", "大家都笑了。”他又说。"),
        ("好。", "，大家说"),
        ("好。", "效，大家说"),
    ],
)
def test_pieces_of_a_paragraph_are_one(left: str, right: str) -> None:
    assert is_one(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("好。", "近日，"),
        ("如下：", "一、修桥"),
        ("修桥；", "（二）修路"),
        ("编辑同志：", "我是"),
        ("“走得安心。", "“大家都笑了。”"),
    ],
)
def test_paragraphs_are_not(left: str, right: str) -> None:
    assert not is_one(left, right)


@pytest.mark.parametrize(
    ("left", "right", "whole", "unsure"),
    [
        ("先锋骑", "士", "先锋骑士", False),
        ("TV", "Show", "TV Show", True),
        ("ISO", "37101", "ISO 37101", True),
        ("106", "76", "10676", True),
        ("CT", "机", "CT机", False),
        ("共", "16名", "共16名", False),
    ],
)
def test_a_break_is_mended_and_latin_words_are_kept_apart(
    left: str,
    right: str,
    whole: str,
    unsure: bool,  # noqa: FBT001
) -> None:
    assert join(left, right) == whole
    assert is_unsure(left, right) is unsure


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024年5月20日", "2024-05-20"),
        ("2024年5月20日 星期一", "2024-05-20"),
        ("2024-05-20", "2024-05-20"),
        ("星期一 2024/5/20 第3版", "2024-05-20"),
        ("2024年5月20日，镇里修好了桥", ""),
        ("2024年13月20日", ""),
        ("5月20日", ""),
    ],
)
def test_a_date_is_read_from_a_line_that_prints_nothing_else(line: str, date: str) -> None:
    assert printed_date(line) == date


@pytest.mark.parametrize("line", ["第3版", "04版 要闻", "- 3 -", "责任编辑：张三 版式：李四"])
def test_furniture_is_known_anywhere(line: str) -> None:
    assert is_furniture(line, at_edge=False)


@pytest.mark.parametrize("line", ["12", "A04 综合", "云溪日报"])
def test_some_furniture_is_known_at_the_edge_of_the_page_only(line: str) -> None:
    assert is_furniture(line, at_edge=True)
    assert not is_furniture(line, at_edge=False)


def test_a_number_inside_the_page_is_text() -> None:
    cleared = clear(PageText.of("A04 综合\n\n共修了\n\n12\n\n座桥。\n\n- 3 -\n").blocks)
    assert [block.text for block in cleared.blocks] == ["共修了", "12", "座桥。"]
    assert [block.text for block in cleared.aside] == ["A04 综合", "- 3 -"]
