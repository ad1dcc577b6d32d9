"""What has the form of a person's name: a surname, and one or two characters.

The lists are the lexicon's (surnames.txt); no list of persons is kept.
"""

from __future__ import annotations

import re

from retrieval.lexicon.files import sections, words

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"
"""Chinese characters, as the inside of a regular expression's character class."""

_SURNAMES = words("surnames", "common") | words("surnames", "single")
_COMPOUND = "|".join(sections("surnames")["compound"])
_EVERYDAY = words("surnames", "everyday")
_ADDRESSED = re.compile(
    "|".join((*sections("surnames")["addressed"], ".*[市县镇村]长", ".*[等说的市县区镇乡]"))
)
"""What is called after a surname, and words that follow a name."""
_NAME = re.compile(rf"[{HAN}]{{2,3}}")
_LONG_NAME = re.compile(rf"(?:{_COMPOUND})[{HAN}]{{1,2}}")
_FOREIGN_NAME = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}})+")
_RARE_NAME = re.compile(rf"[{HAN}]{{2,4}}")


def may_be_name(word: str) -> bool:
    """Whether a word could be a name with a rare surname: two or three characters, not everyday."""
    return bool(_NAME.fullmatch(word)) and not _is_other(word)


def is_name(word: str, *, vouched: bool = False) -> bool:
    """Whether a word has the form of a person's name, and is no everyday word.

    `vouched`: a role beside it (记者) says that it is one; then the surname may be any.
    """
    if _is_other(word):
        return False
    if _FOREIGN_NAME.fullmatch(word) or _LONG_NAME.fullmatch(word):
        return True
    if vouched:
        return bool(_RARE_NAME.fullmatch(word))
    return bool(_NAME.fullmatch(word)) and word[0] in _SURNAMES


def _is_other(word: str) -> bool:
    """Whether a word is an everyday one, or a surname with a form of address: 方女士."""
    return word in _EVERYDAY or bool(_ADDRESSED.fullmatch(word[1:]))
