"""Runs of characters to words. Home of jieba, and of rjieba where it is installed."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import jieba

from retrieval.cache import remembered

_COMMON_HAN = re.compile("[\u4e00-\u9fa5\n]*")
"""Text that jieba and rjieba are known to cut alike."""
_PARTS = (2, 3)
"""Characters of the parts of longer words that are words themselves, as jieba has them."""
_KEPT = 32
"""How many texts are remembered as they were cut: those of a question, for more than one end."""
_NAMES = re.compile(r"^(\S{3,}) \d+ n[rst]$", re.MULTILINE)
"""A row of the dictionary that tells the name of a person, a place or a body (tags nr, ns, nt)."""
_TAG = "nz"
"""The part of speech of what is added: a proper noun. Nothing is cut by it."""


class Dictionary(NamedTuple):
    """Words and how often each was counted (0: the beginning of one), the sum, and a name."""

    counts: dict[str, int]
    total: int
    version: str


class Tokenizer:
    """Cuts folded text into words. Owns its tokenizer."""

    def __init__(self, dictionary: Dictionary | None = None) -> None:
        """Take a dictionary as its own, or load jieba's (less than half a second)."""
        self._tokenizer = jieba.Tokenizer()
        dictionary = dictionary or load()
        self._tokenizer.FREQ, self._tokenizer.total, self.version = dictionary
        self._tokenizer.initialized = True
        self._added: dict[str, int] = {}
        self._unknown: set[str] = set()
        self._fast: Any = None
        self.words = remembered(self._words, _KEPT)

    def add(self, word: str, frequency: int) -> None:
        """Keep `word` (folded) whole from now on, as one that was counted `frequency` times."""
        beginnings = (word[:stop] for stop in range(1, len(word) + 1))
        self._unknown.update(one for one in beginnings if one not in self._tokenizer.FREQ)
        self._tokenizer.add_word(word, frequency)
        self._added[word] = frequency
        if self._fast:
            self._fast.add_word(word, frequency, _TAG)
        self.words = remembered(self._words, _KEPT)

    @property
    def added(self) -> frozenset[str]:
        """The words that were added."""
        return frozenset(self._added)

    def blank(self) -> Tokenizer:
        """Return one to which nothing was added, without loading the dictionary again."""
        counts = self._tokenizer.FREQ | dict.fromkeys(self._added, 0)
        for beginning in self._unknown:
            del counts[beginning]
        return Tokenizer(Dictionary(counts, self._own_total(), self.version))

    def _own_total(self) -> int:
        return int(self._tokenizer.total) - sum(self._added.values())

    def hasten(self) -> bool:
        """Cut by rjieba from now on where it cuts alike; False when it is not installed."""
        if not find_spec("rjieba"):
            return False
        self._fast = import_module("rjieba").Jieba()
        for word, frequency in self._added.items():
            self._fast.add_word(word, frequency, _TAG)
        return True

    def _words(self, text: str) -> tuple[str, ...]:
        """Cut `text` into words that do not overlap; together they are the text."""
        return tuple(self._for(text).cut(text))

    def places(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the words of `text` as for a search engine (long ones in parts too), and where."""
        start = 0
        for word in self.words(text):
            for part, at in self.parts(word):
                yield part, start + at, start + at + len(part)
            start += len(word)

    def parts(self, word: str) -> list[tuple[str, int]]:
        """Return the parts of a longer word that are words themselves, then it; and where in it."""
        found: list[tuple[str, int]] = []
        for size in _PARTS if len(word) > _PARTS[0] else ():
            for at in range(len(word) - size + 1) if len(word) > size else ():
                part = word[at : at + size]
                if self._tokenizer.FREQ.get(part):
                    found.append((part, at))
        found.append((word, 0))
        return found

    def search_words(self, text: str) -> list[str]:
        """Return the words of `places`; their order may be another."""
        return list(self._for(text).cut_for_search(text))

    def is_name(self, word: str) -> bool:
        """Whether `word` (folded) is a name by the dictionary, of three characters or more.

        Shorter ones are left out: too many of the dictionary's are everyday words.
        """
        return f"\n{word}\n" in self._names

    @cached_property
    def _names(self) -> str:
        """All names of the dictionary, a line each: a set of them would take ten times the room."""
        with self._tokenizer.get_dict_file() as file:
            return "\n".join(["", *_NAMES.findall(file.read().decode()), ""])

    def _for(self, text: str) -> Any:  # noqa: ANN401 - neither library has types
        """Return the faster tokenizer where it is there and cuts `text` alike."""
        return self._fast if self._fast and _COMMON_HAN.fullmatch(text) else self._tokenizer

    def commonness(self, word: str) -> float:
        """How often `word` stands among the words of general Chinese, 0 to 1.

        From jieba's dictionary, whose counts sum to some 60 million; 0 for what it does not hold.
        """
        share: float = self._tokenizer.FREQ.get(word, 0) / self._tokenizer.total
        return share

    def shares(self, words: Iterable[str]) -> list[float]:
        """Return the commonness of each of `words`."""
        count, total = self._tokenizer.FREQ.get, self._tokenizer.total
        return [count(word, 0) / total for word in words]

    def own_commonness(self, word: str) -> float:
        """Return what `commonness` was before anything was added."""
        if word in self._added:
            return 0.0
        return float(self._tokenizer.FREQ.get(word, 0) / self._own_total())

    def words_from(self, text: str, start: int, longest: int) -> Iterator[tuple[int, float]]:
        """Yield the words that `text` has from `start` on: where each stops, and its commonness.

        Those of two characters or more, `longest` at most.
        """
        count, total = self._tokenizer.FREQ.get, self._tokenizer.total
        for stop in range(start + 2, min(start + longest, len(text)) + 1):
            seen = count(text[start:stop])
            if seen is None:
                # No word begins so: the dictionary holds the beginnings of words, too.
                return
            if seen:
                yield stop, seen / total


def load() -> Dictionary:
    """Load jieba's dictionary; `initialize` takes longer, and trusts a marshalled cache."""
    with jieba.Tokenizer().get_dict_file() as file:
        data = file.read()
    version = f"jieba {jieba.__version__} {zlib.crc32(data):08x}"
    return Dictionary(*_dictionary(data.decode()), version)


def _dictionary(text: str) -> tuple[dict[str, int], int]:
    """Read jieba's dictionary: a word's count, or 0 for the beginning of a word; and the total.

    The same as `Tokenizer.gen_pfdict` makes, in half the time.
    """
    rows = text.split()
    words, counts = rows[0::3], [int(count) for count in rows[1::3]]
    table: dict[str, int] = {}
    longer, length = words, 1
    while longer := [word for word in longer if len(word) > length]:
        table.update(dict.fromkeys([word[:length] for word in longer], 0))
        length += 1
    table.update(zip(words, counts, strict=True))
    return table, sum(counts)


jieba.default_logger.setLevel(logging.WARNING)
