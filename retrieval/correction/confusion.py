"""Which character may have been typed for which: by its sound, by its shape, by an accent."""

from __future__ import annotations

from enum import IntEnum
from itertools import compress

from retrieval.cache import remembered
from retrieval.correction.pinyin import UNKNOWN, characters, sounding, sounding_roughly
from retrieval.correction.vocabulary import Vocabulary
from retrieval.lexicon.files import words

GRAMMAR = words("grammar_characters", "grammar")
"""Characters that by themselves link, point or ask."""
EXACT = words("grammar_characters", "exact")
"""Characters that mean something else when another stands for them: numbers, directions, sizes."""
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
        self._alike = remembered(self._alike_of, _CACHE_SIZE)

    def alike(self, typed: str, *, accents: bool) -> Alike:
        """Return the characters that sound or look like `typed`, in code point order.

        With `accents`, also those that sound like it to a southern ear only.
        """
        return self._alike(typed, accents)

    def _alike_of(self, typed: str, accents: bool) -> Alike:  # noqa: FBT001 - remembered by place
        shapes = set(characters().get(typed, UNKNOWN).look_alikes)
        sounds = set(sounding(typed))
        found = dict.fromkeys(sounding_roughly(typed) if accents else "", Likeness.ACCENT)
        found |= dict.fromkeys(shapes, Likeness.SHAPE)
        found |= dict.fromkeys(sounds, Likeness.SOUND)
        found |= dict.fromkeys(shapes & sounds, Likeness.SOUND_AND_SHAPE)
        possible = sorted(found.keys() - EXACT - GRAMMAR - {typed})
        standing = self._vocabulary.frequencies(possible)
        return tuple([(one, found[one]) for one in compress(possible, standing)])
