"""The table of nouns: which everyday words name a kind of thing, and can be nothing but nouns.

By jieba's dictionary, which calls many a verb a noun (委托), and by CC-CEDICT, where a verb is one
"to".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from importlib.metadata import version

from benchmarks.lexicon.cedict import entries, release

NAME = "nouns"
_USUAL = 20
"""How often jieba's dictionary must have seen a word: a rarer one may be a wrong cut."""
_HAN = re.compile("[\u4e00-\u9fff]{2,4}")
_COMMON = "n"
"""The tag of a common noun: names of persons, places and bodies have others."""


def remarks() -> list[str]:
    """Return what stands at the head of the table."""
    return [
        "Common nouns of two to four characters, each with how often it was seen. Made by",
        "`python -m benchmarks lexicon nouns` of the words that the dictionary of",
        f"jieba {version('jieba')} (MIT) tags so and counts, and of which no gloss of",
        f"CC-CEDICT (CC BY-SA 4.0, release {release()}) is that of a verb.",
    ]


def rows() -> Iterator[list[str]]:
    """Yield each noun, and how often it was seen."""
    glosses: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries():
        if not entry.proper:
            glosses[entry.word] += entry.glosses()
    text = (resources.files("jieba") / "dict.txt").read_text("utf-8")
    for word, count, tag in map(str.split, text.splitlines()):
        usual = tag == _COMMON and int(count) >= _USUAL and _HAN.fullmatch(word)
        if usual and glosses[word] and not any(one.startswith("to ") for one in glosses[word]):
            yield [word, count]
