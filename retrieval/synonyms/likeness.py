"""Which words are glossed alike: the cosine of their English glosses, weighed by rarity.

Each entry is a vector. Its dimensions are its glosses and, weaker, the single content words of
them (Salton's tf-idf cosine); glosses further down an entry count less. Everything is kept in
a few flat arrays, so that looking up a word takes well under a millisecond.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_LATER = 0.25
"""How much less each further gloss of an entry counts: 1, 1/1.25, 1/1.5 …"""
_SINGLE = 0.5
"""What a single word of a gloss counts beside the gloss as a whole."""
_COMMON = 200
"""A gloss, or a word of one, that more entries than this share tells nothing."""
_EMPTY = frozenset(
    (
        *("a", "an", "the", "of", "to", "sb", "sth", "one", "ones", "sb's", "one's", "in", "on"),
        *("at", "for", "or", "and", "by", "with", "as", "be", "from", "that", "it", "up", "out"),
        *("into", "is", "not", "etc"),
    )
)


class Likeness:
    """Words and how like their glosses are."""

    def __init__(self, glossed: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Take words, each with its glosses; a word may come several times, once a reading."""
        self._words: list[str] = []
        self._entries: dict[str, list[int]] = defaultdict(list)
        features, rows, values = _features(self._admit(glossed))
        spread = np.bincount(features)
        values = values * np.log(max(2, len(self._words)) / spread[features])
        lengths = np.sqrt(np.bincount(rows, values**2, minlength=len(self._words)))
        values = (values / np.maximum(lengths[rows], 1e-9)).astype(np.float32)
        telling = (spread[features] > 1) & (spread[features] <= _COMMON)
        self._rows, self._features, self._values = (x[telling] for x in (rows, features, values))
        self._entry_at = np.searchsorted(self._rows, np.arange(len(self._words) + 1))
        self._order = np.argsort(self._features, kind="stable").astype(np.int32)
        self._feature_at = np.concatenate(
            [[0], np.cumsum(np.bincount(self._features, minlength=1))]
        )

    def like(self, word: str, least: float) -> dict[str, float]:
        """Return the other words that are like `word` by `least` or more, 0 to 1."""
        found: dict[str, float] = {}
        for entry in self._entries.get(word, ()):
            scores = self._scores(entry)
            for other in np.flatnonzero(scores >= least):
                name = self._words[other]
                if name != word:
                    found[name] = max(found.get(name, 0.0), min(1.0, float(scores[other])))
        return found

    def _admit(self, glossed: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Sequence[str]]:
        for word, glosses in glossed:
            if glosses:
                self._entries[word].append(len(self._words))
                self._words.append(word)
                yield glosses

    def _scores(self, entry: int) -> NDArray[np.float64]:
        scores = np.zeros(len(self._words))
        own = slice(self._entry_at[entry], self._entry_at[entry + 1])
        for feature, value in zip(self._features[own], self._values[own], strict=True):
            sharing = self._order[self._feature_at[feature] : self._feature_at[feature + 1]]
            scores[self._rows[sharing]] += value * self._values[sharing]
        return scores


def _features(
    entries: Iterable[Sequence[str]],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return each entry's features as three arrays alike: feature, entry, and its value."""
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    features: list[int] = []
    values: list[float] = []
    counts: list[int] = []
    for glosses in entries:
        weighed = _weighed(glosses)
        features += [numbers[feature] for feature in weighed]
        values += weighed.values()
        counts.append(len(weighed))
    rows = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return np.array(features, np.int32), rows, np.array(values, np.float64)


def _weighed(glosses: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for rank, gloss in enumerate(glosses):
        weight = 1 / (1 + _LATER * rank)
        found[gloss] = weight
        words = [word for word in gloss.split(" ") if word not in _EMPTY]
        # "#" keeps "#doctor", a word of a gloss, apart from the gloss "doctor".
        mark = "#to " if gloss.startswith("to ") else "#"
        for word in words:
            single = f"{mark}{word.removesuffix('s')}"
            found.setdefault(single, _SINGLE * weight / len(words))
            mark = "#"
    return found
