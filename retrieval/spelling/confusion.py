"""Which character may have been typed for which: by its sound, by its shape, by an accent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from retrieval.spelling.glyphs import Glyphs
from retrieval.spelling.pinyin import accents, sounding, usual
from retrieval.spelling.vocabulary import Vocabulary
from retrieval.tables import Tables

GRAMMAR = frozenset(
    "的了着著过是在有和与及或跟同而且并但则若如即因以使将把被让给替对从到由向于自至为"
    "之其此该所者等时曾已仅再更最很也都就又还不没未非会能可要想应须"
    "吗呢吧啊呀嘛哦啦哪谁什么怎几多少何这那各每我你他她它们个叫称指做"
)
"""Characters that by themselves link, point or ask."""
EXACT = frozenset("零〇一二三四五六七八九十百千万亿两半东南西北上下左右前后内外中大小男女新旧")
"""Characters that mean something else when another stands for them: numbers, directions, sizes."""
_ENDINGS = frozenset("省市县区镇乡村州国")
"""Characters that end so many names that nobody takes another for them by shape."""
_CACHED = 1024
"""For how many characters the answers are remembered."""

Alike = tuple[tuple[str, "Likeness"], ...]


class Likeness(IntEnum):
    """How credible it is that one character was typed for another."""

    ACCENT = 0
    SHAPE = 1
    SOUND = 2
    SOUND_AND_SHAPE = 3


class Confusions:
    """Characters of the reports that may be meant by another one."""

    def __init__(self, vocabulary: Vocabulary, tables: Tables) -> None:
        """Answer with characters that stand in the reports."""
        self._glyphs = Glyphs(tables)
        self._vocabulary = vocabulary
        self.alike = lru_cache(_CACHED)(self._alike)
        self.accented = lru_cache(_CACHED)(self._accented)

    def _alike(self, typed: str) -> Alike:
        """Return the characters that sound or look like `typed`, in code point order."""
        shapes = (one for one in self._glyphs.alike(typed) if one not in _ENDINGS)
        found = dict.fromkeys(shapes, Likeness.SHAPE)
        for one in _said(usual(typed)):
            found[one] = Likeness.SOUND_AND_SHAPE if one in found else Likeness.SOUND
        return self._held(found, typed)

    def _accented(self, typed: str) -> Alike:
        """Return the characters that sound like `typed` to a southern ear, and only so."""
        others = accents(usual(typed)) - usual(typed)
        return self._held(dict.fromkeys(_said(others), Likeness.ACCENT), typed)

    def _held(self, found: Mapping[str, Likeness], typed: str) -> Alike:
        useless = EXACT | GRAMMAR | {typed}
        held = self._vocabulary.frequency
        return tuple((one, found[one]) for one in sorted(found) if one not in useless and held(one))


def _said(syllables: frozenset[str]) -> str:
    return "".join(map(sounding, sorted(syllables)))
