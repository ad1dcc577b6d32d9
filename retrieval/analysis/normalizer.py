"""One written form for matching: width, case and script folded, every character in its place.

Home of OpenCC. Quotes are never made of folded text; it only finds them.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import zlib
from functools import cache

import numpy as np
import opencc
from numpy.typing import NDArray

_LONG = 40
"""Texts of more characters are folded through an array."""
# Where characters with a one-character compatibility form or a simplified form live.
_COMPATIBLE = ((0x20, 0x3400), (0xF900, 0x10000), (0x1D400, 0x1D800))
_IDEOGRAPHS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2A6E0))
# Radicals that a PDF's text may hold in place of characters, and that have no compatibility form
# (Unicode's EquivalentUnifiedIdeograph.txt; those whose character is one in common use).
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
_SPACED_OUT = re.compile(r"(?<![!-~])[!-~](?: [!-~])+(?![!-~])")
_STRAY = re.compile(r"(?<![!-~]) | (?![!-~])")


def fold(text: str) -> str:
    """Return `text` in simplified script, half width and lower case, of the same length.

    Only folds that map one character to one are made (NFKC, casefold, OpenCC t2s), so position
    n of the result is position n of the text, and a match needs no map back.
    """
    if len(text) < _LONG:
        return text.translate(_table())
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _folded().take(codes).tobytes().decode("utf-32-le", "surrogatepass")


def close_up(text: str) -> str:
    """Return a question without the white space that is none between words of an alphabet.

    People space characters out (双 林 镇) or put words apart (哪吒汽车 销量); it tells nothing.
    """
    even = " ".join(text.split())
    return _STRAY.sub("", _SPACED_OUT.sub(lambda run: run.group().replace(" ", ""), even))


def normalize(typed: str) -> tuple[str, list[int]]:
    """Return a question folded and closed up, and where each of its characters stands as typed.

    >>> normalize("双 林 镇")
    ('双林镇', [0, 2, 4])
    """
    folded = fold(typed)
    text = close_up(folded)
    places: list[int] = []
    at = 0
    for character in text:
        while folded[at] != character and not (character == " " and folded[at].isspace()):
            at += 1
        places.append(at)
        at += 1
    return text, places


@cache
def version() -> str:
    """Name the folds that are made: another name means that some character folds otherwise."""
    return f"folding {zlib.crc32(repr(sorted(_table().items())).encode()):08x}"


@cache
def _table() -> dict[int, str]:
    """Map code points to their folded character; those that stay as they are left out."""
    compatible = {
        point: unicodedata.normalize("NFKC", chr(point)).casefold()
        for point in _points(_COMPATIBLE)
    }
    single = {point: form for point, form in compatible.items() if len(form) == 1}
    forms = {point: chr(point) for point in _points(_IDEOGRAPHS)} | single
    # One to a line, so that OpenCC takes each by itself and not as part of a phrase; radicals that
    # a page's text may hold in place of characters (U+2F3E for 户) are simplified like these.
    lines = [form if form.isprintable() else "" for form in forms.values()]
    simplified: list[str] = opencc.OpenCC("t2s").convert("\n".join(lines)).split("\n")
    table = forms | {p: form for p, form in zip(forms, simplified, strict=True) if form}
    table |= {ord(radical): form for radical, form in _RADICALS.items()}
    # What a character folds to may fold on (薴 to 苧 to 苎): folding twice is to be folding once.
    further = {p: table.get(ord(form), form) for p, form in table.items() if len(form) == 1}
    return {p: form for p, form in further.items() if len(form) == 1 and form != chr(p)}


@cache
def _folded() -> NDArray[np.uint32]:
    """Return the folded code point of each: long texts are folded three times as fast by it."""
    folded = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for point, form in _table().items():
        folded[point] = ord(form)
    return folded


def _points(blocks: tuple[tuple[int, int], ...]) -> list[int]:
    return [point for start, stop in blocks for point in range(start, stop)]
