"""Talk that is no question: thanks, greetings, and the names of buttons typed as words.

It counts only where it is the whole of what was said: 谢谢您, 还有吗?, 你好; not 你好请问….
"""

from __future__ import annotations

import re
from enum import StrEnum

from retrieval.analysis.normalizer import fold
from retrieval.lexicon.files import sections

_TALK = sections("small_talk")


def _any(section: str) -> str:
    return "|".join(sorted(_TALK[section], key=len, reverse=True))


_THANKS = f"(?:{_any('before thanks')})?(?:{_any('thanks')})(?:{_any('after thanks')})*"
_ALL_OF_IT = re.compile(f"(?:{_THANKS})++")
_BETWEEN = re.compile(r"[\W_]+")
_LONGEST = 60


class Talk(StrEnum):
    """What is meant by talk; the values are the sections of the word list small_talk."""

    GREETING = "greeting"
    INTRODUCTION = "introduction"
    HELP = "help"
    FAREWELL = "farewell"
    MORE = "more"
    WHOLE = "whole"
    WHY = "why"
    CITE = "cite"


def is_thanks(text: str) -> bool:
    """Whether a text says thank you, or that it is understood, and nothing else."""
    if len(text) > _LONGEST:
        return False
    return bool(_ALL_OF_IT.fullmatch(_BETWEEN.sub("", fold(text))))


def meant(text: str) -> Talk | None:
    """Return what is meant by a text that only talks with the bot; None when it asks or tells.

    >>> meant("还有吗？")
    <Talk.MORE: 'more'>
    """
    if len(text) > _LONGEST:
        return None
    said = fold(text)
    if whole := _phrase(_BETWEEN.sub("", said)):
        return whole
    parts = [part for part in _BETWEEN.split(said) if part and part not in _CLOSING]
    found = [_phrase(part) for part in parts]
    return found[-1] if found and all(found) else None


def _phrase(said: str) -> Talk | None:
    """Return what a phrase means, with or without the particles it ends with."""
    return _PHRASES.get(said) or _PHRASES.get(said.rstrip(_PARTICLES))


_PARTICLES = "".join(sections("courtesy_words")["particles"])
_CLOSING = sections("small_talk")["closing"]
_PHRASES = {phrase: talk for talk in Talk for phrase in sections("small_talk")[talk.value]}
