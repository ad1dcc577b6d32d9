"""Other words for a word: the operator's own, and those of the lexicon.

Its table `synonyms` is made from CC-CEDICT: other forms and abbreviations, words glossed alike, and
Chinese words for English ones. The table `happenings` has words for the same happening.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from retrieval.analysis.normalizer import fold
from retrieval.corpus import Problem
from retrieval.expansion.word_likeness import Near, listed_near, prepare
from retrieval.lexicon.files import rows
from retrieval.lexicon.sorted_table import SortedTable

OWN = 1.0
"""The strength of the operator's own synonyms."""
_HAPPENING = 0.5
"""That of words for the same happening, as of those glossed alike."""
_MOST = 24
_MAX_BYTES = 1_000_000
_SEPARATORS = re.compile(r"[\s,、;=/|]+")
_PARTICLE = re.compile("^(?:to be|to|an?|the) ")
_LATIN = re.compile(r"[a-z0-9][a-z0-9 .&'-]*")


class Thesaurus:
    """Other words for a word, each with a strength from 0 to 1."""

    def __init__(self, extra: Path | None = None) -> None:
        """Read the operator's synonyms at `extra`; the table waits until it is asked.

        One group of words a line, separated by white space, commas or "="; "#" starts a remark.
        What is wrong with the file is kept as `problems`, with line 0 where nothing of it can be
        read; a file that is not there is no problem.
        """
        problems: list[Problem] = []
        self._own = _groups(extra, problems) if extra else {}
        self._lengths = sorted({len(word) for word in self._own})
        self.problems = tuple(problems)

    def prepare(self) -> None:
        """Read the table now: less than a tenth of a second."""
        _table()
        prepare()

    def own(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where words of the operator's own list stand in `text` (folded), however cut."""
        for start in range(len(text)) if self._lengths else ():
            for length in self._lengths:
                if text[start : start + length] in self._own and start + length <= len(text):
                    yield start, start + length

    def near(self, word: str) -> tuple[Near, ...]:
        """Return words like `word` (folded, Chinese) with their cosines, the nearest first."""
        return listed_near(word)

    def alternatives(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return other words for `word` (folded), the strongest first, at most 24.

        `word` is a Chinese word, or English words with spaces between them.
        """
        own = self._own.get(word, ())
        if not own:
            return _listed(word)
        found = dict(_listed(word)) | dict.fromkeys(own, OWN)
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST])


@cache
def _table() -> SortedTable:
    return SortedTable("synonyms")


@lru_cache(4096)
def _listed(word: str) -> tuple[tuple[str, float], ...]:
    """Return the other words of the table.

    An English word that is none may be the beginning of one, "harvard" of "harvard business
    school"; it will do if that is the name of one thing only.
    """
    word = _PARTICLE.sub("", word)
    cells = _table().row(word)
    if not cells and _LATIN.fullmatch(word):
        longer = {cell for row in _table().beginning(f"{word} ") for cell in row[1:]}
        cells = list(longer) if len(longer) == 1 else []
    found = {other: float(strength) for other, strength in map(str.split, cells)}
    found |= dict.fromkeys(_happenings().get(word, ()), _HAPPENING)
    return tuple(found.items())


@cache
def _happenings() -> dict[str, set[str]]:
    """Return for each word for a happening the others for it: 起火 for 火灾."""
    return {word: {*group} - {word} for group in rows("happenings") for word in group}


def _groups(path: Path, problems: list[Problem]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for number, line in _lines(path, problems):
        words = {word for word in _SEPARATORS.split(fold(line.partition("#")[0])) if word}
        if len(words) == 1:
            problems.append(Problem(path.name, number, "one word alone has no synonym"))
        for word in words:
            groups[word] |= words - {word}
    return dict(groups)


def _lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Yield the lines of the file, numbered from 1; those that cannot be read are problems."""
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem(path.name, 0, f"cannot be read ({error.strerror})"))
        return
    if len(data) > _MAX_BYTES:
        problems.append(Problem(path.name, 0, f"larger than {_MAX_BYTES:,} bytes"))
        return
    if b"\0" in data:
        problems.append(Problem(path.name, 0, "cannot be read (it is no text)"))
        return
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    foreign = [line for line in lines if not line.isascii()]
    if len(foreign) > 1 and not any(map(_is_utf8, foreign)):
        problems.append(Problem(path.name, 0, "cannot be read (it is not UTF-8 text)"))
        return
    for number, line in enumerate(lines, 1):
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(path.name, number, "not UTF-8 text"))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
