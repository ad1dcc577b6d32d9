"""Where a report plays: the first chain of administrative names (湖州市南浔区双林镇) in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.analysis.persons import HAN

# No name has a character that only grammar or counting puts before 市, 区, 镇: 全市, 各镇, 十个区.
_STEM = rf"(?:(?![的是和与了在不个各全本该此每等这那我你他为从向对及或首几多某级如])[{HAN}])"
_TOWNLESS = rf"(?:(?!镇){_STEM})"
_ZONE = "(?:经济技术|经济|高新技术产业|高新|旅游|产业)?(?:开发区|经开区|高新区|新区)"
_COUNTY = "自治县|区(?![域块别间分])|县(?![域级城])|市(?![场值面井容民])"
_LEVELS = tuple(
    re.compile(level)
    for level in (
        rf"{_STEM}{{2,3}}?(?:省|自治区)",
        rf"{_STEM}{_TOWNLESS}{{1,3}}?(?:自治州|市(?![场值面井容民]))",
        rf"{_STEM}{_TOWNLESS}{{1,5}}?(?:{_ZONE}|{_COUNTY})",
        rf"{_STEM}{{2,4}}?(?:街道|镇(?!域)|乡(?![村镇亲土愁贤]))",
    )
)
# A chain stands at the beginning of a clause, or after a word of place.
_CLAUSE = re.compile(
    r"(?:^|[，。；：？！、,;:?!“”（）()\s])(?:近日|日前|近年来|连日来|\d+月\d+日)?"
    r"(?:作为|位于|地处|来自|来到|走进|走访|家住|住在|在|自|到|据)?"
)
# Common nouns that end like the name of a place.
_COMMON = re.compile(
    ".*(?:[城都超股楼门集夜早闹上菜花入]市|[地社小景城园辖山灾校库片街专特林湖牧市郊老厂战军海矿禁赛商]区"
    "|(?:示范|保税|试验|实验|保护|功能|集聚|样板)区|[城乡小古重村集]镇|特色镇|[城家老故下返异水他侨山]乡|[郡强]县"
    "|[^市]级.*)"
)
_LEAD = 300
"""Characters of the first paragraph that are looked at."""

_DATELINE = re.compile(rf"(?:本报|据?新华社|据?中新社)({_STEM}{{2,6}}?)\d+月\d+日[电讯電訊]")


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
