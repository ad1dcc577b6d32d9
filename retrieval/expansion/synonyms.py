"""Other words for a word: the operator's own, the dictionary's references, and likeness of gloss.

There is no freely licensed list of Chinese synonyms to be had; CC-CEDICT's English glosses stand
in for one. Two words of which the glosses are alike are often, not always, synonyms, and their
strength says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from retrieval.analysis.normalizer import fold
from retrieval.cache import remembered
from retrieval.corpus import Problem
from retrieval.expansion.dictionary import Dictionary
from retrieval.index.archive.table_cache import Tables

Strengths = dict[str, float]

OWN = 1.0
"""The strength of the operator's own synonyms."""
REFERRED = 0.9
"""The strength of another form or an abbreviation: by eye, 95 of 100 are right."""
ALIKE = 0.5
"""The strength of words whose glosses are the same; less alike, less strong."""
TRANSLATED = 0.8
"""The strength of a Chinese word for an English one."""
_LEAST = 0.35
_RELATED = 0.1
"""Words that share a character besides are likelier synonyms by this much."""
_MOST = 24
_MAX_BYTES = 1_000_000
_SEPARATORS = re.compile(r"[\s,、;=/|]+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9 .&'-]*")


class Thesaurus:
    """Other words for a word, each with a strength from 0 to 1."""

    def __init__(self, extra: Path | None = None, tables: Tables | None = None) -> None:
        """Read the operator's synonyms at `extra`; the dictionary waits until it is asked.

        It takes a second to read, unless `tables` have kept it.

        One group of words a line, separated by white space, commas or "="; "#" starts a remark.
        What is wrong with the file is kept as `problems`; a file that is not there is no problem.
        """
        problems: list[Problem] = []
        self._own = _groups(extra, problems) if extra else {}
        self._lengths = sorted({len(word) for word in self._own})
        self._dictionary = Dictionary(tables or Tables())
        self.problems = tuple(problems)
        # A method's own cache would keep every Thesaurus alive.
        self.alternatives = remembered(self._alternatives, 4096)

    def prepare(self) -> None:
        """Read the dictionary now."""
        self._dictionary.prepare()

    def own(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where words of the operator's own list stand in `text` (folded), however cut."""
        for start in range(len(text)):
            for length in self._lengths:
                if text[start : start + length] in self._own and start + length <= len(text):
                    yield start, start + length

    def _alternatives(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return other words for `word` (folded), the strongest first, at most 24.

        `word` is a Chinese word, or English words with spaces between them.
        """
        found = self._translated(word) if _LATIN.fullmatch(word) else self._akin(word)
        found |= dict.fromkeys(self._own.get(word, ()), OWN)
        found.pop(word, None)
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST])

    def _translated(self, english: str) -> Strengths:
        return dict.fromkeys(self._dictionary.glosses.chinese(english), TRANSLATED)

    def _akin(self, word: str) -> Strengths:
        characters = set(word)
        found = {
            other: ALIKE * min(1.0, like if characters.isdisjoint(other) else like + _RELATED)
            for other, like in self._dictionary.likeness.like(word, _LEAST).items()
        }
        return found | dict.fromkeys(self._dictionary.references(word), REFERRED)


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
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(path.name, number, "not UTF-8 text"))
