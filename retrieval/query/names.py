"""Names in a question: what must stand in a report for it to be about that place or person.

Told by form, not by list: an administrative ending, a surname before a rare word, a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from retrieval.analysis.persons import is_name

ENDINGS = (
    "省|自治区|自治州|市|盟|县|自治县|区|新区|开发区|经开区|高新区|园区|镇|乡|街道|村|社区|小区|"
    "派出所|公司|集团|银行|大学|学院|中学|小学|医院|法院|检察院|研究院|研究所|实验室|博物馆|图书馆|"
    "路|街|桥|港|湖|山|江|河|岛|寺|站|机场|酒店|民宿|公园"
)
_PLAIN_STEMS = (
    frozenset("全本各该我每这那某新老小大城乡农山同此当几哪一两二三的有在是和与到从由对个座")
    | frozenset(
        (
            "我们",
            "你们",
            "他们",
            "这个",
            "那个",
            "哪个",
            "全国",
            "全省",
            "全市",
            "全县",
            "全镇",
            "全村",
        )
    )
    | frozenset(("各个", "其他", "工业", "农业", "民营", "企业", "有限", "当地", "本地"))
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ENDING = re.compile(rf"(?:{ENDINGS})$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_RARE = 1e-6
"""A word rarer than this in general Chinese may be a person's name."""
_COMMON = 3e-5
"""A word more common than this does not name a place."""


def names(words: Sequence[str], commonness: Callable[[str], float]) -> tuple[str, ...]:
    """Return the names among `words` (a folded question cut into words, in order).

    `commonness` tells the share of a word in general Chinese (0: unknown).
    """
    found: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        if _ENDING.fullmatch(word):
            if _is_stem(before, commonness) and not _ENDING.search(before):
                found.append(before + word)
        elif _ends_as_name(word) or _is_person(word, commonness) or _NUMBER.fullmatch(word):
            found.append(word)
    return tuple(dict.fromkeys(found))


_PARTICLES = frozenset("于以是有在被把的了着到从向与和及或而且也都就才还又很最更时人度过氏")
"""Characters that no given name ends with: what ends so is a cut gone wrong (年时, 曾于)."""
_LONGEST = 6
"""The most characters a word before an ending may have."""


def _is_stem(word: str, commonness: Callable[[str], float]) -> bool:
    """Whether `word` before an ending makes a name: 北苑 before 街道, but not 属于 before 县."""
    return (
        2 <= len(word) <= _LONGEST  # noqa: PLR2004 - a single character is a verb or pronoun
        and bool(_HAN.fullmatch(word))
        and word not in _PLAIN_STEMS
        and commonness(word) < _COMMON
    )


def _ends_as_name(word: str) -> bool:
    ending = _ENDING.search(word) if len(word) > 2 else None  # noqa: PLR2004
    return bool(ending and word[: ending.start()] not in _PLAIN_STEMS)


def _is_person(word: str, commonness: Callable[[str], float]) -> bool:
    """Whether a word is a surname and one or two characters, and no common word."""
    return (
        len(word) in {2, 3}
        and is_name(word)
        and word[-1] not in _PARTICLES
        and commonness(word) < _RARE
    )
