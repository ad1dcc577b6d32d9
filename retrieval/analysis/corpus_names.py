"""A corpus's own names of places and bodies, so that they are not split.

Found by form: what stands before an administrative ending, again and again and after different
characters (店口镇), or once right after a larger unit or a mark (湖州市|南浔区).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from retrieval.lexicon.files import sections

_GRAMMAR = "".join(sections("function_words")["no_name_stem"])
_STEM = rf"(?:(?![{_GRAMMAR}])[\u4e00-\u9fff])"
ENDING = "|".join((*sections("endings")["administrative"], *sections("endings")["bodies"]))
"""Endings of names of places and bodies, as a regular expression's alternatives."""
_NAME = re.compile(rf"(?=(?P<before>\A|(?s:.))(?P<stem>{_STEM}{{2,4}})(?P<ending>{ENDING}))")
_TURN = re.compile("[省市县区镇乡村州]")
_LARGER = re.compile("[省市县区州]")
_BOUNDARY = re.compile(r"[省市县区州,，。、；;：:！!？?“”‘’（）()《》\s]?")
_COMMON = 1e-5
"""A stem that is more common than this in general Chinese makes no name."""
_KNOWN = 1e-7
"""An ending with the character before it that is more common than this is a word of its own."""


def corpus_names(texts: Iterable[str], commonness: Callable[[str], float]) -> tuple[str, ...]:
    """Return the names that `texts` (passages) have by form, sorted.

    `commonness` tells the share of a word in general Chinese (0: unknown).
    """
    before: defaultdict[str, list[str]] = defaultdict(list)
    for text in texts:
        for match in _NAME.finditer(text):
            name = match["stem"] + match["ending"]
            if not _TURN.search(match["stem"]) and not _is_plain(match, commonness):
                before[name].append(match["before"])
    return tuple(sorted(name for name, lefts in before.items() if _stands_alone(lefts)))


def _is_plain(match: re.Match[str], commonness: Callable[[str], float]) -> bool:
    """Whether the stem is an everyday word, or the ending part of one: 推动|区, 废|城市."""
    if commonness(match["stem"]) > _COMMON:
        return True
    return len(match["ending"]) == 1 and commonness(match["stem"][-1] + match["ending"]) > _KNOWN


def _stands_alone(lefts: list[str]) -> bool:
    """Whether a name begins here: right after a larger unit, or often and after a mark."""
    after_larger = any(_LARGER.fullmatch(left) for left in lefts)
    return after_larger or (len(lefts) > 1 and any(_BOUNDARY.fullmatch(left) for left in lefts))
