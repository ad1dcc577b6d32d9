"""Mandarin syllables: how characters sound, and how Latin letters spell them.

Syllables are toneless Hanyu Pinyin (GB/T 16159) in lower case, ü written v, and after l and n
also u, as people type it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from retrieval.lexicon.files import rows

_LONGEST = 6
"""Letters of the longest syllables: zhuang, shuang."""
_USUAL = 2
"""How many readings of a character are usual; further ones are found in old books."""


class Character(NamedTuple):
    """The toneless syllables it may be read as, the most usual first, and what looks like it."""

    readings: tuple[str, ...] = ()
    look_alikes: str = ""


UNKNOWN = Character()


@cache
def characters() -> Mapping[str, Character]:
    """Return what is known of each character (a twentieth of a second)."""
    return {row[0]: Character(tuple(row[1].split()), row[2]) for row in rows("characters")}


@cache
def homophones() -> Mapping[str, Mapping[str, int]]:
    """Map each syllable to its characters; each to the rank of that reading, 0 the most usual.

    About 400 syllables. lü and nü are also found under lu and nu, as people type them.
    """
    sounds: dict[str, dict[str, int]] = {}
    for character, known in characters().items():
        for rank, syllable in enumerate(known.readings):
            for typed in {syllable, syllable.replace("v", "u")}:
                sounds.setdefault(typed, {}).setdefault(character, rank)
    return sounds


def sounding(character: str) -> str:
    """Return the characters that share a usual reading with `character`."""
    return "".join(_by_sound().get(syllable, "") for syllable in _usual(character))


def sounding_roughly(character: str) -> str:
    """Return those that sound like it to southern speakers: zhen, zheng and zen are one to them."""
    return "".join(_by_sound().get(f"~{_flat(syllable)}", "") for syllable in _usual(character))


@cache
def _by_sound() -> Mapping[str, str]:
    """Map each syllable to its characters, and each syllable as it is said in the south, with ~."""
    sounds: dict[str, str] = {}
    for character in characters():
        usual = _usual(character)
        for sound in (*usual, *dict.fromkeys(f"~{_flat(syllable)}" for syllable in usual)):
            sounds[sound] = sounds.get(sound, "") + character
    return sounds


def _usual(character: str) -> tuple[str, ...]:
    return characters().get(character, UNKNOWN).readings[:_USUAL]


def _flat(syllable: str) -> str:
    """Return `syllable` with zh, ch, sh said as z, c, s, and -ng as -n."""
    flat = re.sub("^([zcs])h", r"\1", syllable)
    return re.sub("ng$", "n", flat)


def spellings(letters: str) -> tuple[tuple[str, ...], ...]:
    """For each place in `letters`, the syllables to read there so that all letters are used.

    Empty at every place when the letters cannot be split into syllables.
    """
    known = homophones()
    usable = [False] * len(letters) + [True]
    found: list[tuple[str, ...]] = [()] * len(letters)
    for start in reversed(range(len(letters))):
        ends = range(start + 1, min(start + _LONGEST, len(letters)) + 1)
        found[start] = tuple(
            letters[start:end] for end in ends if usable[end] and letters[start:end] in known
        )
        usable[start] = bool(found[start])
    return tuple(found) if usable[0] else ((),) * len(letters)
