"""What reports are asked for: the phrases they must hold, told from the words around them.

What is left of 有哪些报道跟民宿、餐饮有关 when its question is taken away is 跟民宿、餐饮; the
little words at the edges of each phrase and between phrases are told by words, not by characters,
so that 地铁 and 和平 stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis.analyzer import Analyzer

_MARKS = re.compile(r"[^\w·.%-]+")
_EITHER = re.compile(r"、|或")
_TOGETHER = re.compile("同时|一起|既|又|也")
_BETWEEN = re.compile("和|与|及|以及|跟|同|或者?|还是|还有")
_LITTLE = re.compile(
    "[的了过着是在有等地得中上都均也还又既就把将请呀呢啊吗嘛吧写讲说提谈找列想我你您]|里面?|请问|列[出举]|"
    "找出|出来|一下|全部|所有|同时|一起|分别|各地|相关|有关|关于|麻烦|[帮给]我?|告诉我?|说说|讲讲|看看|查查|"
    "我?想|(?:想|我想)?知道|[这那哪]些"
)
"""Words that ask, or only hold a question together."""
_FRAME = re.compile("方面|工作|事[情儿]?|内容|情况|话题|消息|主题|题材|事迹|故事|问题")
"""Words for what a report is about that say nothing of it: 民宿的事, 环保方面的工作."""
_BEFORE_FRAME = ("的", "方面")


@dataclass(frozen=True, slots=True)
class Subject:
    """Phrases (folded) that reports are asked for by; `either` means that one of them will do."""

    phrases: tuple[str, ...]
    either: bool = False


def subject(text: str, analyzer: Analyzer) -> Subject:
    """Return what `text`, the words of a question that do not ask, wants reports to hold."""
    found = [
        "".join(words)
        for piece in _MARKS.split(text)
        for words in map(_bare, _apart(analyzer.words(piece)))
        if words
    ]
    either = bool(_EITHER.search(text)) and not _TOGETHER.search(text)
    return Subject(tuple(dict.fromkeys(found)), either)


def words(phrases: Iterable[str], analyzer: Analyzer) -> tuple[str, ...]:
    """Return the words of `phrases`, which may stand apart from each other in a report."""
    found = [word for phrase in phrases for word in analyzer.words(phrase)]
    return tuple(
        dict.fromkeys(word for word in found if len(word) > 1 and not _FRAME.fullmatch(word))
    )


def _apart(words: Iterable[str]) -> Iterator[list[str]]:
    """Part words at those that join phrases."""
    phrase: list[str] = []
    for word in words:
        if _BETWEEN.fullmatch(word):
            yield phrase
            phrase = []
        else:
            phrase.append(word)
    yield phrase


def _bare(words: Sequence[str]) -> Sequence[str]:
    """Return words without the little ones, and those that frame the others, at their edges."""
    start, stop = 0, len(words)
    while start < stop and _LITTLE.fullmatch(words[start]):
        start += 1
    while start < stop and (_LITTLE.fullmatch(words[stop - 1]) or _frames(words[start:stop])):
        stop -= 1
    return words[start:stop]


def _frames(words: Sequence[str]) -> bool:
    """Whether the last of words only frames the others."""
    last = words[-1]
    framing = last == "方面" or (len(words) > 1 and words[-2] in _BEFORE_FRAME)
    return framing and bool(_FRAME.fullmatch(last))
