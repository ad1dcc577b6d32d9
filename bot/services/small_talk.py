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
    return _PHRASES.get(_BETWEEN.sub("", fold(text))) if len(text) <= _LONGEST else None


_PHRASES = {phrase: talk for talk in Talk for phrase in sections("small_talk")[talk.value]}
