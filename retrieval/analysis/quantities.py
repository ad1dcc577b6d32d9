"""Numbers with their units as values, so that the same quantity is known in any dress.

1亿元, 10000万元 and 一亿元 are one quantity, as are 40万台 and 400000台, 98% and 百分之九十八, 5吨
and 10000斤. Units come from the table `units` of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import cache
from typing import NamedTuple

from retrieval.analysis import numerals
from retrieval.analysis.numerals import DIGIT, NUMERAL
from retrieval.lexicon.files import rows

LONGEST = 40
"""Characters of a number that is read; what is longer counts nothing."""
EXACT = Context(prec=LONGEST * 8)
"""For the largest of them: each 亿 is eight digits more."""
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` of `unit`, read from `start` to `stop` of a folded text.

    The unit is the canonical one (10斤 is 5 公斤), empty where none follows. `more`: 余 or 多
    follows the number, so that it is more than `value`. Quantities are equal when they say the
    same, wherever they stand.

    >>> quantities("十三亿元")[0] == quantities("投资130000万元")[0]
    True
    """

    start: int = field(compare=False)
    stop: int = field(compare=False)
    value: Decimal
    unit: str
    more: bool = False


class Unit(NamedTuple):
    """One of `name` is `factor` of the canonical unit."""

    name: str
    canonical: str
    factor: Decimal


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of `text` (folded), in order.

    What tells no single number is left out: 几十, 三四百, 十几, 数千; and a lone Chinese digit that
    neither a unit follows nor 第 precedes (统一, 万一, 一些).
    """
    return [found for match in _pattern().finditer(text) if (found := _quantity(match))]


@cache
def units() -> Mapping[str, Unit]:
    """Return the units by their names."""
    return {row[0]: Unit(row[0], row[1], Decimal(row[2])) for row in rows("units")}


@cache
def _pattern() -> re.Pattern[str]:
    """Compile what a quantity looks like; the longest unit is tried first."""
    shapes = [_unit_pattern(*row) for row in sorted(rows("units"), key=lambda row: -len(row[0]))]
    # 千 of 千克, 千米 and 千瓦 is part of the unit.
    thousand = "千(?![克米瓦])"
    figures = rf"(?:[{NUMERAL.replace('千', '')}]|{thousand})++"
    han = rf"(?<![几数{NUMERAL}]){figures}(?!几)"
    decimals = rf"(?:点[{DIGIT}]++(?![十百几]|{thousand}))?+"
    whole = r"(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]++)"
    arabic = rf"(?<![0-9a-z.]){whole}(?!,[0-9]{{3}})(?:\.[0-9]++)?+(?!\.[0-9])"
    number = rf"(?:{han}{decimals}|(?:(?<![0-9a-z])[-−])?{arabic})"
    scale = rf"(?:(?:百|{thousand})?[万亿]{{1,2}}|百(?!分)|{thousand})?+"
    return re.compile(
        rf"(?:(?P<share>[百千万])分之(?P<part>{number})|(?P<below>{han})分之(?P<above>{han})"
        rf"|(?P<over>{arabic})/(?P<under>{arabic})"
        rf"|(?P<number>{number})(?P<some>[余多])?+(?P<scale>{scale})(?P<more>[余多])?+)"
        rf"(?: ?(?P<unit>{'|'.join(shapes)})|(?![0-9a-z]))"
    )


def _unit_pattern(name: str, _canonical: str, _factor: str, never_before: str = "") -> str:
    """Match a unit that is no part of another word."""
    if name[-1].isascii() and name != "%":
        return rf"{re.escape(name)}(?![0-9a-z])"
    return rf"{name}(?![{never_before}])" if never_before else name


def _quantity(match: re.Match[str]) -> Quantity | None:
    """Read what was matched; None where it tells no single number."""
    if match.end() - match.start() > LONGEST:
        return None
    unit = units()[match["unit"]] if match["unit"] else Unit("", "", Decimal(1))
    more = bool(match["some"] or match["more"])
    value = _fraction(match) if match["number"] is None else _number(match, unit, more=more)
    if value is None:
        return None
    canonical = "%" if match["share"] and not unit.name else unit.canonical
    value = EXACT.multiply(value, unit.factor)
    return Quantity(*match.span(), value, canonical, more)


def _fraction(match: re.Match[str]) -> Decimal | None:
    """Read 百分之三 as 3, of a hundred; 三分之一 and 1/3 as a third."""
    if match["share"]:
        value = _read(match["part"])
        return value and value * 100 / _SCALES[match["share"]]
    above = _read(match["above"] or match["over"])
    below = _read(match["below"] or match["under"])
    return above / below if above is not None and below else None


def _number(match: re.Match[str], unit: Unit, *, more: bool) -> Decimal | None:
    """Read a number with its scale: 3.5亿, 三百多万, 百余."""
    text: str = match["number"]
    if more and len(text) == 1 and text in _SCALES:
        text = f"一{text}".replace("一十", "十")
    if text in NUMERAL and not (unit.name or match["scale"] or _is_ordinal(match)):
        return None
    if unit.name == "年" and re.fullmatch(rf"[{DIGIT}]{{2}}", text):
        return Decimal(numerals.digits(text))
    value = _read(text)
    if value is None:
        return None
    for character in match["scale"]:
        value = EXACT.multiply(value, Decimal(_SCALES[character]))
    return value


def _is_ordinal(match: re.Match[str]) -> bool:
    return match.string.endswith("第", 0, match.start())


def _read(text: str) -> Decimal | None:
    """Read a number in Arabic or Chinese figures; None when it is no well-formed one."""
    if text[-1].isascii():
        return Decimal(text.replace(",", "").replace("−", "-"))
    before, _, after = text.partition("点")
    whole = numerals.whole(before)
    return None if whole is None else Decimal(f"{whole}.{numerals.decimals(after)}")
