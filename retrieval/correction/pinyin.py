"""Mandarin syllables: how characters sound, and how Latin letters spell them. Home of pypinyin.

Syllables are toneless Hanyu Pinyin (GB/T 16159) in lower case, ü written v, and after l and n
also u, as people type it.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

# Read on import of pypinyin: its dictionary of phrases takes 45 MB, and we only ask for single
# characters.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

_IDEOGRAPHS = range(0x4E00, 0xA000)
_INTERJECTIONS = frozenset({"n", "ng", "m", "hm", "hng", "o", "ei"})
"""Sounds of single exclamations (嗯, 喔), which nobody spells and every English word is full of."""
_LONGEST = 6
"""Letters of the longest syllables: zhuang, shuang."""
_USUAL = 2
"""How many readings of a character are usual; further ones are found in old books."""
_ACCENTS = (("zh", "z"), ("ch", "c"), ("sh", "s"))

# Common English words that can be read as two or more syllables.
_ENGLISH = """
abide abuse ace acute age agenda aide aiming alan alien alike alone along alongside anger angle
animate anti anticipate anyone apache are arena arise aside ate aware azure bake balance banana
bandage bare base beige bike binding bite bone bore boxing cache cage cake came canada canceling
candidate cape capitalize care case cave chance change cheese chile china chose cinema cite
citizen congruence courier cue cuisine cure cute damage dance danger dare data date debating
decide deciding dedicate deduce deepen deer defense delaying delegate delete deleting delicate
depending desire detailing dice diligence dine dire dispute dude due dure duty educate elegance
elide eliminate ending engage enhance ensure entire epilogue excuse exile exiting eye facade face
facilitate fade fake fame fate fatigue fence finance foresee france fuse futile future gaining
gale game gate gave genie guarantee guidance guide guideline halo hare hate hence here hesitate
hide house housekeeping hue huge human hunting image institute keen keeping lake lame lance
landing lane language late latitude laying league lean leisure license life like lime limiting
line liner linger linkage lite locale localize locating lone longer loose lore lose lucida luke
machine made mage magenta mailing make male manage mandate manipulate mate mature maximize mean
meeting memo menace menu mere mesa meta mike mile mime mine mingle minimize minute misuse mitigate
mixing mobile mode module molecule mouse mute mutilate name naming nature needing nice niche nike
nuance online pace page palace pane patience paying pending piece pike pile pine pipe piping poke
polite populate pose pure range rebase reduce refuse regulate relate relating relaying remaining
remote rename renaming reshaping residue resilience resize resume retaining retire reuse rice ride
rise rita romance route routine rue rule safari sage sake sale same sane sari save saying secure
sedan see seen semi sending sense sequence shade shake shame share shelve side silence silver
simulate site size substitute sue suicide suite sunrise sure surface taipei take taken tale tape
taxi tee there these those tier tile time timing tire tissue tribute tube tune tuning value venue
wage waiting wake warehouse were wide wife wine woman yoga zee
"""
# The same of one syllable: a row of nothing but these is no question in pinyin.
_ENGLISH_SYLLABLES = """
a an ban bang bee bin can den die dung fan fang fun gang gun hang he hen lie long lung man me men
nun pan pen pie pin ran rang run sang she sin song sun tan tang ten tie
"""
ENGLISH = frozenset(f"{_ENGLISH} {_ENGLISH_SYLLABLES}".split())
"""Latin words that are spelled like syllables and are none."""


def readings(character: str) -> tuple[str, ...]:
    """Return the toneless syllables that `character` may be read as, the most usual first."""
    return _readings().get(character, ())


def usual(character: str) -> frozenset[str]:
    """Return the one or two most usual readings of `character`."""
    return frozenset(readings(character)[:_USUAL])


@cache
def homophones() -> Mapping[str, Mapping[str, int]]:
    """Map each syllable to its characters; each to the rank of that reading, 0 the most usual.

    About 400 syllables. lü and nü are also found under lu and nu, as people type them.
    """
    sounds: dict[str, dict[str, int]] = {}
    for character, syllables in _readings().items():
        for rank, syllable in enumerate(syllables):
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


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """Read the dictionary (a tenth of a second): the syllables of each character, toneless."""
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - few questions need it

    spelled = {chr(point): PINYIN_DICT[point] for point in _IDEOGRAPHS if point in PINYIN_DICT}
    plain = _toneless("\n".join(spelled.values())).split("\n")
    return {
        character: tuple(
            one for one in dict.fromkeys(line.split(",")) if one and one not in _INTERJECTIONS
        )
        for character, line in zip(spelled, plain, strict=True)
    }


def _toneless(text: str) -> str:
    """Strip the tone marks of `text`, and write ü as v."""
    marked = unicodedata.normalize("NFC", text)
    return marked.translate({ord(letter): _plain(letter) for letter in set(marked)})


def _plain(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter).replace("u\u0308", "v")
    return "".join(part for part in parts if not unicodedata.combining(part))
