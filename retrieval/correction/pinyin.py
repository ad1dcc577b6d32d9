"""Mandarin syllables: how characters sound, and how Latin letters spell them.

Syllables are toneless Hanyu Pinyin (GB/T 16159) in lower case, ü written v, and after l and n
also u, as people type it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from retrieval.lexicon.files import rows

_LONGEST = 6
"""Letters of the longest syllables: zhuang, shuang."""
_USUAL = 2
"""How many readings of a character are usual; further ones are found in old books."""
_ACCENTS = (("zh", "z"), ("ch", "c"), ("sh", "s"))


class Character(NamedTuple):
    """The toneless syllables it may be read as, the most usual first, and what looks like it."""

    readings: tuple[str, ...] = ()
    look_alikes: str = ""


UNKNOWN = Character()


@cache
def characters() -> Mapping[str, Character]:
    """Return what is known of each character (a twentieth of a second)."""
    return {row[0]: Character(tuple(row[1].split()), row[2]) for row in rows("characters")}


def usual(character: str) -> frozenset[str]:
    """Return the one or two most usual readings of `character`."""
    return frozenset(characters().get(character, UNKNOWN).readings[:_USUAL])


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


@cache
def sounding(syllable: str) -> str:
    """Return the characters of which `syllable` is a usual reading."""
    ranked = homophones().get(syllable, {}).items()
    return "".join(character for character, rank in ranked if rank < _USUAL)


def accents(syllables: Iterable[str]) -> frozenset[str]:
    """Return all syllables that southern speakers hear like one of these: zhen, zheng, zen."""
    return frozenset().union(*(_heard_alike()[_flat(syllable)] for syllable in syllables))


@cache
def _heard_alike() -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for syllable in homophones():
        groups.setdefault(_flat(syllable), set()).add(syllable)
    return {flat: frozenset(group) for flat, group in groups.items()}


def _flat(syllable: str) -> str:
    """Return `syllable` with zh, ch, sh said as z, c, s, and -ng as -n."""
    for retroflex, flat in _ACCENTS:
        if syllable.startswith(retroflex):
            syllable = flat + syllable[len(retroflex) :]
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


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
