"""Which words are glossed alike: the cosine of their English glosses, weighed by rarity.

Each entry is a vector. Its dimensions are its glosses and, weaker, the single content words of
them (Salton's tf-idf cosine); glosses further down an entry count less. Everything is kept in
a few flat arrays, so that looking up a word takes well under a millisecond.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.table_cache import Arrays

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
    """Words and how like their glosses are, by a table that `tabulated` made."""

    def __init__(self, table: Arrays) -> None:
        self._names, self._named = table["names"], table["named"]
        self._words = table["words"]
        self._features, self._values, self._entry_at = (
            table[name] for name in ("features", "values", "entry_at")
        )
        self._sharing, self._shares, self._feature_at = (
            table[name] for name in ("sharing", "shares", "feature_at")
        )

    def like(self, word: str, least: float) -> dict[str, float]:
        """Return the other words that are like `word` by `least` or more, 0 to 1."""
        found: dict[str, float] = {}
        for entry in self._entries(word).tolist():
            others, scores = self._scores(entry)
            near = np.flatnonzero(scores >= least)
            names = self._words[others[near]].tolist()
            for name, score in zip(names, scores[near].tolist(), strict=True):
                found[name] = max(found.get(name, 0.0), min(1.0, score))
        found.pop(word, None)
        return found

    def _entries(self, word: str) -> NDArray[np.int32]:
        """Return the numbers of the readings of `word`."""
        if len(word) * 4 > self._names.itemsize:
            return self._named[:0]
        first, last = (self._names.searchsorted(word, side) for side in ("left", "right"))
        return self._named[first:last]

    def _scores(self, entry: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the entries that share a feature with this one, ascending, and their scores."""
        own = slice(self._entry_at[entry], self._entry_at[entry + 1])
        entries, scores = [self._sharing[:0]], [self._shares[:0]]
        for feature, value in zip(self._features[own].tolist(), self._values[own], strict=True):
            sharing = slice(self._feature_at[feature], self._feature_at[feature + 1])
            entries.append(self._sharing[sharing])
            scores.append(value * self._shares[sharing])
        others = np.concatenate(entries)
        order = others.argsort(kind="stable")
        others = others[order]
        first = np.ones(len(others), dtype=np.bool_)
        np.not_equal(others[1:], others[:-1], out=first[1:])
        sums = np.bincount(first.cumsum() - 1, np.concatenate(scores)[order])
        return others[first], sums.astype(np.float64, copy=False)


def tabulated(glossed: Iterable[tuple[str, Sequence[str]]]) -> Arrays:
    """Return the table of words, each with its glosses; a word may come once for each reading.

    Of N words with glosses, and F features that tell anything: `words` (N) in the order given;
    `names`, the same in alphabetical order, and `named`, the number of each. `features` and
    `values` (F) are those of words 0, 1, 2, …, which begin at `entry_at`. `sharing` and `shares`
    (F) are the numbers of the words that have features 0, 1, 2, …, which begin at `feature_at`, and
    the values these have for them.
    """
    words, entries = _admitted(glossed)
    features, rows, values = _features(entries)
    spread = np.bincount(features)
    values = values * np.log(max(2, len(words)) / spread[features])
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=len(words)))
    values = (values / np.maximum(lengths[rows], 1e-9)).astype(np.float32)
    telling = (spread[features] > 1) & (spread[features] <= _COMMON)
    rows, features, values = rows[telling], features[telling], values[telling]
    named = np.argsort(words, kind="stable").astype(np.int32)
    order = np.argsort(features, kind="stable")
    return {
        "words": words,
        "names": words[named],
        "named": named,
        "features": features,
        "values": values,
        "entry_at": np.searchsorted(rows, np.arange(len(words) + 1)),
        "sharing": rows[order],
        "shares": values[order],
        "feature_at": np.concatenate([[0], np.cumsum(np.bincount(features, minlength=1))]),
    }


def _admitted(
    glossed: Iterable[tuple[str, Sequence[str]]],
) -> tuple[NDArray[np.str_], list[Sequence[str]]]:
    admitted = [(word, glosses) for word, glosses in glossed if glosses]
    return np.array([word for word, _ in admitted], dtype=np.str_), [g for _, g in admitted]


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
