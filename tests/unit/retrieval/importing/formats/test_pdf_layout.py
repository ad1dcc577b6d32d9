"""Printed lines become paragraphs by where they stand, in whatever order they were drawn."""

from __future__ import annotations

import random

from hypothesis import given, settings, strategies as st

from retrieval.importing.formats.pdf_layout import page_text
from retrieval.importing.formats.printed_line import PrintedLine

WIDTH = 14
"""Characters in a line of a column; each is ten points wide."""


def line(text: str, left: float, top: float, size: float = 10) -> PrintedLine:
    return PrintedLine(
        text, left, left + size * len(text), top, top + size, size, page=1, height=1_000
    )


def column(texts: list[str], left: float, top: float = 200) -> list[PrintedLine]:
    """Set paragraphs in a column, each begun with an indent of two characters."""
    lines = []
    for text in texts:
        indented = "\u3000\u3000" + text
        for at in range(0, len(indented), WIDTH):
            part = indented[at : at + WIDTH]
            bare = part.lstrip("\u3000")
            lines.append(line(bare, left + 10 * (len(part) - len(bare)), top))
            top += 16
    return lines


def texts_of(lines: list[PrintedLine]) -> list[str]:
    return [block.text for block in page_text([lines]).blocks]


BRIDGE = "镇里修好了村口的老桥，大家走得安心，晚上还装了路灯，孩子们放学不怕黑。"
ROAD = "通往镇上的公路昨天通车，路宽六米，公交车每天来回八趟，老人进城方便了。"


def test_an_indent_begins_a_paragraph_and_lines_are_joined_without_a_blank() -> None:
    assert texts_of(column([BRIDGE, ROAD], 40)) == [BRIDGE, ROAD]


def test_a_paragraph_goes_on_at_the_top_of_the_next_column() -> None:
    whole = column([BRIDGE, ROAD + BRIDGE], 40)
    moved = [line(one.text, one.left + 200, 200 + 16 * n) for n, one in enumerate(whole[5:])]
    blocks = page_text([whole[:5] + moved]).blocks
    assert [block.goes_on for block in blocks] == [False, False, True]
    assert "".join(block.text for block in blocks) == BRIDGE + ROAD + BRIDGE


def test_a_headline_that_fills_its_column_is_one_word_and_another_is_parted() -> None:
    full = [line("凝聚新力量共建", 40, 140, 20), line("新家园", 40, 165, 20)]
    assert texts_of(full + column([BRIDGE, ROAD], 40))[0] == "凝聚新力量共建新家园"
    short = [line("凝聚新", 40, 140, 20), line("共建新家园", 40, 165, 20)]
    assert texts_of(short + column([BRIDGE, ROAD], 40))[0] == "凝聚新 共建新家园"


def test_how_the_lines_of_a_headline_were_joined_is_said() -> None:
    full = [line("凝聚新力量共建", 40, 140, 20), line("新家园", 40, 165, 20)]
    assert any(
        "one heading's" in why for _, why in page_text([full + column([BRIDGE, ROAD], 40)]).doubts
    )


paragraphs = st.lists(
    st.lists(
        st.text(st.sampled_from("镇里修好老桥大家走得安心晚上装了路灯"), min_size=8, max_size=20),
        min_size=2,
        max_size=4,
    ).map(lambda clauses: "，".join(clauses) + "。"),
    min_size=2,
    max_size=6,
)


@given(st.lists(paragraphs, min_size=2, max_size=4), st.integers(1, 1_000))
@settings(max_examples=25, deadline=None)
def test_the_order_of_drawing_does_not_matter(columns: list[list[str]], seed: int) -> None:
    drawn = [
        one for number, texts in enumerate(columns) for one in column(texts, 40 + 200 * number)
    ]
    shuffled = random.Random(seed).sample(drawn, len(drawn))
    assert texts_of(shuffled) == texts_of(drawn)
    assert "".join(texts_of(drawn)) == "".join(text for texts in columns for text in texts)
