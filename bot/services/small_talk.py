"""Talk that is no question: thanks, greetings, and the names of buttons typed as words.

It counts only where it is the whole of what was said: 谢谢您, 还有吗?, 你好; not 你好请问….
"""

from __future__ import annotations

import re
from enum import StrEnum

from retrieval.analysis.normalizer import fold
from retrieval.lexicon.files import sections

_THANKS = (
    "(?:非常|十分|万分|太|多|真)?(?:感谢|谢谢|多谢|谢)[你您]?[了啦呀啊哈]?",
    "(?:辛苦|麻烦)[你您]?[了啦]",
    "好[的滴嘞哒吧]",
    "知道[了啦]",
    "(?:明白|了解|懂)[了啦]",
    "收到[了啦]?",
    "太好了|很好|真棒",
    "嗯",
    "(?:many|great)?thanks(?:alot|somuch|verymuch)?",
    "thankyou(?:somuch|verymuch)?",
    "thx|ok(?:ay)?|gotit|great",
)
_ALL_OF_IT = re.compile(f"(?:{'|'.join(_THANKS)})++")
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
