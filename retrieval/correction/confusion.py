"""Which character may have been typed for which: by its sound, by its shape, by an accent."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from retrieval.cache import remembered
from retrieval.correction.glyphs import Glyphs
from retrieval.correction.pinyin import accents, homophones, sounding, usual
from retrieval.correction.vocabulary import Vocabulary
from retrieval.index.archive.table_cache import Tables

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
_NEVER_MEANT = EXACT | GRAMMAR
_CACHED = 1024
"""For how many characters, and syllables, the answers are remembered."""

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
        self.alike = remembered(self._alike, _CACHED)
        self.accented = remembered(self._accented, _CACHED)
        self._sounding = remembered(self._held_sounding, _CACHED)

    def prepare(self) -> None:
        """Open or make the table of what looks alike now, and see how the reports' words sound."""
        self._glyphs.alike("的")
        self._said(homophones())

    def _alike(self, typed: str) -> Alike:
        """Return the characters that sound or look like `typed`, in code point order."""
        shapes = (one for one in self._glyphs.alike(typed) if one not in _ENDINGS)
        found = dict.fromkeys(self._held(shapes), Likeness.SHAPE)
        for one in self._said(usual(typed)):
            found[one] = Likeness.SOUND_AND_SHAPE if one in found else Likeness.SOUND
        found.pop(typed, None)
        return tuple(sorted(found.items()))

    def _accented(self, typed: str) -> Alike:
        """Return the characters that sound like `typed` to a southern ear, and only so."""
        others = self._said(accents(usual(typed)) - usual(typed)) - {typed}
        return tuple((one, Likeness.ACCENT) for one in sorted(others))

    def _said(self, syllables: Iterable[str]) -> set[str]:
        """Return the characters of the reports that sound like one of `syllables`."""
        return set().union(*map(self._sounding, syllables))

    def _held_sounding(self, syllable: str) -> frozenset[str]:
        return self._held(sounding(syllable))

    def _held(self, characters: Iterable[str]) -> frozenset[str]:
        """Return those that stand in the reports, but for numbers and the like."""
        held = self._vocabulary.frequency
        return frozenset(one for one in characters if one not in _NEVER_MEANT and held(one))
