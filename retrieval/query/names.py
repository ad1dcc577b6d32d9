"""Names in a question: what must stand in a report for it to be about that place or person.

Told by form, not by list: an administrative ending, a surname before a rare word, a number, and
what goes by a number (4号线).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from retrieval.analysis.persons import is_name
from retrieval.lexicon.files import sections, words

_PLAIN_STEMS = words("endings", "plain_stems")
_ENDINGS = [
    ending
    for name, group in sections("endings").items()
    if name != "plain_stems"
    for ending in group
]
_ENDING = re.compile("(?:" + "|".join(sorted(_ENDINGS, key=len, reverse=True)) + ")$")
_DIVISION = re.compile("(?:" + "|".join(words("endings", "administrative")) + ")$")
_NUMBERED = re.compile("号.")
"""What goes by a number: 4号线, 2号楼; a mere 号 may be a day."""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_RARE = 1e-6
"""A word rarer than this in general Chinese may be a person's name."""
_COMMON = 3e-5
"""A word more common than this does not name a place."""


def names(words: Sequence[str], commonness: Callable[[str], float]) -> tuple[str, ...]:
    """Return the names among `words` (a folded question cut into words, in order).

    `commonness` tells the share of a word in general Chinese (0: unknown).
    """
    found: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        ending = _ENDING.search(word)
        if ending and not ending.start():
            if _is_stem(before, commonness) and not _DIVISION.search(before):
                found.append(before + word)
        elif _NUMBER.fullmatch(before) and _NUMBERED.match(word):
            found.append(before + word)
        elif (
            (ending and word[: ending.start()] not in _PLAIN_STEMS)
            or _NUMBER.fullmatch(word)
            or (len(word) in _PERSON_LENGTHS and commonness(word) < _RARE and _is_person(word))
        ):
            found.append(word)
    return tuple(dict.fromkeys(found))


_PARTICLES = words("function_words", "no_given_name")
"""Characters that no given name ends with: what ends so is a cut gone wrong (年时, 曾于)."""
_PERSON_LENGTHS = (2, 3)
_LONGEST = 6
"""The most characters a word before an ending may have."""


def _is_stem(word: str, commonness: Callable[[str], float]) -> bool:
    """Whether `word` before an ending makes a name: 北苑 before 街道, but not 属于 before 县."""
    return (
        2 <= len(word) <= _LONGEST  # noqa: PLR2004 - a single character is a verb or pronoun
        and bool(_HAN.fullmatch(word))
        and word not in _PLAIN_STEMS
        and commonness(word) < _COMMON
    )


def _is_person(word: str) -> bool:
    """Whether a rare word of two or three characters begins with a surname, and ends as a name."""
    return is_name(word) and word[-1] not in _PARTICLES
