"""Numbers and dates in other dress: 九点四六亩 for 9.46亩, 二〇二四年 for 2024年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal

from retrieval.article import Span

_DIGITS = "零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_UNITS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
_MYRIADS = {"": 1, "万": 10**4, "亿": 10**8}
_DIGIT = "[零〇一二两三四五六七八九]"
_HAN = rf"[零〇一二两三四五六七八九十百千万亿]+(?:点{_DIGIT}+[万亿]?)?"
_ARABIC = r"(?<![0-9a-z.])[0-9]{1,16}(?:,[0-9]{3})*(?:\.[0-9]+)?(?!\.?[0-9a-z])"
_NUMBER = re.compile(
    rf"百分之(?P<han_share>{_HAN})|(?P<share>{_ARABIC})%|"
    rf"(?P<han_below>{_HAN})分之(?P<han_above>{_HAN})|(?P<above>{_ARABIC})/(?P<below>{_ARABIC})|"
    rf"(?P<year>(?<![0-9.])[12][0-9]{{3}}|{_DIGIT}{{4}}|(?<![0-9.])[0-9]{{2}}|{_DIGIT}{{2}})年|"
    rf"(?<![几数])(?P<number>{_HAN}|{_ARABIC}[万亿]?)"
)
_CENTURY = 100
_SHORT = re.compile(r"[0-9]{1,5}|[0-9]{1,4}\.[0-9]{1,4}")
"""What is written before 万 or 亿."""
_LONGEST = 40
"""Characters of a number that is read; what is longer counts nothing."""
_EXACT = Context(prec=_LONGEST * 8)
"""For the largest of them: each 亿 is eight digits more."""
_SMALL = 10
"""A number below this is taken together with the word it counts: 3 stands in too many places."""


def alternatives(text: str) -> list[tuple[Span, tuple[str, ...]]]:
    """Return where numbers stand in `text` (folded), each with the other ways to write it."""
    found = []
    for match in _NUMBER.finditer(text):
        start, stop = match.span()
        ways = list(_ways(match)) if stop - start <= _LONGEST else []
        if ways and match["number"] and _value(match["number"]) < _SMALL:
            counted = text[stop : stop + 1].strip()
            ways, stop = [way + counted for way in ways if counted], stop + len(counted)
        others = tuple(dict.fromkeys(way for way in ways if way != text[start:stop]))
        if others:
            found.append(((start, stop), others))
    return found


def _ways(match: re.Match[str]) -> Iterator[str]:
    """Yield the ways to write what was matched, the one found among them."""
    if share := match["han_share"] or match["share"]:
        yield f"{_plain(_value(share))}%"
        yield f"百分之{_han(_value(share))}"
    elif match["han_below"] or match["below"]:
        below = _value(match["han_below"] or match["below"])
        above = _value(match["han_above"] or match["above"])
        yield f"{_plain(above)}/{_plain(below)}"
        yield f"{_han(below)}分之{_han(above)}"
    elif match["year"]:
        yield from _years(_value(match["year"]))
    elif match["number"][0] not in "百千万亿":
        yield from _forms(_value(match["number"]))


def _years(year: Decimal) -> Iterator[str]:
    """Yield a year's forms; one of two digits is taken for this century's."""
    full = f"{year}" if year >= _CENTURY else f"20{year:02}"
    for digits in (full, full[2:]):
        yield f"{digits}年"
        for zero in "〇零":
            yield "".join(_DIGITS[int(digit)] for digit in digits).replace("零", zero) + "年"


def _forms(value: Decimal) -> Iterator[str]:
    """Yield a number's forms: 12000, 12,000, 1.2万, 一万二千, 一点二万."""
    yield f"{_plain(value)}"
    yield f"{_plain(value):,}"
    for myriad, size in _MYRIADS.items():
        count = value / size
        if value < size or (myriad and not re.fullmatch(_SHORT, f"{_plain(count)}")):
            continue
        yield f"{_plain(count)}{myriad}"
        yield (han := f"{_han(count)}{myriad}")
        yield "两" if han == "二" else re.sub("二(?=[百千万亿])", "两", han)


def _plain(number: Decimal) -> Decimal:
    """Drop trailing zeros, without an exponent."""
    whole = number.quantize(Decimal(1), context=_EXACT)
    return whole if number == whole else number.normalize()


def _value(text: str) -> Decimal:
    """Read a number in Arabic or Chinese figures; 一万二 is 12000."""
    size = _MYRIADS.get(text[-1], 1) if text[0].isascii() or "点" in text else 1
    text = text if size == 1 else text[:-1]
    if text[0].isascii():
        return Decimal(text.replace(",", "")) * size
    whole, _, after = text.partition("点")
    decimals = "".join(str(_VALUES[digit]) for digit in after)
    return Decimal(f"{_whole(whole)}.{decimals}") * size


def _whole(text: str) -> int:
    if not set(text) & set(_UNITS):
        return int("".join(str(_VALUES[digit]) for digit in text) or 0)
    unit, size = next((unit, size) for unit, size in _UNITS.items() if unit in text)
    before, _, rest = text.rpartition(unit)
    # A digit alone after 百 or more counts tenths of it: 一万二, 三百五.
    tenths = size > 10 and len(rest) == 1  # noqa: PLR2004 - ten
    return (_whole(before) or 1) * size + _whole(rest) * (size // 10 if tenths else 1)


def _han(number: Decimal) -> str:
    """Write a number (below 10^16) in Chinese figures."""
    whole, _, decimals = f"{_plain(number)}".partition(".")
    after = "点" + "".join(_DIGITS[int(digit)] for digit in decimals) if decimals else ""
    return re.sub("(?<=[百千万亿零])十", "一十", _han_whole(int(whole))) + after


def _han_whole(number: int) -> str:
    for unit, size in _UNITS.items():
        if number >= size:
            before, rest = divmod(number, size)
            head = "" if unit == "十" and before == 1 else _han_whole(before)
            gap = "零" if 0 < rest < size // 10 else ""
            return f"{head}{unit}{gap}{_han_whole(rest) if rest else ''}"
    return _DIGITS[number]
