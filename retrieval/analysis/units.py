"""What is taken whole or not at all: a number with its sign and scale, a word in letters.

10676.73, 40万, 98%, 百分之九十八 and COVID-19 are units of several characters; every other
character is one by itself. Where a text has to be cut, it is not cut in one of them.
"""

from __future__ import annotations

import re

from retrieval.analysis.normalizer import fold
from retrieval.analysis.numerals import DIGIT, NUMERAL

_LETTER = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u052f\u1e00-\u1fff"
"""Of the scripts that part their words: Latin, Greek, Cyrillic; and the digits."""
_SCALE = "(?:[百千]?[万亿]{1,2}|[百千](?![米克瓦分]))?"
UNIT = re.compile(
    rf"(?<![{_LETTER}])[-−](?=[0-9])(?:[0-9]+(?:,[0-9]{{3}}(?![0-9])|\.[0-9]+)*){_SCALE}[%‰]?"
    rf"|[{_LETTER}]+(?:,[0-9]{{3}}(?![0-9])|[.\-_/:+×~'][{_LETTER}]+|(?<=[0-9])—(?=[0-9])[0-9]+)*"
    rf"(?:(?<=[0-9]){_SCALE}[%‰]?|(?<=[a-z])(?:\+\+|#))?"
    rf"|[几数]?[{NUMERAL}]+(?:点[{DIGIT}]+)?(?:分之[{NUMERAL}]+(?:点[{DIGIT}]+)?)?几?"
)
"""A unit of several characters, in a folded text; single characters are units anyhow."""
_REACH = 80
"""A unit of more characters is no number and no word: it may be cut."""
_ADDRESS = re.compile("[a-z]+://[!-~]+|[!-~]+@[!-~]+")
"""An address of a page or of somebody."""
_NEAR = 24
"""A cut is moved by so many characters at most to come to a mark, or behind a word of grammar."""
_MARKS = frozenset("，,、；;：:。！？!?…\n")
"""Marks behind which a text is best cut."""
_ATTACHED = frozenset("的了着")
"""Characters that end a phrase, and stand in hardly a name."""


def uncut(text: str, at: int) -> int:
    """Return the last place up to `at` where `text` may be cut: not inside a unit.

    >>> uncut("处理了10676.73吨", 8)
    3
    """
    if not 0 < at < len(text):
        return at
    base = max(0, at - _REACH)
    around = fold(text[base : at + _REACH])
    spans = [one.span() for found in (_ADDRESS, UNIT) for one in found.finditer(around)]
    starts = (base + start for start, stop in spans if start < at - base < stop)
    return next((start for start in starts if start > 0), at)


def cut_before(text: str, at: int) -> int:
    """Return where to cut `text` at `at` or a little before: behind a mark, or within no unit.

    >>> cut_before("枫桥村修好了三座桥,杨坑村也在修", 12)
    10
    """
    if at >= len(text):
        return len(text)
    least = max(at // 2, at - _NEAR)
    for ends in (_MARKS, _ATTACHED):
        for place in range(at, least, -1):
            if text[place - 1] in ends and uncut(text, place) == place:
                return place
    return uncut(text, at)


def cut_behind(text: str, at: int) -> int:
    """Return where to cut `text` at `at` or a little behind, by the same rules.

    >>> cut_behind("枫桥村修好了三座桥,杨坑村也在修", 5)
    6
    """
    if at <= 0:
        return 0
    most = min(len(text) - (len(text) - at) // 2, at + _NEAR)
    for ends in (_MARKS, _ATTACHED):
        for place in range(at, most):
            if text[place - 1] in ends and uncut(text, place) == place:
                return place
    if uncut(text, at) == at:
        return at
    return next((n for n in range(at, len(text)) if uncut(text, n) == n), at)
