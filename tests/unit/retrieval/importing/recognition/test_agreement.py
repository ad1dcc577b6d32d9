"""Sure is only what two readings have alike, and beside which no ink stands unread."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.importing.recognition.agreement import agreed
from retrieval.importing.recognition.ink import unread
from retrieval.importing.recognition.reading import Pixels, ReadLine


def read(text: str, top: int, left: int = 20, score: float = 0.99) -> ReadLine:
    right = left + 20 * len(text)
    corners = np.array([[left, top], [right, top], [right, top + 20], [left, top + 20]], float)
    return ReadLine(text, corners, score)


def told(first: list[ReadLine], second: list[ReadLine]) -> list[tuple[str, str]]:
    return [(line.text, line.doubt) for line in agreed(first, second, (), 400)]


LINES = [read("镇里修好了老桥", 40), read("大家走得安心", 80)]


def test_what_two_readings_have_alike_is_sure() -> None:
    assert told(LINES, LINES) == [("镇里修好了老桥", ""), ("大家走得安心", "")]


def test_signs_may_differ_in_width() -> None:
    assert told([read("好,真的", 40)], [read("好，真的", 40)]) == [("好，真的", "")]


@pytest.mark.parametrize(
    ("second", "doubt"),
    [
        ([read("大家走得安全", 80)], "read as '大家走得安全' at another size"),
        ([], "read at one size only"),
        ([read("大家走得安心", 80, score=0.4)], "hardly legible"),
    ],
)
def test_anything_else_is_doubted(second: list[ReadLine], doubt: str) -> None:
    assert told(LINES, [LINES[0], *second])[1] == ("大家走得安心", doubt)


def test_a_line_that_only_the_second_reading_has_is_kept_with_a_doubt() -> None:
    assert told(LINES[:1], LINES)[1] == ("大家走得安心", "read at one size only")


def test_boxes_side_by_side_are_one_line() -> None:
    parts = [read("镇里", 40), read("修好了老桥", 40, left=65)]
    assert told(parts, LINES[:1]) == [("镇里修好了老桥", "")]


def picture(*, dark: bool) -> Pixels:
    """Draw two lines of squares, as characters are."""
    image = np.full((160, 400, 3), 20 if dark else 250, np.uint8)
    for line in LINES:
        left, top = line.corners[0].astype(int)
        for number in range(len(line.text)):
            at = left + 20 * number
            image[top + 3 : top + 17, at + 3 : at + 17] = 240 if dark else 10
    return image


@pytest.mark.parametrize("dark", [False, True], ids=["print", "dark screen"])
def test_ink_that_no_line_covers_is_noticed(*, dark: bool) -> None:
    assert unread(picture(dark=dark), LINES) == ()
    (place,) = unread(picture(dark=dark), LINES[:1])
    assert 80 < place < 100


def test_the_line_beside_unread_ink_is_doubted() -> None:
    lines = agreed(LINES[:1], LINES[:1], unread(picture(dark=False), LINES[:1]), 160)
    assert [line.doubt for line in lines] == ["a line may be missing"]
