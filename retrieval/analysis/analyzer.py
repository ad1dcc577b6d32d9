"""Text to terms that remember where they stood.

Words as jieba cuts them for search, and beside them pairs of characters and single characters:
names that jieba splits are still found by their pairs, and a word the reports use in another
form still shares characters with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retrieval.analysis import normalizer as folding
from retrieval.analysis.normalizer import fold
from retrieval.analysis.tokenizer import Tokenizer

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+(?:[.\-][^\W_{_HAN}]+)*")


ANALYSIS = 1
"""Raised when the same text is cut into other terms, so that archives are built again."""
_NAME_FREQUENCY = 50
"""How often a name counts as seen: enough to be kept whole, too little to pass for a word."""


class Term(NamedTuple):
    """A term and where it stood: `text` is folded, `start` and `stop` count characters.

    `word` is True for a word, False for a pair of characters or a single one.
    """

    text: str
    start: int
    stop: int
    word: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in pieces: its words, and the runs of Chinese characters that pairs are made of."""

    words: list[str]
    runs: list[str]


def grams(text: str) -> list[Term]:
    """Return the terms of `text` that need no dictionary, in order.

    Pairs of Chinese characters (a lone one where it has no neighbour), and words in letters.
    """
    terms: list[Term] = []
    for run in _RUN.finditer(fold(text)):
        found, at, word = run.group(), run.start(), not run["han"]
        size = len(found) if word else min(2, len(found))
        for start in range(len(found) - size + 1):
            place = at + start
            terms.append(Term(found[start : start + size], place, place + size, word=word))
    return terms


def _pairs_and_singles(run: str, at: int) -> list[Term]:
    """Return the pairs of characters of a run that begins at `at`, and its single ones."""
    pairs = [Term(run[n : n + 2], at + n, at + n + 2, False) for n in range(len(run) - 1)]  # noqa: FBT003
    return pairs + [Term(one, at + n, at + n + 1, False) for n, one in enumerate(run)]  # noqa: FBT003


class Analyzer:
    """Cuts text into terms. Owns its tokenizer."""

    def __init__(self, cutter: Tokenizer | None = None) -> None:
        """Load the dictionary (less than half a second), unless a `cutter` has it."""
        self._cutter = cutter or Tokenizer()
        self.commonness = self._cutter.commonness
        self.shares = self._cutter.shares
        self.own_commonness = self._cutter.own_commonness
        self.words_from = self._cutter.words_from
        self._learned: set[str] = set()

    def version(self) -> str:
        """Name the way text is cut into terms, but for the names learned."""
        return f"{ANALYSIS}, {folding.version()}, {self._cutter.version}"

    @property
    def names(self) -> frozenset[str]:
        """The names learned, folded, that the dictionary did not know."""
        return self._cutter.added

    def blank(self) -> Analyzer:
        """Return one that has learned nothing, without loading the dictionary again."""
        return Analyzer(self._cutter.blank())

    def learn(self, names: Iterable[str]) -> None:
        """Keep `names` whole from now on, though the dictionary may not know them."""
        for name in sorted(self.unknown(names) - self._learned):
            self._cutter.add(name, _NAME_FREQUENCY)
            self._learned.add(name)

    def unknown(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of `names`, folded, that the dictionary did not know before it learned."""
        folded = frozenset(map(fold, names))
        return frozenset(name for name in folded if len(name) > 1 and not self.own_commonness(name))

    def is_name(self, word: str) -> bool:
        """Whether `word` (folded) was learned as a name, or is one by the dictionary."""
        return word in self._learned or self._cutter.is_name(word)

    def terms(self, text: str) -> list[Term]:
        """Return the terms of `text`, folded, with their places: words first in each run."""
        terms: list[Term] = []
        for run in _RUN.finditer(fold(text)):
            found, at = run.group(), run.start()
            if not run["han"]:
                terms.append(Term(found, at, run.end(), word=True))
                continue
            places = self._cutter.places(found)
            terms += [Term(word, at + start, at + stop, word=True) for word, start, stop in places]
            terms += _pairs_and_singles(found, at)
        return terms

    def terms_of(self, content: str, words: Sequence[tuple[str, int, int]]) -> list[Term]:
        """Return the terms of `content` (folded) that is already cut into `words`.

        A word is its text, start and stop; those that `content` has spaces in place of are left
        out. The terms are those of `terms`, but for the words being given.
        """
        terms: list[Term] = []
        for run in _RUN.finditer(content):
            found, at, end = run.group(), run.start(), run.end()
            if not run["han"]:
                terms.append(Term(found, at, end, word=True))
                continue
            for word, start, stop in words:
                if stop > end:
                    break
                if at <= start:
                    for part, within in self._cutter.parts(word):
                        begin = start + within
                        terms.append(Term(part, begin, begin + len(part), word=True))
            terms += _pairs_and_singles(found, at)
        return terms

    def index_terms(self, text: str) -> list[str]:
        """Return only the folded texts of the terms, as an index wants them."""
        return [term.text for term in self.terms(text)]

    def cut(self, text: str) -> Cut:
        """Cut `text` as an index of many texts wants it: `index_terms` before the pairs."""
        runs: list[str] = []
        words: list[str] = []
        for run in _RUN.finditer(fold(text)):
            (runs if run["han"] else words).append(run.group())
        # A line break keeps runs apart: no word goes over it.
        words += [word for word in self._cutter.search_words("\n".join(runs)) if word != "\n"]
        return Cut(words, runs)

    def hasten(self) -> bool:
        """Cut faster from now on, if what that takes is installed (rjieba); the same words."""
        return self._cutter.hasten()

    def words(self, text: str) -> list[str]:
        """Cut `text` into words that do not overlap, folded; white space is left out."""
        return [word for piece in fold(text).split() for word in self._cutter.words(piece)]

    def placed_words(self, text: str) -> list[Term]:
        """Return what `words` does, each word with its place."""
        folded, at = fold(text), 0
        terms: list[Term] = []
        for word in self.words(text):
            start = folded.index(word, at)
            at = start + len(word)
            terms.append(Term(word, start, at, word=True))
        return terms
