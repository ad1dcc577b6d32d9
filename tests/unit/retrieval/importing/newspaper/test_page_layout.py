"""The work that a page makes grows as the page does, whatever stands on it."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from retrieval.importing.newspaper.parser import parse_page

SIGNED = "老桥新生 乡亲安心\n\n王小红\n\n镇里修好了村口的老桥，大家走得安心。\n\n"
SHAPES = {
    "headings": lambda number: f"第{number}条老街的清晨与黄昏",
    "headings and paragraphs": lambda n: f"老街的清晨与黄昏{n}\n\n镇里修好了村口的第{n}座桥。",
    "paragraphs": lambda number: f"镇里修好了村口的第{number}座老桥，大家走得安心。",
    "paragraphs without an end": lambda n: f"镇里修好了{n}座老桥，{'大家走得安心' * 7}",
    "bylines": lambda number: f"本报记者 王小{chr(0x4E00 + number)}",
    "articles": lambda n: f"老桥新生 乡亲{n}\n\n镇里修好了第{n}座桥。\n\n大家安心。(李小明)",
    "captions": lambda number: f"图为村口的第{number}座老桥。李小明 摄",
    "wrapped lines": lambda _: "镇里修好了村口的老桥大家走得",
    "blank lines": lambda _: "",
}


def calls(page: str) -> int:
    """How many calls reading a page makes, of functions of ours and of built-in ones."""
    count = 0

    def watch(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(watch)
    try:
        parse_page(page, "page.txt")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("above", ["", SIGNED], ids=["alone", "below an article"])
def test_ten_times_the_page_is_ten_times_the_work(shape: str, above: str) -> None:
    small, large = (
        above + "\n\n".join(map(SHAPES[shape], range(count))) + "\n\n通了路。(王小红)\n"
        for count in (60, 600)
    )
    assert calls(large) <= 12 * calls(small)


@pytest.mark.parametrize("sign", ["山", "\n", "（", "，", "“", "。", "1", " "])
def test_a_run_of_one_sign_is_read_in_bounded_work(sign: str) -> None:
    assert calls(sign * 20_000) <= 12 * max(calls(sign * 2_000), 50)
