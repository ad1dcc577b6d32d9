"""Chinese numerals: 一万二 read as 12000, and 12000 written 一万二千."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "零一二三四五六七八九"
DIGIT = "零〇一二两三四五六七八九"
"""The digits, as the inside of a regular expression's character class."""
NUMERAL = f"{DIGIT}十百千万亿"
"""The characters of a whole number, likewise."""
ROMAN = r"(?:[\u2160-\u217f]|(?<![a-z])[ivx]+(?=[级类型期度]))"
"""A Roman number as it counts grades and stages (Ⅲ级), folded: Ⅰ and Ⅴ are letters then."""

_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"〇": 0, "两": 2}
_SIZES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_MYRIADS = frozenset("亿万")
_CODE = 4
"""So many digits in a row (二〇二四) are read one by one; two or three (三四百) tell no number."""


def whole(text: str) -> int | None:
    """Read a whole number in Chinese figures; None when it is no well-formed one.

    >>> whole("一万二"), whole("十一万零一十五"), whole("二〇二四"), whole("三四百")
    (12000, 110015, 2024, None)
    """
    if len(text) >= _CODE and not _SIZES.keys() & set(text):
        return digits(text)
    return _counted(text)


def digits(text: str) -> int:
    """Read digits one by one: 二四 is 24."""
    return int("".join(str(_VALUES[digit]) for digit in text))


def decimals(text: str) -> str:
    """Write the digits after 点 in Arabic figures."""
    return "".join(str(_VALUES[digit]) for digit in text)


def _counted(text: str) -> int | None:
    """Read a number by the largest unit in it: what stands before it, and what after."""
    unit, size = next(((unit, size) for unit, size in _SIZES.items() if unit in text), ("", 1))
    if not unit:
        return _VALUES.get(text.lstrip("零〇") or text[:1])
    before, _, rest = text.rpartition(unit)
    # Only 万 and 亿 count more than a digit, and only 十 may stand without one.
    several = unit not in _MYRIADS and len(before.lstrip("零〇")) > 1
    count = None if several else _counted(before) if before else 1 if unit == "十" else None
    after = _counted(rest) if rest else 0
    if count is None or after is None or after >= size:
        return None
    # A digit alone after 百 or more counts tenths of it: 一万二, 三百五.
    tenths = size > 10 and len(rest) == 1  # noqa: PLR2004 - ten
    return count * size + after * (size // 10 if tenths else 1)


def written(number: Decimal) -> str:
    """Write a number of 0 or more in Chinese figures: 1.5 is 一点五, 110015 is 十一万零一十五."""
    before, _, after = f"{number:f}".partition(".")
    tail = "点" + "".join(DIGITS[int(digit)] for digit in after) if after else ""
    return re.sub("(?<=[百千万亿零])十", "一十", _written(int(before))) + tail


def _written(number: int) -> str:
    for unit, size in _SIZES.items():
        if number >= size:
            before, rest = divmod(number, size)
            head = "" if unit == "十" and before == 1 else _written(before)
            gap = "零" if 0 < rest < size // 10 else ""
            return f"{head}{unit}{gap}{_written(rest) if rest else ''}"
    return DIGITS[number]
