"""The words one asks with, and the particles between, by their toneless pinyin."""

from __future__ import annotations

from itertools import product

from retrieval.lexicon.files import rows, words


def _of(kind: str) -> dict[str, str]:
    return {
        spelled.replace(" ", ""): word
        for spelled, word, its_kind in rows("pinyin_words")
        if its_kind == kind
    }


def _counts() -> dict[str, str]:
    """Put together what asks for a number and what is counted: duo shao wan yuan, 多少万元."""
    pairs = product(_of("asking").items(), _of("counted").items())
    return {f"{ask}{counted}": word + unit for (ask, word), (counted, unit) in pairs}


_ASKING = _of("question") | _counts()
_LINKING = _of("particle")

SPELLED: dict[str, str] = _ASKING | _LINKING
"""Letters to the word they spell."""
LONGEST = max(map(len, SPELLED))
QUESTION_WORDS = frozenset(_ASKING.values())
PARTICLES = frozenset(_LINKING.values())
FUNCTION_WORDS = QUESTION_WORDS | PARTICLES
SINGLES = frozenset(word for word in FUNCTION_WORDS if len(word) == 1)
"""Those of one character."""
ENGLISH = words("english_like_pinyin")
"""Latin words that are spelled like syllables and are none."""
