"""Other words for a word: the operator's own, the dictionary's references, and likeness of gloss.

There is no freely licensed list of Chinese synonyms to be had; CC-CEDICT's English glosses stand
in for one. Two words of which the glosses are alike are often, not always, synonyms, and their
strength says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from retrieval.corpus import Problem
from retrieval.language.folding import fold
from retrieval.synonyms import cedict
from retrieval.synonyms.likeness import Likeness

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
_LONGEST = 4
"""What is longer is a phrase or a term of art, and has no synonym."""
_MAX_BYTES = 1_000_000
_SEPARATORS = re.compile(r"[\s,、;=/|]+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9 .&'-]*")


class Thesaurus:
    """Other words for a word, each with a strength from 0 to 1."""

    def __init__(self, extra: Path | None = None) -> None:
        """Read the operator's synonyms at `extra`; the dictionary waits until it is asked.

        One group of words a line, separated by white space, commas or "="; "#" starts a remark.
        What is wrong with the file is kept as `problems`; a file that is not there is no problem.
        """
        problems: list[Problem] = []
        self._own = _groups(extra, problems) if extra else {}
        self.problems = tuple(problems)
        # A method's own cache would keep every Thesaurus alive.
        self.alternatives = lru_cache(maxsize=4096)(self._alternatives)

    def _alternatives(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return other words for `word` (folded), the strongest first, at most 24.

        `word` is a Chinese word, or English words with spaces between them.
        """
        found = self._translated(word) if _LATIN.fullmatch(word) else self._akin(word)
        found |= dict.fromkeys(self._own.get(word, ()), OWN)
        found.pop(word, None)
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST])

    def _translated(self, english: str) -> Strengths:
        return dict.fromkeys(cedict.chinese(english), TRANSLATED)

    def _akin(self, word: str) -> Strengths:
        references, likeness = self._dictionary
        found = {
            other: ALIKE * min(1.0, like + _RELATED * bool(set(word) & set(other)))
            for other, like in likeness.like(word, _LEAST).items()
        }
        return found | dict.fromkeys(references.get(word, ()), REFERRED)

    @cached_property
    def _dictionary(self) -> tuple[dict[str, set[str]], Likeness]:
        references: dict[str, set[str]] = defaultdict(set)
        words = [entry for entry in cedict.entries() if len(entry.word) > 1]
        for entry in words:
            for other in entry.references():
                references[entry.word].add(other)
                references[other].add(entry.word)
        # Proper nouns are glossed by what they are: a river is no synonym of another.
        common = (
            (entry.word, entry.glosses())
            for entry in words
            if not entry.proper and len(entry.word) <= _LONGEST
        )
        return dict(references), Likeness(common)


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
