"""The quantities of a question in other dress: 九点四六亩 for 9.46亩, 5000公斤 for 5吨."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from retrieval.analysis.numerals import DIGIT, DIGITS, written
from retrieval.analysis.quantities import EXACT, Quantity, Unit, quantities, units
from retrieval.article import Span

_MYRIADS = {"": 1, "万": 10**4, "亿": 10**8}
_YEAR = re.compile(rf"(?:[12][0-9]{{3}}|[0-9]{{2}}|[{DIGIT}]{{4}}|[{DIGIT}]{{2}})年")
_CENTURY = 100
_SHORT = re.compile(r"[0-9]{1,5}|[0-9]{1,4}\.[0-9]{1,4}")
"""What is written before 万 or 亿, and in another unit."""
_LARGEST = 10**16
"""Larger numbers are written in one way only."""
_SMALL = 10
"""A number below this is taken together with the word it counts: 3 stands in too many places."""
_TENTHS = 10
"""So many of a hundred are 一成."""
_DENOMINATOR = 10_000
"""Fractions of a larger denominator are not told from their decimals."""


def alternatives(
    text: str, most: int | None = None, ends: Mapping[int, int] | None = None
) -> list[tuple[Span, tuple[str, ...]]]:
    """Return where quantities stand in `text` (folded), each with the other ways to write it.

    At most so many of them. `ends` tell where the words of the text end, by where they begin: a
    small number is taken with all of the word that it counts (8世纪), else with a character of it.

    >>> alternatives("走访3家企业")
    [((2, 4), ('三家',))]
    """
    found = []
    for quantity in quantities(text)[:most]:
        if 0 <= quantity.value < _LARGEST:
            for (start, stop), ways in _ways(text, ends or {}, quantity):
                others = tuple(dict.fromkeys(way for way in ways if way != text[start:stop]))
                if others:
                    found.append(((start, stop), others))
    return found


def _ways(
    text: str, ends: Mapping[int, int], quantity: Quantity
) -> Iterator[tuple[Span, list[str]]]:
    """Yield the ways to write the quantity, and those to write its number alone."""
    start, stop = quantity.start, quantity.stop
    said = text[start:stop]
    unit = _unit(said)
    value = quantity.value / unit.factor
    if "分之" in said or "/" in said or unit.name in {"%", "成"}:
        yield (start, stop), list(_shares(quantity))
    elif unit.name == "年" and (year := _year(said, value)):
        yield (start, stop), list(_years(year))
    elif value < _SMALL and not unit.name:
        counted = text[stop : ends.get(stop, stop + 1)].strip()
        yield (start, stop + len(counted)), [way + counted for way in _forms(value) if counted]
    else:
        yield (start, stop), list(_in_units(quantity, unit))
        if value >= _SMALL:
            end = stop - len(unit.name)
            figures = text[start:end].rstrip("余多 ")
            yield (start, start + len(figures)), list(_forms(value))


def _unit(said: str) -> Unit:
    """Return the unit that a quantity was said in; one of no name where it has none."""
    ends = (said[at:] for at in range(1, len(said)))
    return next((units()[end] for end in ends if end in units()), Unit("", "", Decimal(1)))


def _shares(quantity: Quantity) -> Iterator[str]:
    """Yield the forms of 98%, of 两成, and of 三分之一."""
    if quantity.unit == "%":
        yield f"{_plain(quantity.value)}%"
        yield f"百分之{written(_plain(quantity.value))}"
        if quantity.value % _TENTHS == 0 and quantity.value < _TENTHS**2:
            yield from (f"{way}成" for way in _forms(quantity.value / _TENTHS))
    else:
        share = Fraction(quantity.value).limit_denominator(_DENOMINATOR)
        above, below = (Decimal(number) for number in share.as_integer_ratio())
        yield f"{above}/{below}"
        yield f"{written(below)}分之{written(above)}"


def _year(said: str, value: Decimal) -> int | None:
    """Return which year is meant, of this century where two digits are said; None for a count."""
    if not _YEAR.fullmatch(said):
        return None
    return int(value) if value >= _CENTURY else 2000 + int(value)


def _years(year: int) -> Iterator[str]:
    for digits in (f"{year}", f"{year}"[2:]):
        yield f"{digits}年"
        for zero in "〇零":
            yield "".join(DIGITS[int(digit)] for digit in digits).replace("零", zero) + "年"


def _in_units(quantity: Quantity, said: Unit) -> Iterator[str]:
    """Yield the quantity in the unit it was said in, and in others of its kind."""
    alike = (unit for unit in units().values() if unit.canonical == quantity.unit)
    for unit in alike if quantity.unit else (said,):
        count = _plain(quantity.value / unit.factor)
        # The number alone is offered beside these, unless it is small.
        told = quantity.more or count < _SMALL if unit == said else _SHORT.fullmatch(f"{count}")
        if told:
            for form in _forms(count):
                yield from _marked(form, unit.name) if quantity.more else (form + unit.name,)


def _marked(form: str, unit: str) -> Iterator[str]:
    """Yield the form with 余 and 多, before and after 万: 300余万元, 300万余元."""
    for mark in "余多":
        yield f"{form}{mark}{unit}"
        if form[-1] in "万亿":
            yield f"{form[:-1]}{mark}{form[-1]}{unit}"


def _forms(value: Decimal) -> Iterator[str]:
    """Yield a number's forms: 12000, 12,000, 1.2万, 一万二千, 一点二万."""
    yield f"{_plain(value)}"
    yield f"{_plain(value):,}"
    for myriad, size in _MYRIADS.items():
        count = _plain(value / size)
        if value < size or (myriad and not re.fullmatch(_SHORT, f"{count}")):
            continue
        yield f"{count}{myriad}"
        yield (han := f"{written(count)}{myriad}")
        yield "两" if han == "二" else re.sub("二(?=[百千万亿])", "两", han)


def _plain(number: Decimal) -> Decimal:
    """Drop trailing zeros, without an exponent."""
    whole = number.quantize(Decimal(1), context=EXACT)
    return whole if number == whole else number.normalize()
