"""Thanks and nods, which are no questions: 谢谢您, 好的，知道了, many thanks."""

from __future__ import annotations

import re

from retrieval.analysis.normalizer import fold

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


def is_thanks(text: str) -> bool:
    """Whether a text says thank you, or that it is understood, and nothing else."""
    if len(text) > _LONGEST:
        return False
    return bool(_ALL_OF_IT.fullmatch(_BETWEEN.sub("", fold(text))))
