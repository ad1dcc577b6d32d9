"""Whole expressions of amounts and times in a text: 超40万台, 不到90秒, 2025年上半年.

An amount is a figure with its sign, its unit, and the words that say how far it holds; a slice of
it (40万 of 超40万台) says something else, and is never taken for it.

>>> [text[start:stop] for start, stop in amounts(text := "累计销量超40万台")]
['超40万台']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from retrieval.analysis.numerals import ROMAN
from retrieval.article import Span
from retrieval.lexicon.files import sections, words

_FIGURES = rf"(?:(?<![0-9a-z.])[0-9]+(?:[.,][0-9]+)*|{ROMAN})"
_NUMERALS = "".join(sorted(words("numerals")))
_ONES = "一二三四五六七八九十"


def amounts(text: str) -> list[Span]:
    """Return where the amounts of `text` (folded) stand; compound ones as one: 3小时20分."""
    found = [match.span() for match in _amount().finditer(text) if match.end() > match.start()]
    return list(_compounds(text, found))


def times(text: str) -> list[Span]:
    """Return where points and stretches of time on the calendar or clock stand, in order."""
    return [match.span() for match in _time().finditer(text)]


def _compounds(text: str, found: Iterable[Span]) -> Iterator[Span]:
    """Join what follows at once, where both are told in units of time or angle: 1小时01分33秒."""
    before: Span | None = None
    for span in found:
        joins = before and before[1] == span[0] and text[before[1] - 1] in _CLOCK_UNITS
        if before and joins:
            before = before[0], span[1]
            continue
        if before:
            yield before
        before = span
    if before:
        yield before


_CLOCK_UNITS = "时分秒年月天元角"


@cache
def _amount() -> re.Pattern[str]:
    """Compile how an amount looks."""
    listed = sections("expressions")
    measures = words("measures") | words("quantities_asked")
    heads = {
        head
        for name, group in sections("quantities_asked").items()
        if name.endswith("heads")
        for head in group
    }
    units = either((measures - heads) | {"个半小时", "个小时", "个月", "个百分点", "℃", "%", "‰"})
    han = rf"(?:[{_NUMERALS}]+(?:点[{_NUMERALS}]+)?)"
    scale = r"(?:[余多来几]?[十百千万亿]+)?[余多来]?"
    share = rf"(?:[百千万]|[{_NUMERALS}]+)分之{han}|{_FIGURES}/{_FIGURES}|[{_NUMERALS}]成[{_ONES}]?"
    half = rf"(?:半(?!{either(word[1:] for word in listed['halves'])}))?"
    counted = rf"(?:{_FIGURES}|{han}){scale} ?(?:{units}){half}"
    number = rf"(?:{share}|{counted}|{_FIGURES}{scale}(?![a-z]))"
    before, after = either(listed["before"]), either(listed["after"])
    sign = either(listed["sign"])
    some = "(?:[数几上](?=[十百千万亿]))?"
    lower = rf"(?:(?:{_FIGURES}|{han})[至到~—–-])?"
    one = rf"(?:{before})?{some}(?:(?<![0-9a-z])(?:{sign}))?{lower}{number}"
    # 三人 of 第三人称 counts nobody.
    unranked = rf"(?<!第)(?<!第[{_NUMERALS}])(?<!第[{_NUMERALS}]{{2}})"
    return re.compile(rf"{unranked}{one}(?:[至到~—–-]{number})?(?:{after})?")


@cache
def _time() -> re.Pattern[str]:
    """Compile how a time looks: any of its parts, the larger before the smaller."""
    listed = {name: either(group) for name, group in sections("expressions").items()}
    figure = rf"(?:[0-9]{{1,2}}|[{_ONES}廿两]{{1,3}})"
    year = rf"(?:{listed['eras']}|(?<![0-9])[0-9]{{4}}年|[{_NUMERALS}]{{4}}年)"
    month = rf"(?:(?<![0-9.]){figure}月(?:{listed['month_parts']})?|{listed['months']})"
    day = rf"(?:(?<![0-9.]){figure}[日号](?!线)|初[{_ONES}]|{listed['days']})"
    lunar = rf"(?:(?:腊月|正月|冬月)[{_ONES}初廿]{{1,3}})"
    weekday = rf"(?:(?:{listed['weekdays']})[一二三四五六日天])"
    # 一点 alone says “a little”, and 之四点二 is no time.
    hour = rf"(?<![0-9.之])(?!一点(?!整)){figure}[时点](?![多间期二三四五六七八九])"
    clock = rf"(?:{hour}(?:整|半|[0-9]{{1,2}}分(?:[0-9]{{1,2}}秒)?|一刻)?)"
    season, part = rf"(?:{listed['seasons']}|年?底)", rf"(?:{listed['day_parts']})"
    parts = [year, season, lunar, month, day, weekday, part, clock]
    need = "|".join(
        [rf"{year}{season}?", season.replace("年?底", "年底"), lunar, month, day, weekday, clock]
    )
    some = "".join(f"(?:{one})?" for one in parts)
    one = rf"(?=(?:{need}|(?:{part})(?:{clock})))(?:{some})"
    decade = rf"[0-9{_ONES}]+世纪(?:[0-9{_ONES}]+年代)?|[0-9{_ONES}]+年代"
    return re.compile(
        rf"(?:{decade}|{one}(?:[至到—–-](?:{one})){{0,2}})(?:(?:{listed['bounds']})(?![0-9{_ONES}]))?"
    )


def either(listed: Iterable[str]) -> str:
    """Return an alternation of words, the longest first."""
    return "|".join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word))))
