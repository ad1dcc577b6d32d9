"""Where a report plays: the first chain of administrative names (湖州市南浔区双林镇) in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.analysis.persons import HAN
from retrieval.importing.newspaper.word_pattern import one_of


def _listed(*titles: str) -> str:
    return one_of("place_words", *titles)


# No name has a character that only grammar or counting puts before 市, 区, 镇: 全市, 各镇, 十个区.
_STEM = rf"(?:(?!{_listed('not in a stem')})[{HAN}])"
_TOWNLESS = rf"(?:(?!镇){_STEM})"
_ZONE = f"{_listed('zone kinds')}?{_listed('zones')}"
_ENDINGS = tuple("市区县镇乡")
# What an ending is no ending of: 市场 is no 市, and so the name before it is none.
_OTHERS = "".join(f"(?<!{ending}(?={_listed(f'not after {ending}')}))" for ending in _ENDINGS)
_LEVELS = tuple(
    re.compile(level + _OTHERS)
    for level in (
        rf"{_STEM}{{2,3}}?{_listed('provinces')}",
        rf"{_STEM}{_TOWNLESS}{{1,3}}?{_listed('prefectures')}",
        rf"{_STEM}{_TOWNLESS}{{1,5}}?(?:{_ZONE}|{_listed('counties')})",
        rf"{_STEM}{{2,4}}?{_listed('townships')}",
    )
)
# A chain stands at the beginning of a clause, or after a word of place.
_CLAUSE = re.compile(
    rf"(?:^|[，。；：？！、,;:?!“”（）()\s])(?:{_listed('times')}|\d+月\d+日)?"
    rf"{_listed('words of place')}?"
)
# Common nouns that end like the name of a place.
_NOUNS = "|".join(_listed(f"common before {ending}") + ending for ending in _ENDINGS)
_COMMON = re.compile(f".*(?:{_NOUNS}|[^市]级.*)")
_LEAD = 300
"""Characters of the first paragraph that are looked at."""

_MARK = one_of("byline_words", "datelines")
_DATELINE = re.compile(rf"{_listed('agencies')}({_STEM}{{2,6}}?)\d+月\d+日{_MARK}")


def place(texts: Sequence[str]) -> str:
    """Return the place that an article's first paragraph names first; nothing if none is plain.

    A name of one part is plain when it is that of a city, a county or a zone, or comes again.
    """
    first = texts[0][:_LEAD] if texts else ""
    if dated := _DATELINE.match(first):
        return dated[1]
    for clause in _CLAUSE.finditer(first):
        parts = _chain(first, clause.end())
        if len(parts) > 1 or any(_is_plain(part, texts) for part in parts):
            return "".join(parts)
    return ""


def _is_plain(name: str, texts: Sequence[str]) -> bool:
    return name.endswith(("市", "县", "开发区")) or sum(text.count(name) for text in texts) > 1


def _chain(text: str, start: int) -> tuple[str, ...]:
    """Return the names that follow each other from `start`, the larger before the smaller."""
    parts: list[str] = []
    for level in _LEVELS:
        if found := level.match(text, start):
            if not parts and _COMMON.fullmatch(found[0]):
                return ()
            parts.append(found[0])
            start = found.end()
    return tuple(parts)
