"""Which character may have been typed for which: by its sound, by its shape, by an accent."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from retrieval.correction.pinyin import UNKNOWN, accents, characters, sounding, usual
from retrieval.correction.vocabulary import Vocabulary
from retrieval.lexicon.files import words

GRAMMAR = words("grammar_characters", "grammar")
"""Characters that by themselves link, point or ask."""
EXACT = words("grammar_characters", "exact")
"""Characters that mean something else when another stands for them: numbers, directions, sizes."""
_ENDINGS = words("grammar_characters", "endings")
"""Characters that end so many names that nobody takes another for them by shape."""
_CACHE_SIZE = 1024
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

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Answer with characters that stand in the reports."""
        self._vocabulary = vocabulary
        self.alike = lru_cache(_CACHE_SIZE)(self._alike)
        self.accented = lru_cache(_CACHE_SIZE)(self._accented)

    def _alike(self, typed: str) -> Alike:
        """Return the characters that sound or look like `typed`, in code point order."""
        shapes = set(characters().get(typed, UNKNOWN).look_alikes) - _ENDINGS
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
        return self._held("".join(map(sounding, syllables)))

    def _held(self, some: Iterable[str]) -> set[str]:
        """Return those that stand in the reports, but for numbers and the like."""
        held = self._vocabulary.frequency
        return {one for one in set(some) - EXACT - GRAMMAR if held(one)}
